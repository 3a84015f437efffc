/** Paints as attributes; gradients as definitions in the coordinates of the shape. */
import {
  determinant,
  type GradientPaint,
  invert,
  isGradient,
  type Matrix,
  type Paint,
  type PicturePaint,
} from '@joinery/shared';
import { pictureMatrix } from '../../editor/picture-matrix.ts';
import { formatNumber } from '../geometry/number-text.ts';
import type { ExportContext } from './export-context.ts';
import { type Attributes, markup } from './markup.ts';

/** The box that gradient handles are in units of, in the coordinates the shape is written in. */
export interface PaintBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const isSeen = (paint: Paint): boolean => paint.visible && paint.opacity > 0;

/**
 * `fill` or `stroke`, with its opacity where that is not 1. SVG has no angular and no diamond gradients: outwards in ellipses, with the same
 * colours, is nearest.
 */
export function paintAttributes(
  context: ExportContext,
  property: 'fill' | 'stroke',
  { paint, box }: { readonly paint: Paint; readonly box: PaintBox },
): Attributes {
  const opacity = (value: number): Attributes => (value === 1 ? {} : { [`${property}-opacity`]: value });
  if (paint.type === 'solid') return { [property]: paint.color, ...opacity(paint.opacity) };
  if (paint.type === 'picture') return { [property]: pictureReference(context, paint, box), ...opacity(paint.opacity) };
  // Of a kind that only newer clients know: nothing, as on the canvas.
  if (!isGradient(paint)) return { [property]: 'none' };
  const matrix = gradientMatrix(paint, box);
  if (!(Math.abs(determinant(matrix)) >= 1e-12)) {
    const last = paint.stops.at(-1);
    return last === undefined
      ? { [property]: 'none' }
      : { [property]: last.color, ...opacity(paint.opacity * last.opacity) };
  }
  const reference = context.define(
    'gradient',
    paint.type === 'linear' ? linearMarkup(paint, matrix) : radialMarkup(paint, matrix),
  );
  return { [property]: reference, ...opacity(paint.opacity) };
}

/** A pattern: of one picture that lies where it is seen, or of one that repeats. */
function pictureReference(context: ExportContext, paint: PicturePaint, box: PaintBox): string {
  const url = context.pictureUrl(paint.picture);
  if (url === undefined) return 'none';
  const { a, d, e, f } = pictureMatrix(paint, box);
  const matrix = `matrix(${[a, 0, 0, d, e + box.x, f + box.y].map(fine).join(' ')})`;
  const { width, height } = paint;
  const size = { width, height };
  const image = markup('image', { href: url, ...size, preserveAspectRatio: 'none' });
  // One that does not repeat has a period that is never seen.
  const apart = paint.mode === 'tile' ? size : { width: 1000 * width, height: 1000 * height };
  return context.define(
    'picture',
    markup('pattern', { patternUnits: 'userSpaceOnUse', patternTransform: matrix, ...apart }, image),
  );
}

/** From gradient space, where the main axis runs from 0,0 to 1,0 and the cross axis to 0,1, to the shape's coordinates. */
function gradientMatrix({ handles }: GradientPaint, { x, y, width, height }: PaintBox): Matrix {
  const [x0, y0, x1, y1, x2, y2] = handles;
  // The least side that painters assume, so that a line can have a gradient along it.
  const [w, h] = [Math.max(width, 1e-3), Math.max(height, 1e-3)];
  return { a: (x1 - x0) * w, b: (y1 - y0) * h, c: (x2 - x0) * w, d: (y2 - y0) * h, e: x + x0 * w, f: y + y0 * h };
}

/** Gradients are small where shapes are small: finer than other coordinates. */
const fine = (value: number): string => formatNumber(value, 6);

/** Any linear gradient has an equal whose colour lines stand square to its axis, which needs no transform. */
function linearMarkup(paint: GradientPaint, matrix: Matrix): string {
  const { a, c } = invert(matrix);
  const square = a * a + c * c;
  const { e, f } = matrix;
  const axis = { x1: fine(e), y1: fine(f), x2: fine(e + a / square), y2: fine(f + c / square) };
  return markup('linearGradient', { gradientUnits: 'userSpaceOnUse', ...axis }, stopsMarkup(paint));
}

function radialMarkup(paint: GradientPaint, matrix: Matrix): string {
  const { a, b, c, d, e, f } = matrix;
  const [main, cross] = [a * a + b * b, c * c + d * d];
  const circular = Math.abs(main - cross) <= 1e-6 * main && Math.abs(a * c + b * d) <= 1e-6 * main;
  const circle = circular
    ? { cx: fine(e), cy: fine(f), r: fine(Math.sqrt(main)) }
    : { cx: 0, cy: 0, r: 1, gradientTransform: `matrix(${[a, b, c, d, e, f].map(fine).join(' ')})` };
  return markup('radialGradient', { gradientUnits: 'userSpaceOnUse', ...circle }, stopsMarkup(paint));
}

const stopsMarkup = ({ stops }: GradientPaint): string =>
  stops
    .map(({ offset, color, opacity }) =>
      markup('stop', { offset, 'stop-color': color, 'stop-opacity': opacity === 1 ? undefined : opacity }),
    )
    .join('');
