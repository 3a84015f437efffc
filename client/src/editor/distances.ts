/**
 * How far two upright boxes are from each other, as people measure by eye: across the gap where there is one, and from edge to edge of
 * the same side where one lies in the other, or over it.
 */
import type { Box, Vector } from '@joinery/shared';

/** A distance along one axis, in page coordinates. */
export interface Distance {
  /** On an edge of the first box. */
  readonly from: Vector;
  /** On, or in line with, an edge of the second. */
  readonly to: Vector;
  /** In px, greater than 0. */
  readonly length: number;
  /** Where `to` is beside the second box: the corner that is to be extended as far. */
  readonly corner: Vector | null;
}

/** Closer than this counts as touching, in px. */
const NOTHING = 1e-6;

type Range = readonly [least: number, most: number];

interface Measured {
  readonly from: number;
  readonly to: number;
  /** On the other axis. */
  readonly across: number;
  readonly corner: number | null;
}

/** At most one distance an axis across gaps, at most two an axis otherwise. */
export function distances(a: Box, b: Box): Distance[] {
  const [ax, ay]: [Range, Range] = [
    [a.left, a.right],
    [a.top, a.bottom],
  ];
  const [bx, by]: [Range, Range] = [
    [b.left, b.right],
    [b.top, b.bottom],
  ];
  const apart = areApart(ax, bx) || areApart(ay, by);
  const horizontal = along({ a: ax, b: bx, apart }, ay, by).map(({ from, to, across, corner }) => ({
    from: { x: from, y: across },
    to: { x: to, y: across },
    length: Math.abs(to - from),
    corner: corner === null ? null : { x: to, y: corner },
  }));
  const vertical = along({ a: ay, b: by, apart }, ax, bx).map(({ from, to, across, corner }) => ({
    from: { x: across, y: from },
    to: { x: across, y: to },
    length: Math.abs(to - from),
    corner: corner === null ? null : { x: corner, y: to },
  }));
  return [...horizontal, ...vertical];
}

interface Axis {
  readonly a: Range;
  readonly b: Range;
  /** Whether the boxes are apart on any axis: then only gaps are measured. */
  readonly apart: boolean;
}

function along({ a, b, apart }: Axis, acrossA: Range, acrossB: Range): Measured[] {
  const spans = areApart(a, b) ? [gap(a, b)] : apart ? [] : ([[a[0], b[0]] as const, [a[1], b[1]] as const] as const);
  const { across, corner } = placeOf(acrossA, acrossB);
  return spans
    .filter(([from, to]) => Math.abs(to - from) > NOTHING)
    .map(([from, to]) => ({ from, to, across, corner }));
}

const areApart = (a: Range, b: Range): boolean => a[1] <= b[0] || b[1] <= a[0];

const gap = (a: Range, b: Range): Range => (a[1] <= b[0] ? [a[1], b[0]] : [a[0], b[1]]);

/** In the middle of what both have; else in the middle of the first, and the second is extended to there. */
function placeOf(a: Range, b: Range): Pick<Measured, 'across' | 'corner'> {
  const [least, most] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  if (least <= most) return { across: (least + most) / 2, corner: null };
  return { across: (a[0] + a[1]) / 2, corner: b[0] > a[1] ? b[0] : b[1] };
}
