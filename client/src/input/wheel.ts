/** What a wheel or trackpad does to the view: pans; with Ctrl or Cmd, and by pinching, zooms at the pointer. */
import type { Vector } from '@joinery/shared';
import { panBy, zoomAt } from '../editor/camera.ts';
import type { Camera } from '../editor/session.ts';

export interface WheelTurn {
  /** CSS px from the top left of the canvas. */
  readonly point: Vector;
  readonly deltaX: number;
  readonly deltaY: number;
  /** As in the DOM: 0 px, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly shiftKey: boolean;
  /** Ctrl is what browsers say for a pinch on a trackpad. */
  readonly zooming: boolean;
}

const LINE_PX = 16;
const PAGE_PX = 800;

/** A mouse's notch is about 100 px, a pinch a few: both are to feel alike. */
const MAX_ZOOM_DELTA = 40;
const ZOOM_PER_PX = 0.01;

export function turned(camera: Camera, turn: WheelTurn): Camera {
  const unit = turn.deltaMode === 1 ? LINE_PX : turn.deltaMode === 2 ? PAGE_PX : 1;
  const [x, y] = [turn.deltaX * unit, turn.deltaY * unit];
  if (turn.zooming) {
    const delta = Math.min(MAX_ZOOM_DELTA, Math.max(-MAX_ZOOM_DELTA, y));
    return zoomAt(camera, turn.point, camera.zoom * Math.exp(-delta * ZOOM_PER_PX));
  }
  // Some systems turn a wheel sideways themselves while Shift is held.
  return panBy(camera, turn.shiftKey && x === 0 ? { x: y, y: 0 } : { x, y });
}
