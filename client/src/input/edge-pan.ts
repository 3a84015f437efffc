/** Dragging to the edge of the view moves the view along. */
import type { Vector } from '@joinery/shared';

/** Width of the zone at each edge, in CSS px. */
const ZONE = 24;
/** Speed at the very edge and outside, in CSS px a frame. */
const MAX_SPEED = 14;

/** Movement of the view for one frame, in CSS px; zero away from the edges. */
export function edgePan(point: Vector, viewport: { readonly width: number; readonly height: number }): Vector {
  return { x: speed(point.x, viewport.width), y: speed(point.y, viewport.height) };
}

function speed(at: number, length: number): number {
  // A view too narrow to have a middle does not run away.
  if (length < 4 * ZONE) return 0;
  if (at < ZONE) return -MAX_SPEED * Math.min(1, (ZONE - at) / ZONE);
  if (at > length - ZONE) return MAX_SPEED * Math.min(1, (at - length + ZONE) / ZONE);
  return 0;
}
