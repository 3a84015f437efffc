/** The geometry of a node in its own coordinates, and how it is filled, stroked and clipped with. */
import type { Box } from '@joinery/shared';
import type { Context2D } from './context.ts';

export type Radii = readonly [topLeft: number, topRight: number, bottomRight: number, bottomLeft: number];

export type Outline =
  | {
      readonly kind: 'rectangle';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radii: Radii | null;
    }
  | {
      readonly kind: 'ellipse';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'line'; readonly width: number }
  | { readonly kind: 'path'; readonly path: Path2D; readonly rule: CanvasFillRule; readonly closed: boolean };

export const rectangleOutline = (width: number, height: number, radii: Radii | null = null): Outline => ({
  kind: 'rectangle',
  x: 0,
  y: 0,
  width,
  height,
  radii,
});

/** Starts a path of the outline; not for kind `path`, whose `Path2D` is handed over with each call. */
function trace(context: Context2D, outline: Exclude<Outline, { kind: 'path' }>): void {
  context.beginPath();
  addTo(context, outline);
}

/** Adds the outline to the path that is being made. */
export function addTo(context: CanvasPath, outline: Exclude<Outline, { kind: 'path' }>): void {
  switch (outline.kind) {
    case 'rectangle': {
      const { x, y, width, height, radii } = outline;
      if (radii === null) context.rect(x, y, width, height);
      else context.roundRect(x, y, width, height, [...radii]);
      return;
    }
    case 'ellipse': {
      const { x, y, width, height } = outline;
      context.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
      context.closePath();
      return;
    }
    case 'line':
      context.moveTo(0, 0);
      context.lineTo(outline.width, 0);
      return;
    default:
      outline satisfies never;
  }
}

export function fillOutline(context: Context2D, outline: Outline): void {
  if (outline.kind === 'path') context.fill(outline.path, outline.rule);
  else if (outline.kind === 'rectangle' && outline.radii === null) {
    context.fillRect(outline.x, outline.y, outline.width, outline.height);
  } else {
    trace(context, outline);
    context.fill();
  }
}

export function strokeOutline(context: Context2D, outline: Outline): void {
  if (outline.kind === 'path') context.stroke(outline.path);
  else {
    trace(context, outline);
    context.stroke();
  }
}

export function clipToOutline(context: Context2D, outline: Outline): void {
  if (outline.kind === 'path') context.clip(outline.path, outline.rule);
  else {
    trace(context, outline);
    context.clip();
  }
}

/** Even-odd with a box around everything: what was inside is outside. Exact for outlines that do not cross themselves. */
export function clipToOutside(context: Context2D, outline: Outline, area: Box): void {
  const path = traceAround(context, outline, area);
  if (path === null) context.clip('evenodd');
  else context.clip(path, 'evenodd');
}

/** Fills what of a box lies outside of the outline. */
export function fillOutside(context: Context2D, outline: Outline, area: Box): void {
  const path = traceAround(context, outline, area);
  if (path === null) context.fill('evenodd');
  else context.fill(path, 'evenodd');
}

/** @returns the path to be used; null when it is the context's own */
function traceAround(context: Context2D, outline: Outline, { left, top, right, bottom }: Box): Path2D | null {
  if (outline.kind === 'path') {
    const path = new Path2D();
    path.rect(left, top, right - left, bottom - top);
    path.addPath(outline.path);
    return path;
  }
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  addTo(context, outline);
  return null;
}

/** The outline at a distance, positive outwards. Paths and lines stay as they are: that would be other curves. */
export function grownOutline(outline: Outline, by: number): Outline {
  if (by === 0 || outline.kind === 'path' || outline.kind === 'line') return outline;
  const { x, y } = outline;
  const [width, height] = [Math.max(0, outline.width + 2 * by), Math.max(0, outline.height + 2 * by)];
  if (outline.kind === 'ellipse') return { kind: 'ellipse', x: x - by, y: y - by, width, height };
  const [a, b, c, d] = (outline.radii ?? [0, 0, 0, 0]).map((radius) => (radius === 0 ? 0 : Math.max(0, radius + by)));
  const radii = outline.radii === null ? null : ([a ?? 0, b ?? 0, c ?? 0, d ?? 0] as const);
  return { kind: 'rectangle', x: x - by, y: y - by, width, height, radii };
}

/** Whether it has an inside and an outside for a stroke to lie on. */
export const isClosed = (outline: Outline): boolean =>
  outline.kind !== 'line' && (outline.kind !== 'path' || outline.closed);
