/** Rulers along the top and the left of the canvas: where they are, and how they are divided. */
import type { Vector } from '@joinery/shared';
import type { Axis } from './guide-ref.ts';

/** Thickness, in CSS px. */
export const RULER = 20;

/** Numbers stand at least so far apart, in CSS px. */
const LEAST_STEP = 60;

/** Which guides the ruler at a point of the screen gives: the left one those at an `x`, the top one those at a `y`. None in the corner where they meet. */
export function rulerAt({ x, y }: Vector): Axis | null {
  if (x < 0 || y < 0 || (x < RULER && y < RULER)) return null;
  if (y < RULER) return 'y';
  return x < RULER ? 'x' : null;
}

/** From number to number, in page px: 1, 2 or 5 times a power of ten, and whole. */
export function rulerStep(zoom: number): number {
  const least = LEAST_STEP / zoom;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= least * (1 - 1e-9)) ?? 10 * power;
  return Math.max(1, step);
}
