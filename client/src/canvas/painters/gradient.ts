/**
 * Gradients by three handles (start, end of the main axis, end of the cross axis, in units of the node's box). A linear
 * one always has an equal without transform; a radial one is a circle in a transformed space.
 */
import { type Box, determinant, type GradientPaint, invert, type Matrix, type Vector } from '@joinery/shared';
import type { Context2D } from './context.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** From gradient space, where the main axis runs from 0,0 to 1,0 and the cross axis to 0,1, to the node's coordinates. */
export function gradientMatrix({ handles }: GradientPaint, { width, height }: Size): Matrix {
  const [x0, y0, x1, y1, x2, y2] = handles;
  return {
    a: (x1 - x0) * width,
    b: (y1 - y0) * height,
    c: (x2 - x0) * width,
    d: (y2 - y0) * height,
    e: x0 * width,
    f: y0 * height,
  };
}

/** A handle triangle without area shows the last stop everywhere, as SVG says. */
export const isFlat = (matrix: Matrix): boolean => Math.abs(determinant(matrix)) < 1e-12;

/**
 * Start and end of the plain linear gradient that looks the same: its lines of equal colour run along the cross axis, and
 * a plain one's run square to its own axis.
 */
function linearAxis(matrix: Matrix): readonly [start: Vector, end: Vector] {
  const { a, c } = invert(matrix);
  // (a, c) is the gradient of the colour parameter t = a·x + c·y + e; one step of t is 1/|g| along it.
  const square = a * a + c * c;
  return [
    { x: matrix.e, y: matrix.f },
    { x: matrix.e + a / square, y: matrix.f + c / square },
  ];
}

/** Whether a radial gradient's rim is a circle in the node's coordinates, so that it needs no transform. */
export function isCircular({ a, b, c, d }: Matrix): boolean {
  const main = a * a + b * b;
  const cross = c * c + d * d;
  return Math.abs(main - cross) <= 1e-6 * main && Math.abs(a * c + b * d) <= 1e-6 * main;
}

export function linearGradient(context: Context2D, paint: GradientPaint, matrix: Matrix): CanvasGradient {
  const [start, end] = linearAxis(matrix);
  return withStops(context.createLinearGradient(start.x, start.y, end.x, end.y), paint);
}

/** For a circular matrix, in the node's coordinates. */
export function circularGradient(context: Context2D, paint: GradientPaint, { a, b, e, f }: Matrix): CanvasGradient {
  return withStops(context.createRadialGradient(e, f, 0, e, f, Math.hypot(a, b)), paint);
}

/** For a circular matrix that mirrors nothing, in the node's coordinates. */
export const roundConicGradient = (context: Context2D, paint: GradientPaint, { a, b, e, f }: Matrix): CanvasGradient =>
  withStops(context.createConicGradient(Math.atan2(b, a), e, f), paint);

/** In gradient space; diamonds are made of four gradients (see {@link fillDiamond}). */
export const unitGradient = (context: Context2D, paint: GradientPaint): CanvasGradient =>
  withStops(
    paint.type === 'angular' ? context.createConicGradient(0, 0, 0) : context.createRadialGradient(0, 0, 0, 0, 0, 1),
    paint,
  );

/**
 * Covers an area of gradient space, in which the colours of a diamond run along |x| + |y|: a linear gradient in each quarter. On a layer
 * that is empty there: the smoothed edges of two quarters add up to the whole.
 */
export function fillDiamond(context: Context2D, paint: GradientPaint, { left, top, right, bottom }: Box): void {
  const reach = Math.max(Math.abs(left), Math.abs(right), Math.abs(top), Math.abs(bottom));
  context.globalCompositeOperation = 'lighter';
  for (const x of [-1, 1]) {
    for (const y of [-1, 1]) {
      context.fillStyle = withStops(context.createLinearGradient(0, 0, x / 2, y / 2), paint);
      context.fillRect(Math.min(0, x * reach), Math.min(0, y * reach), reach, reach);
    }
  }
  context.globalCompositeOperation = 'source-over';
}

export function lastStopStyle({ stops }: GradientPaint): string {
  const last = stops.at(-1);
  return last === undefined ? 'transparent' : rgba(last.color, last.opacity);
}

function withStops(gradient: CanvasGradient, { stops }: GradientPaint): CanvasGradient {
  for (const { offset, color, opacity } of stops) gradient.addColorStop(offset, rgba(color, opacity));
  return gradient;
}

/** `#rrggbb` with an alpha as CSS `#rrggbbaa`. */
const rgba = (color: string, opacity: number): string =>
  opacity === 1
    ? color
    : color +
      Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0');
