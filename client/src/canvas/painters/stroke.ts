/**
 * Paints a line along an outline with a list of paints, bottom to top. A stroke inside or outside is one of twice the
 * weight with the wrong half cut off; or, where that looks the same, a centred one on a moved outline, or one whose inner
 * half the fill will cover. Those two are cheaper and leave no seam.
 */
import { type Box, box, expand, type GradientPaint, type NodeId, type Paint, transformBox } from '@joinery/shared';
import type { Context2D } from './context.ts';
import { LEAST_STROKE } from './detail.ts';
import { coverWithGradient, gradientSize, hasOpaqueFill, isSeen, paintFills, paintStyle } from './fill.ts';
import {
  clipToOutline,
  clipToOutside,
  fillOutline,
  isClosed,
  type Outline,
  type Radii,
  strokeOutline,
} from './outline.ts';
import type { Painting } from './painting.ts';

/** Fills and strokes, in the order that shows them rightly. */
export function paintShape(painting: Painting, id: NodeId, outline: Outline): void {
  const { reader } = painting;
  const beneath = reader.get(id, 'strokeAlign') === 'outside' && isClosed(outline) && hasOpaqueFill(reader, id);
  if (beneath) paintStrokes(painting, id, outline, beneath);
  paintFills(painting, id, outline);
  if (!beneath) paintStrokes(painting, id, outline);
}

/** @param beneath an opaque fill will cover what lies inside the outline */
export function paintStrokes(painting: Painting, id: NodeId, outline: Outline, beneath = false): void {
  const { reader, target } = painting;
  const strokes = reader.get(id, 'strokes');
  const weight = strokes.length === 0 ? 0 : reader.get(id, 'strokeWeight');
  if (weight === 0 || !strokes.some(isSeen)) return;
  if (weight * target.view.scale < LEAST_STROKE && reader.get(id, 'fills').some(isSeen)) return;
  const { context } = target;
  const dashes = reader.get(id, 'strokeDashes');
  context.lineCap = reader.get(id, 'strokeCap');
  context.lineJoin = reader.get(id, 'strokeJoin');
  context.miterLimit = reader.get(id, 'strokeMiter');
  if (dashes.length > 0) context.setLineDash(dashes);
  const drawn: DrawnStroke = beneath
    ? { outline, lineWidth: 2 * weight, cut: 'nothing' }
    : alignedStroke(painting, id, { outline, weight });
  for (const paint of strokes) if (isSeen(paint)) paintStroke(painting, id, { paint, drawn });
  if (dashes.length > 0) context.setLineDash([]);
}

/** A stroke with its place decided: what is drawn, how wide, and what is cut off. */
interface DrawnStroke {
  readonly outline: Outline;
  readonly lineWidth: number;
  /** `inside` keeps what lies in the outline, `outside` what does not; `solid`: the stroke covers the whole outline. */
  readonly cut: 'nothing' | 'inside' | 'outside' | 'solid';
}

function alignedStroke(
  { reader }: Painting,
  id: NodeId,
  { outline, weight }: { outline: Outline; weight: number },
): DrawnStroke {
  const align = isClosed(outline) ? reader.get(id, 'strokeAlign') : 'center';
  if (align === 'center') return { outline, lineWidth: weight, cut: 'nothing' };
  if (
    align === 'inside' &&
    'height' in outline &&
    2 * weight >= Math.min(outline.width, outline.height) &&
    reader.get(id, 'strokeDashes').length === 0
  ) {
    return { outline, lineWidth: weight, cut: 'solid' };
  }
  const moved = movedOutline(outline, align === 'inside' ? -weight / 2 : weight / 2, reader.get(id, 'strokeJoin'));
  if (moved !== undefined && moved.width >= 0 && moved.height >= 0)
    return { outline: moved, lineWidth: weight, cut: 'nothing' };
  return { outline, lineWidth: 2 * weight, cut: align };
}

type BoxOutline = Extract<Outline, { height: number }>;

/** The outline at a distance, positive outwards; undefined where that is no outline of the same kind. */
function movedOutline(outline: Outline, by: number, join: CanvasLineJoin): BoxOutline | undefined {
  if (outline.kind === 'rectangle') {
    if (by > 0 && outline.radii === null && join !== 'miter') return undefined;
    const radii =
      outline.radii === null
        ? null
        : (outline.radii.map((radius) => (radius === 0 ? 0 : Math.max(0, radius + by))) as unknown as Radii);
    return { ...grown(outline, by), kind: 'rectangle', radii };
  }
  if (outline.kind === 'ellipse' && outline.width === outline.height) return { ...grown(outline, by), kind: 'ellipse' };
  return undefined;
}

const grown = ({ x, y, width, height }: BoxOutline, by: number) => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

function paintStroke(painting: Painting, id: NodeId, { paint, drawn }: { paint: Paint; drawn: DrawnStroke }): void {
  const { reader, target } = painting;
  const size = gradientSize(reader, id);
  const style = paintStyle(painting, id, paint, size);
  if (style === undefined) {
    paintEllipticalStroke(painting, id, { paint: paint as GradientPaint, drawn });
    return;
  }
  const { context } = target;
  context.globalAlpha = target.alpha * paint.opacity;
  context.strokeStyle = style;
  context.fillStyle = style;
  draw(context, drawn, reach(drawn, size));
}

/** Draws in the style that is set. `area`: holds all that could be painted. */
function draw(context: Context2D, { outline, lineWidth, cut }: DrawnStroke, area: Box): void {
  if (cut === 'solid') {
    fillOutline(context, outline);
    return;
  }
  context.lineWidth = lineWidth;
  if (cut === 'nothing') {
    strokeOutline(context, outline);
    return;
  }
  context.save();
  if (cut === 'inside') clipToOutline(context, outline);
  else clipToOutside(context, outline, area);
  strokeOutline(context, outline);
  context.restore();
}

/** An elliptical gradient needs a transform that would squeeze the line too: so the line first, then the colours into it. */
function paintEllipticalStroke(
  painting: Painting,
  id: NodeId,
  { paint, drawn }: { paint: GradientPaint; drawn: DrawnStroke },
): void {
  const { reader, target } = painting;
  const size = gradientSize(reader, id);
  const area = reach(drawn, size);
  const matrix = painting.scene.pageMatrix(id);
  const { lineCap, lineJoin, miterLimit } = target.context;
  target.pushLayer(transformBox(matrix, area));
  target.place(matrix);
  const { context } = target;
  context.save();
  Object.assign(context, { lineCap, lineJoin, miterLimit, globalAlpha: 1, strokeStyle: '#000', fillStyle: '#000' });
  context.setLineDash(reader.get(id, 'strokeDashes'));
  draw(context, drawn, area);
  coverWithGradient(painting, id, { paint, size, area, within: true });
  context.restore();
  target.popLayer(target.alpha * paint.opacity);
  target.place(matrix);
}

/** The box that a stroke stays in; miters reach at most ten weights here, sharper ones are cut off by gradients only. */
const reach = ({ lineWidth }: DrawnStroke, { width, height }: { width: number; height: number }): Box =>
  expand(box(0, 0, width, height), 10 * lineWidth);
