/** The geometry of a node in its own coordinates, and how it is filled, stroked and clipped with. */
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

/** Whether it has an inside and an outside for a stroke to lie on. */
export const isClosed = (outline: Outline): boolean =>
  outline.kind !== 'line' && (outline.kind !== 'path' || outline.closed);
