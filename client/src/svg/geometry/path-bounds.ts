/** The tight box around an outline: where curves turn, not where their control points lie. */
import { type Box, boxOfPoints, type Vector } from '@joinery/shared';
import { centerArc, extremeAngles, pointOnArc } from './arc.ts';
import type { Segment } from './path-data.ts';

/** Undefined for an outline without segments. */
export function pathBounds(segments: readonly Segment[]): Box | undefined {
  return boxOfPoints(extremes(segments));
}

function* extremes(segments: readonly Segment[]): Generator<Vector> {
  let pen: Vector = { x: 0, y: 0 };
  let start = pen;
  for (const segment of segments) {
    if (segment[0] === 'Z') {
      pen = start;
      continue;
    }
    const end = { x: segment.at(-2) as number, y: segment.at(-1) as number };
    yield* turningPoints(pen, segment);
    yield end;
    pen = end;
    if (segment[0] === 'M') start = end;
  }
}

function* turningPoints(pen: Vector, segment: Exclude<Segment, readonly ['Z']>): Generator<Vector> {
  switch (segment[0]) {
    case 'M':
    case 'L':
      return;
    case 'Q': {
      const [, x1, y1, x, y] = segment;
      yield* alongCubic(pen, [
        pen.x + ((x1 - pen.x) * 2) / 3,
        pen.y + ((y1 - pen.y) * 2) / 3,
        x + ((x1 - x) * 2) / 3,
        y + ((y1 - y) * 2) / 3,
        x,
        y,
      ]);
      return;
    }
    case 'C': {
      const [, ...points] = segment;
      yield* alongCubic(pen, points);
      return;
    }
    case 'A': {
      const arc = centerArc(pen.x, pen.y, segment);
      for (const angle of extremeAngles(arc)) yield pointOnArc(arc, angle);
      return;
    }
    default:
      segment satisfies never;
  }
}

type Cubic = readonly [x1: number, y1: number, x2: number, y2: number, x: number, y: number];

function* alongCubic(pen: Vector, [x1, y1, x2, y2, x, y]: Cubic): Generator<Vector> {
  for (const t of [...turns(pen.x, x1, x2, x), ...turns(pen.y, y1, y2, y)]) {
    yield { x: cubicAt(t, pen.x, x1, x2, x), y: cubicAt(t, pen.y, y1, y2, y) };
  }
}

function cubicAt(t: number, ...[p0, p1, p2, p3]: readonly [number, number, number, number]): number {
  const s = 1 - t;
  return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3;
}

/** Where one coordinate of a cubic stops growing or shrinking: roots of its derivative, strictly inside (0, 1). */
function turns(...[p0, p1, p2, p3]: readonly [number, number, number, number]): number[] {
  const a = p3 - 3 * p2 + 3 * p1 - p0;
  const b = 2 * (p2 - 2 * p1 + p0);
  const c = p1 - p0;
  const root = Math.sqrt(b * b - 4 * a * c);
  // The form that divides by b ± root stays exact when `a` vanishes.
  const q = -(b + (b < 0 ? -root : root)) / 2;
  return [q / a, c / q].filter((t) => t > 0 && t < 1);
}
