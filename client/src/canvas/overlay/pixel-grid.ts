/** Hairlines between the page's pixels, where they are large enough to be told apart. */
import { crispAt, type Pen } from './pen.ts';

/** From this zoom on. */
const LEAST_ZOOM = 8;
/** Seen on white and on black. */
const COLOR = 'rgb(128 128 128 / 20%)';

/** As many lines as there are pixels in view along each side, in one path. */
export function drawPixelGrid({ context, view, width, height }: Pen): void {
  const { scale, x, y, pixelRatio } = view;
  const step = scale / pixelRatio;
  if (step < LEAST_ZOOM) return;
  const lineWidth = 1 / pixelRatio;
  const crisp = crispAt(lineWidth, pixelRatio);
  context.strokeStyle = COLOR;
  context.lineWidth = lineWidth;
  context.beginPath();
  for (let at = firstLine(x / pixelRatio, step); at < width; at += step) {
    context.moveTo(crisp(at), 0);
    context.lineTo(crisp(at), height);
  }
  for (let at = firstLine(y / pixelRatio, step); at < height; at += step) {
    context.moveTo(0, crisp(at));
    context.lineTo(width, crisp(at));
  }
  context.stroke();
}

/** The first line at or after 0, where `origin` is one of them. */
const firstLine = (origin: number, step: number): number => origin - Math.floor(origin / step) * step;
