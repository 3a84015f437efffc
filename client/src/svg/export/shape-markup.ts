/**
 * What a node paints itself: its fills, then its strokes, bottom to top. One of each with the stroke in the middle is
 * one element. SVG knows no inner and outer strokes: they become centred ones on a moved outline where that is the
 * same, else one of twice the weight of which the wrong half is cut off.
 */
import type { DocumentReader, NodeId, Paint } from '@joinery/shared';
import type { ExportContext } from './export-context.ts';
import { type Attributes, markup } from './markup.ts';
import { type Outline, outlineMarkup, simpleOutline } from './outline-markup.ts';
import { isSeen, type PaintBox, paintAttributes } from './paint-attributes.ts';

export interface ShapePaint {
  readonly outline: Outline;
  readonly box: PaintBox;
}

/** Elements to be painted one over the other; none for a node without paint. */
export function shapeMarkup(context: ExportContext, id: NodeId, { outline, box }: ShapePaint): string[] {
  const { reader } = context;
  const fills = reader.get(id, 'type') === 'line' ? [] : reader.get(id, 'fills').filter(isSeen);
  const strokes = seenStrokes(reader, id);
  const fill = (paint: Paint): Attributes => paintAttributes(context, 'fill', { paint, box });
  const stroke = (paint: Paint): Attributes => paintAttributes(context, 'stroke', { paint, box });
  const drawn = alignedStroke(context, id, { outline, box });
  const [onlyFill, ...moreFills] = fills;
  const [onlyStroke, ...moreStrokes] = strokes;
  if (drawn.outline === outline && drawn.cut === undefined && moreFills.length === 0 && moreStrokes.length === 0) {
    if (onlyFill === undefined && onlyStroke === undefined) return [];
    const line = onlyStroke === undefined ? {} : { ...stroke(onlyStroke), ...drawn.attributes };
    return [outlineMarkup(outline, { ...(onlyFill === undefined ? {} : fill(onlyFill)), ...line })];
  }
  return [
    ...fills.map((paint) => outlineMarkup(outline, fill(paint))),
    ...strokes.map((paint) => outlineMarkup(drawn.outline, { ...stroke(paint), ...drawn.attributes, ...drawn.cut })),
  ];
}

export const seenStrokes = (reader: DocumentReader, id: NodeId): readonly Paint[] =>
  reader.get(id, 'strokeWeight') > 0 ? reader.get(id, 'strokes').filter(isSeen) : [];

/** Everything of a stroke but its paint. */
export function strokeAttributes(reader: DocumentReader, id: NodeId): Attributes {
  const unless = <T extends string | number>(value: T, initial: T): T | undefined =>
    value === initial ? undefined : value;
  const dashes = reader.get(id, 'strokeDashes');
  return {
    'stroke-width': unless(reader.get(id, 'strokeWeight'), 1),
    'stroke-linecap': unless(reader.get(id, 'strokeCap'), 'butt'),
    'stroke-linejoin': unless(reader.get(id, 'strokeJoin'), 'miter'),
    'stroke-miterlimit': unless(reader.get(id, 'strokeMiter'), 4),
    'stroke-dasharray': dashes.length === 0 ? undefined : dashes.join(' '),
  };
}

interface DrawnStroke {
  readonly outline: Outline;
  readonly attributes: Attributes;
  /** What cuts off the wrong half. */
  readonly cut?: Attributes;
}

function alignedStroke(context: ExportContext, id: NodeId, { outline, box }: ShapePaint): DrawnStroke {
  const { reader } = context;
  const attributes = strokeAttributes(reader, id);
  const align = outline.closed && seenStrokes(reader, id).length > 0 ? reader.get(id, 'strokeAlign') : 'center';
  if (align === 'center') return { outline, attributes };
  const weight = reader.get(id, 'strokeWeight');
  const moved = movedOutline(outline, align === 'inside' ? -weight / 2 : weight / 2, attributes);
  if (moved !== undefined) return { outline: moved, attributes };
  const doubled = { ...attributes, 'stroke-width': 2 * weight };
  const { name, attributes: geometry } = outline;
  if (align === 'inside') {
    const { 'fill-rule': rule, ...shape } = geometry;
    const clip = context.define('clip', markup('clipPath', {}, markup(name, { ...shape, 'clip-rule': rule })));
    return { outline, attributes: doubled, cut: { 'clip-path': clip } };
  }
  const reach = 2 * weight * Math.max(1, reader.get(id, 'strokeMiter'));
  const area = { x: box.x - reach, y: box.y - reach, width: box.width + 2 * reach, height: box.height + 2 * reach };
  const hole = markup('rect', { ...area, fill: '#fff' }) + markup(name, { ...geometry, fill: '#000' });
  return {
    outline,
    attributes: doubled,
    cut: { mask: context.define('mask', markup('mask', { maskUnits: 'userSpaceOnUse', ...area }, hole)) },
  };
}

/** The outline on whose middle the stroke lies; undefined where that is no outline of the same kind. */
function movedOutline({ simple }: Outline, by: number, attributes: Attributes): Outline | undefined {
  if (simple === undefined) return undefined;
  const { kind, x, y, width, height, radius } = simple;
  if (width + 2 * by < 0 || height + 2 * by < 0) return undefined;
  if (kind === 'ellipse' && width !== height) return undefined;
  if (kind === 'rectangle' && (radius === 0 ? by > 0 && attributes['stroke-linejoin'] !== undefined : radius + by < 0))
    return undefined;
  return simpleOutline({
    kind,
    x: x - by,
    y: y - by,
    width: width + 2 * by,
    height: height + 2 * by,
    radius: radius === 0 ? 0 : radius + by,
  });
}
