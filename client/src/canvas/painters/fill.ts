/** Paints the inside of an outline with a list of paints, bottom to top. */
import {
  type Box,
  box,
  determinant,
  type DocumentReader,
  type GradientPaint,
  invert,
  isGradient,
  type Matrix,
  type NodeId,
  type Paint,
  transformBox,
} from '@joinery/shared';
import type { Context2D } from './context.ts';
import {
  circularGradient,
  fillDiamond,
  gradientMatrix,
  isCircular,
  isFlat,
  lastStopStyle,
  linearGradient,
  roundConicGradient,
  type Size,
  unitGradient,
} from './gradient.ts';
import { clipToOutline, fillOutline, type Outline } from './outline.ts';
import type { Painting } from './painting.ts';
import { pictureStyle } from './picture.ts';

export const isSeen = (paint: Paint): boolean => paint.visible && paint.opacity > 0;

/** Whether nothing behind the outline shows through. */
export const hasOpaqueFill = (reader: DocumentReader, id: NodeId): boolean =>
  reader
    .get(id, 'fills')
    .some(
      (paint) =>
        paint.visible &&
        paint.opacity === 1 &&
        (paint.type === 'solid' || (isGradient(paint) && paint.stops.every(({ opacity }) => opacity === 1))),
    );

/** The box that gradient handles are in units of. Never without area, so that a line can have a gradient along it. */
export const gradientSize = (reader: DocumentReader, id: NodeId): Size => ({
  width: Math.max(reader.get(id, 'width'), 1e-3),
  height: Math.max(reader.get(id, 'height'), 1e-3),
});

export function paintFills(painting: Painting, id: NodeId, outline: Outline): void {
  const { reader, target } = painting;
  const fills = reader.get(id, 'fills');
  if (fills.length === 0) return;
  const { context } = target;
  const size = gradientSize(reader, id);
  for (const paint of fills) {
    if (!isSeen(paint)) continue;
    context.globalAlpha = target.alpha * paint.opacity;
    const style = paintStyle(painting, id, paint, size);
    if (style === undefined) fillTransformed(painting, id, { paint: paint as GradientPaint, outline, size });
    else {
      context.fillStyle = style;
      fillOutline(context, outline);
    }
  }
}

/**
 * What to set as fill or stroke style in the node's coordinates.
 * @returns undefined for a gradient that is no plain one there, which {@link coverWithGradient} shows; transparent for paints of a
 *   kind this version does not know
 */
export function paintStyle(
  { target: { context }, pictures }: Pick<Painting, 'target' | 'pictures'>,
  id: NodeId,
  paint: Paint,
  size: Size,
): string | CanvasGradient | CanvasPattern | undefined {
  if (paint.type === 'solid') return paint.color;
  if (paint.type === 'picture') return pictureStyle(context, paint, { size, pictures, id });
  if (!isGradient(paint)) return 'transparent';
  const matrix = gradientMatrix(paint, size);
  if (isFlat(matrix)) return lastStopStyle(paint);
  if (paint.type === 'linear') return linearGradient(context, paint, matrix);
  if (paint.type === 'diamond' || !isCircular(matrix)) return undefined;
  if (paint.type === 'radial') return circularGradient(context, paint, matrix);
  return determinant(matrix) > 0 ? roundConicGradient(context, paint, matrix) : undefined;
}

/** What a gradient covers, in the node's coordinates. */
export interface Covered {
  readonly paint: GradientPaint;
  readonly size: Size;
  readonly area: Box;
}

/**
 * Covers a box of a node's coordinates with a gradient that is none of the plain ones. The context is placed before, and left so.
 * @param within only where something is painted already, and instead of it
 */
export function coverWithGradient(
  { target, scene }: Pick<Painting, 'target' | 'scene'>,
  id: NodeId,
  { paint, size, area, within = false }: Covered & { readonly within?: boolean },
): void {
  const matrix = gradientMatrix(paint, size);
  const { left, top, right, bottom } = transformBox(invert(matrix), area);
  const blend = within ? 'source-in' : 'source-over';
  if (paint.type !== 'diamond') {
    const { context } = target;
    context.save();
    transformBy(context, matrix);
    context.globalCompositeOperation = blend;
    context.fillStyle = unitGradient(context, paint);
    context.fillRect(left, top, right - left, bottom - top);
    context.restore();
    return;
  }
  const { globalAlpha: alpha } = target.context;
  const placed = scene.pageMatrix(id);
  target.pushLayer(transformBox(placed, area));
  target.place(placed);
  transformBy(target.context, matrix);
  target.context.globalAlpha = 1;
  fillDiamond(target.context, paint, box(left, top, right, bottom));
  target.popLayer({ alpha, blend });
}

function fillTransformed(
  painting: Painting,
  id: NodeId,
  { outline, paint, size }: { readonly outline: Outline; readonly paint: GradientPaint; readonly size: Size },
): void {
  const { context } = painting.target;
  context.save();
  clipToOutline(context, outline);
  coverWithGradient(painting, id, { paint, size, area: box(-1, -1, size.width + 1, size.height + 1) });
  context.restore();
}

const transformBy = (context: Context2D, { a, b, c, d, e, f }: Matrix): void => context.transform(a, b, c, d, e, f);
