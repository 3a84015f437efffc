/**
 * How page coordinates become pixels. The page's origin always falls on a whole device pixel, so that panning never
 * changes how an edge is rendered; the pointer is off by less than half a pixel, which nobody sees.
 */
import { type Box, box, type Matrix, type Vector } from '@joinery/shared';
import type { Camera } from '../editor/session.ts';

export interface View {
  /** Device px per page px. */
  readonly scale: number;
  /** Where the page's origin falls, in device px. */
  readonly x: number;
  readonly y: number;
  /** Device px per CSS px. */
  readonly pixelRatio: number;
}

export function viewOf(camera: Camera, pixelRatio: number): View {
  const scale = camera.zoom * pixelRatio;
  return { scale, x: Math.round(-camera.x * scale), y: Math.round(-camera.y * scale), pixelRatio };
}

/** From page px to CSS px. */
export const screenMatrix = ({ scale, x, y, pixelRatio }: View): Matrix => ({
  a: scale / pixelRatio,
  b: 0,
  c: 0,
  d: scale / pixelRatio,
  e: x / pixelRatio,
  f: y / pixelRatio,
});

/** Page px → CSS px. */
export const toScreen = ({ scale, x, y, pixelRatio }: View, point: Vector): Vector => ({
  x: (point.x * scale + x) / pixelRatio,
  y: (point.y * scale + y) / pixelRatio,
});

/** Page px → the whole device pixels around. */
export const toDeviceBox = ({ scale, x, y }: View, page: Box): Box =>
  box(
    Math.floor(page.left * scale + x),
    Math.floor(page.top * scale + y),
    Math.ceil(page.right * scale + x),
    Math.ceil(page.bottom * scale + y),
  );

/** Device px → page px. */
export const toPageBox = ({ scale, x, y }: View, device: Box): Box =>
  box((device.left - x) / scale, (device.top - y) / scale, (device.right - x) / scale, (device.bottom - y) / scale);

export const sameView = (a: View, b: View): boolean =>
  a.scale === b.scale && a.x === b.x && a.y === b.y && a.pixelRatio === b.pixelRatio;
