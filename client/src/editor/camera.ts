/** Looking at a page: pure arithmetic over {@link Camera}. */
import { type Box, boxCenter, boxFromSize, boxHeight, boxWidth, type Vector } from '@joinery/shared';
import type { Camera } from './session.ts';

export const MIN_ZOOM = 0.01;
export const MAX_ZOOM = 256;

/** Free space kept around what is fitted into the viewport, in CSS px. */
const FIT_PADDING = 48;

interface Size {
  readonly width: number;
  readonly height: number;
}

const clampZoom = (zoom: number): number => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));

export const screenToPage = ({ x, y, zoom }: Camera, point: Vector): Vector => ({
  x: point.x / zoom + x,
  y: point.y / zoom + y,
});

export const pageToScreen = ({ x, y, zoom }: Camera, point: Vector): Vector => ({
  x: (point.x - x) * zoom,
  y: (point.y - y) * zoom,
});

/** The part of the page that is seen. */
export const visibleBox = ({ x, y, zoom }: Camera, { width, height }: Size): Box =>
  boxFromSize(x, y, width / zoom, height / zoom);

/** Zooms so that the page point under a screen point stays there. */
export function zoomAt(camera: Camera, point: Vector, zoom: number): Camera {
  const clamped = clampZoom(zoom);
  const fixed = screenToPage(camera, point);
  return { x: fixed.x - point.x / clamped, y: fixed.y - point.y / clamped, zoom: clamped };
}

/** Moves the view by a distance on the screen. */
export const panBy = (camera: Camera, delta: Vector): Camera => ({
  x: camera.x + delta.x / camera.zoom,
  y: camera.y + delta.y / camera.zoom,
  zoom: camera.zoom,
});

/** Shows a box whole and centred, not larger than `maxZoom`. */
export function fit(target: Box, viewport: Size, maxZoom = MAX_ZOOM): Camera {
  const room = (length: number): number => Math.max(length - 2 * FIT_PADDING, length / 2);
  const across = room(viewport.width) / Math.max(boxWidth(target), 1e-6);
  const down = room(viewport.height) / Math.max(boxHeight(target), 1e-6);
  return centred(target, viewport, clampZoom(Math.min(across, down, maxZoom)));
}

export function centred(target: Box, { width, height }: Size, zoom: number): Camera {
  const center = boxCenter(target);
  return { x: center.x - width / zoom / 2, y: center.y - height / zoom / 2, zoom };
}

/** The next larger power of two, as designers know it: 50, 100, 200 %. */
export const zoomStepIn = (zoom: number): number => clampZoom(2 ** (Math.floor(Math.log2(zoom) + 1e-9) + 1));

export const zoomStepOut = (zoom: number): number => clampZoom(2 ** (Math.ceil(Math.log2(zoom) - 1e-9) - 1));
