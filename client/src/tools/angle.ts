/** Directions in steps, for Shift. */
import { distance, type Vector } from '@joinery/shared';

/** The point at the same distance from `from`, in the nearest direction that is a multiple of `step` degrees. */
export function towards(from: Vector, to: Vector, step: number): Vector {
  const radians = (Math.round(degreesBetween(from, to) / step) * step * Math.PI) / 180;
  const length = distance(from, to);
  return { x: from.x + Math.cos(radians) * length, y: from.y + Math.sin(radians) * length };
}

/** Of the direction from one point to another, clockwise from the right. */
export const degreesBetween = (from: Vector, to: Vector): number =>
  (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
