/** Paints the inside of an outline with a list of paints, bottom to top. */
import {
  type Box,
  box,
  type DocumentReader,
  type GradientPaint,
  invert,
  type Matrix,
  type NodeId,
  type Paint,
  transformBox,
} from '@joinery/shared';
import type { Context2D } from './context.ts';
import {
  circularGradient,
  gradientMatrix,
  isCircular,
  isFlat,
  lastStopStyle,
  linearGradient,
  type Size,
  unitRadialGradient,
} from './gradient.ts';
import { clipToOutline, fillOutline, type Outline } from './outline.ts';
import type { Painting } from './painting.ts';

export const isSeen = (paint: Paint): boolean => paint.visible && paint.opacity > 0;

/** Whether nothing behind the outline shows through. */
export const hasOpaqueFill = (reader: DocumentReader, id: NodeId): boolean =>
  reader
    .get(id, 'fills')
    .some(
      (paint) =>
        paint.visible &&
        paint.opacity === 1 &&
        (paint.type === 'solid' || (paint.stops?.every(({ opacity }) => opacity === 1) ?? false)),
    );

/** The box that gradient handles are in units of. Never without area, so that a line can have a gradient along it. */
export const gradientSize = (reader: DocumentReader, id: NodeId): Size => ({
  width: Math.max(reader.get(id, 'width'), 1e-3),
  height: Math.max(reader.get(id, 'height'), 1e-3),
});

export function paintFills({ reader, target }: Painting, id: NodeId, outline: Outline): void {
  const fills = reader.get(id, 'fills');
  if (fills.length === 0) return;
  const { context } = target;
  const size = gradientSize(reader, id);
  for (const paint of fills) {
    if (!isSeen(paint)) continue;
    context.globalAlpha = target.alpha * paint.opacity;
    const style = paintStyle(context, paint, size);
    if (style === undefined) fillTransformed(context, paint as GradientPaint, { outline, size });
    else {
      context.fillStyle = style;
      fillOutline(context, outline);
    }
  }
}

/**
 * What to set as fill or stroke style in the node's coordinates.
 * @returns undefined for an elliptical gradient, which only a transformed context can show; transparent for paints of a
 *   kind this version does not know
 */
export function paintStyle(context: Context2D, paint: Paint, size: Size): string | CanvasGradient | undefined {
  if (paint.type === 'solid') return paint.color;
  if (paint.type !== 'linear' && paint.type !== 'radial') return 'transparent';
  const matrix = gradientMatrix(paint, size);
  if (isFlat(matrix)) return lastStopStyle(paint);
  if (paint.type === 'linear') return linearGradient(context, paint, matrix);
  return isCircular(matrix) ? circularGradient(context, paint, matrix) : undefined;
}

/** Covers a box of the node's coordinates with an elliptical gradient, in whatever composite mode is set. */
export function coverWithGradient(
  context: Context2D,
  paint: GradientPaint,
  { size, area }: { size: Size; area: Box },
): void {
  const matrix = gradientMatrix(paint, size);
  const { left, top, right, bottom } = transformBox(invert(matrix), area);
  transformBy(context, matrix);
  context.fillStyle = unitRadialGradient(context, paint);
  context.fillRect(left, top, right - left, bottom - top);
}

function fillTransformed(
  context: Context2D,
  paint: GradientPaint,
  { outline, size }: { outline: Outline; size: Size },
): void {
  context.save();
  clipToOutline(context, outline);
  coverWithGradient(context, paint, { size, area: box(-1, -1, size.width + 1, size.height + 1) });
  context.restore();
}

const transformBy = (context: Context2D, { a, b, c, d, e, f }: Matrix): void => context.transform(a, b, c, d, e, f);
