/** A node for one geometry: placed and painted. */
import { box, type Box, expand, type Matrix, type NewNode, type Paint, transformBox } from '@joinery/shared';
import { parseShare } from '../css/length.ts';
import type { Style } from '../css/style.ts';
import { isEven, meanScale } from '../geometry/rigid.ts';
import { type Draft, groupOf } from './draft.ts';
import { effectsOf } from './effects.ts';
import type { ImportContext, Place } from './import-context.ts';
import { fillsOf, strokeProperties } from './paints.ts';
import { type PlacedShape, placeShape, userToBox } from './placed-shape.ts';
import { fitsCanvas, TOO_LARGE } from './valid-nodes.ts';
import type { Geometry } from './shapes.ts';

export interface LeafPlace {
  /** From the element's user space to the coordinates of the node that will hold it. */
  readonly matrix: Matrix;
  readonly style: Style;
  readonly viewport: Place['viewport'];
  /** Where alone the stroke is seen, as clipping shows one of twice the weight. */
  readonly strokeAlign?: 'inside' | 'outside' | undefined;
}

export function shapeDraft(context: ImportContext, geometry: Geometry, place: LeafPlace): Draft | undefined {
  const placed = placeShape(geometry, place.matrix);
  if (placed === undefined) return undefined;
  const { style } = place;
  const use = { box: geometry.box, toBox: userToBox(place.matrix, placed), viewport: place.viewport };
  const fills = geometry.kind === 'line' ? [] : fillsOf(context, style, use);
  const stroke = strokeProperties(context, style, { ...use, scale: strokeScale(style, place.matrix) });
  if (stroke.strokes !== undefined) noteStroke(context, place);
  const rule: NewNode = placed.type === 'path' && style.get('fill-rule') === 'evenodd' ? { fillRule: 'evenodd' } : {};
  return paintedDraft(context, placed, {
    style,
    fills,
    stroke: oneSided(stroke, place.strokeAlign),
    own: rule,
    whole: { ...shownAs(style), ...effectsOf(context, style, place.matrix) },
  });
}

export interface LeafPaint {
  readonly style: Style;
  readonly fills: readonly Paint[];
  readonly stroke: NewNode;
  /** What any node of this geometry has. */
  readonly own: NewNode;
  /** What holds for fill and stroke together. */
  readonly whole: NewNode;
}

/** A placed node with its paint; two of them where the stroke lies behind the fill, which no single node shows. */
export function paintedDraft(
  context: ImportContext,
  placed: PlacedShape,
  { style, fills, stroke, own, whole }: LeafPaint,
): Draft | undefined {
  const fill: NewNode = fills.length === 0 ? {} : { fills };
  if (fills.length === 0 || stroke.strokes === undefined || !isStrokeFirst(style)) {
    return leafDraft(context, placed, { ...own, ...fill, ...stroke, ...whole });
  }
  const back = leafDraft(context, placed, { ...own, ...stroke });
  const front = leafDraft(context, placed, { ...own, ...fill });
  return back === undefined || front === undefined ? undefined : groupOf([back, front], whole);
}

function isStrokeFirst(style: Style): boolean {
  const order = style.get('paint-order').trim().toLowerCase().split(/\s+/);
  const stroke = order.indexOf('stroke');
  return stroke >= 0 && !order.slice(0, stroke).includes('fill');
}

function oneSided(stroke: NewNode, side: LeafPlace['strokeAlign']): NewNode {
  if (side === undefined || stroke.strokeWeight === undefined) return stroke;
  return { ...stroke, strokeWeight: stroke.strokeWeight / 2, strokeAlign: side };
}

/** Undefined, and named, when it is beyond the canvas. */
export function leafDraft(context: ImportContext, placed: PlacedShape, paint: NewNode): Draft | undefined {
  const properties: NewNode = { ...placed.properties, ...paint };
  if (!fitsCanvas(properties)) {
    context.unsupported.add(TOO_LARGE);
    return undefined;
  }
  const local = box(0, 0, placed.properties.width, placed.properties.height);
  return {
    node: { type: placed.type, properties, children: [] },
    box: transformBox(placed.matrix, local),
    paintBox: transformBox(placed.matrix, withStroke(local, placed, properties)),
  };
}

/** Opacity and visibility, where they are not what a node has anyway. */
export function shownAs(style: Style): NewNode {
  const opacity = parseShare(style.get('opacity'), 1);
  const hidden = style.get('visibility') !== 'visible' || style.get('display') === 'none';
  return { ...(opacity === 1 ? {} : { opacity }), ...(hidden ? { visible: false } : {}) };
}

const strokeScale = (style: Style, m: Matrix): number =>
  style.get('vector-effect') === 'non-scaling-stroke' ? 1 : meanScale(m);

function noteStroke(context: ImportContext, { style, matrix }: LeafPlace): void {
  const fixed = style.get('vector-effect') === 'non-scaling-stroke';
  if (fixed) context.unsupported.add('strokes that keep their width when scaled');
  else if (!isEven(matrix)) context.unsupported.add('strokes stretched unevenly');
}

function withStroke(
  local: Box,
  { type }: PlacedShape,
  { strokes, strokeWeight = 1, strokeJoin, strokeMiter = 4, strokeCap }: NewNode,
): Box {
  if (strokes === undefined) return local;
  const pointed = type === 'path' && strokeJoin === undefined ? strokeMiter : 1;
  return expand(local, (strokeWeight / 2) * Math.max(pointed, strokeCap === 'square' ? Math.SQRT2 : 1));
}
