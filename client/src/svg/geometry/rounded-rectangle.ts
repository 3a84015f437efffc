/** Rectangles with four radii, which SVG can only write as paths. */
import { type Box, boxHeight, boxWidth } from '@joinery/shared';
import { pathBounds } from './path-bounds.ts';
import type { Segment } from './path-data.ts';

/** Top left, top right, bottom right, bottom left; in px. */
export type Radii = readonly [number, number, number, number];

export function roundedRectangle({ left, top, right, bottom }: Box, [tl, tr, br, bl]: Radii): Segment[] {
  const corner = (radius: number, x: number, y: number): Segment[] =>
    radius === 0 ? [] : [['A', radius, radius, 0, 0, 1, x, y]];
  return [
    ['M', left + tl, top],
    ['L', right - tr, top],
    ...corner(tr, right, top + tr),
    ['L', right, bottom - br],
    ...corner(br, right - br, bottom),
    ['L', left + bl, bottom],
    ...corner(bl, left, bottom - bl),
    ['L', left, top + tl],
    ...corner(tl, left + tl, top),
    ['Z'],
  ];
}

/** Reads back what {@link roundedRectangle} writes, cut decimals aside; undefined for any other outline. */
export function readRoundedRectangle(
  segments: readonly Segment[],
): { readonly box: Box; readonly radii: Radii } | undefined {
  const box = segments.length > 10 ? undefined : pathBounds(segments);
  if (box === undefined) return undefined;
  const tolerance = Math.max(boxWidth(box), boxHeight(box)) * 1e-4;
  const radii: [number, number, number, number] = [0, 0, 0, 0];
  for (const segment of segments) {
    if (segment[0] !== 'A') continue;
    const [, radius, , , , , x, y] = segment;
    // Arcs end after their corner, clockwise.
    const corner =
      Math.abs(y - box.top) <= tolerance
        ? 0
        : Math.abs(x - box.right) <= tolerance
          ? 1
          : Math.abs(y - box.bottom) <= tolerance
            ? 2
            : 3;
    radii[corner] = radius;
  }
  const expected = roundedRectangle(box, radii);
  const same =
    expected.length === segments.length &&
    expected.every((each, index) => isNear(each, segments[index] ?? ['Z'], tolerance));
  return same ? { box, radii } : undefined;
}

const isNear = (a: Segment, b: Segment, tolerance: number): boolean =>
  a.length === b.length &&
  a.every((part, index) =>
    typeof part === 'number' ? Math.abs(part - (b[index] as number)) <= tolerance : part === b[index],
  );
