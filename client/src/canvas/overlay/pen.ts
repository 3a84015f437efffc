/** What the overlay draws with: CSS px, hairlines on whole device pixels, labels in the interface's font. */
import { type Box, corners, type Matrix, transformPoint, type Vector } from '@joinery/shared';
import type { CanvasColors } from '../colors.ts';
import type { Context2D } from '../painters/context.ts';
import { toScreen, type View } from '../view.ts';

export interface Pen {
  readonly context: Context2D;
  readonly view: View;
  readonly colors: CanvasColors;
  /** Of the canvas, in CSS px. */
  readonly width: number;
  readonly height: number;
}

/** Four corners in CSS px, clockwise from the top left as the node sees it. */
export type Quad = readonly [Vector, Vector, Vector, Vector];

export const INTERFACE_FONT = "'Inter Variable', Inter, ui-sans-serif, system-ui, sans-serif";

/** Back to CSS px, for what is drawn at a constant size. */
export function placeOnScreen({ context, view }: Pick<Pen, 'context' | 'view'>): void {
  context.setTransform(view.pixelRatio, 0, 0, view.pixelRatio, 0, 0);
}

/** A local box, given its matrix to the page, on the screen. */
export const quadOf = (view: View, matrix: Matrix, local: Box): Quad =>
  corners(local).map((corner) => toScreen(view, transformPoint(matrix, corner))) as unknown as Quad;

export function strokeQuad({ context, view }: Pick<Pen, 'context' | 'view'>, quad: Quad, lineWidth: number): void {
  const [p, q, r] = quad;
  context.lineWidth = lineWidth;
  if (isUpright(quad)) {
    const crisp = crispAt(lineWidth, view.pixelRatio);
    const left = crisp(Math.min(p.x, r.x));
    const top = crisp(Math.min(p.y, r.y));
    context.strokeRect(left, top, crisp(Math.max(p.x, r.x)) - left, crisp(Math.max(p.y, r.y)) - top);
    return;
  }
  context.beginPath();
  context.moveTo(p.x, p.y);
  for (const { x, y } of [q, r, quad[3]]) context.lineTo(x, y);
  context.closePath();
  context.stroke();
}

const isUpright = ([p, q]: Quad): boolean => Math.abs(p.x - q.x) < 1e-3 || Math.abs(p.y - q.y) < 1e-3;

/** Moves a coordinate so that a line of this width covers whole device pixels. */
export function crispAt(lineWidth: number, pixelRatio: number): (at: number) => number {
  const odd = Math.round(lineWidth * pixelRatio) % 2 === 1;
  return (at) => (odd ? Math.floor(at * pixelRatio) + 0.5 : Math.round(at * pixelRatio)) / pixelRatio;
}

/** Whether anything of it can be on the canvas. `by`: how far things reach around it, in CSS px. */
export function isOnScreen({ width, height }: Pick<Pen, 'width' | 'height'>, quad: Quad, by = 0): boolean {
  const { left, top, right, bottom } = boundsOf(quad);
  return right >= -by && bottom >= -by && left <= width + by && top <= height + by;
}

export function boundsOf(quad: Quad): Box {
  const xs = quad.map(({ x }) => x);
  const ys = quad.map(({ y }) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** A rectangle with round corners, as the current path. */
export function tracePill(context: Context2D, { left, top, right, bottom }: Box, radius: number): void {
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, radius);
}
