import type { Vector } from './vector.ts';

/** An upright rectangle in px: edges, not origin and size, so that union and intersection are min and max. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box by its edges, in px. */
export const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });
/** A box by its top-left corner and its size, in px. */
export const boxFromSize = (x: number, y: number, width: number, height: number): Box =>
  box(x, y, x + width, y + height);
/** In px. */
export const boxWidth = (a: Box): number => a.right - a.left;
/** In px. */
export const boxHeight = (a: Box): number => a.bottom - a.top;
/** The point in the middle. */
export const boxCenter = (a: Box): Vector => ({ x: (a.left + a.right) / 2, y: (a.top + a.bottom) / 2 });

/** The least box that holds two corners given in any order. */
export const boxFromCorners = (a: Vector, b: Vector): Box =>
  box(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));

/** The least box that holds both. */
export const union = (a: Box, b: Box): Box =>
  box(Math.min(a.left, b.left), Math.min(a.top, b.top), Math.max(a.right, b.right), Math.max(a.bottom, b.bottom));

/** The least box that holds all; undefined for none. */
export function unionAll(boxes: Iterable<Box>): Box | undefined {
  let all: Box | undefined;
  for (const one of boxes) all = all === undefined ? one : union(all, one);
  return all;
}

/** The least box that holds all points; undefined for none. */
export function boxOfPoints(points: Iterable<Vector>): Box | undefined {
  let all: Box | undefined;
  for (const { x, y } of points) {
    const one = box(x, y, x, y);
    all = all === undefined ? one : union(all, one);
  }
  return all;
}

/** Touching edges count: a line of no height still intersects what it lies in. */
export const intersects = (a: Box, b: Box): boolean =>
  a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;

/** Whether `inner` lies in `outer`; it may touch its edges. */
export const contains = (outer: Box, inner: Box): boolean =>
  outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom;

/** Whether a point lies in a box or on its edge. */
export const containsPoint = (a: Box, p: Vector): boolean =>
  p.x >= a.left && p.x <= a.right && p.y >= a.top && p.y <= a.bottom;

/** A box that reaches `by` px further on each side. */
export const expand = (a: Box, by: number): Box => box(a.left - by, a.top - by, a.right + by, a.bottom + by);

/** Top left, top right, bottom right, bottom left. */
export const corners = (a: Box): readonly [Vector, Vector, Vector, Vector] => [
  { x: a.left, y: a.top },
  { x: a.right, y: a.top },
  { x: a.right, y: a.bottom },
  { x: a.left, y: a.bottom },
];
