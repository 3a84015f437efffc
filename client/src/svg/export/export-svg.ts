/**
 * Nodes → SVG text that looks the same in a browser: groups and frames as `g`, upright shapes by their coordinates, turned
 * ones with a transform. Hidden nodes are left out; names become ids.
 */
import {
  type Box,
  box,
  boxHeight,
  boxWidth,
  type DocumentReader,
  type NodeId,
  rotationOf,
  unionAll,
  type Vector,
} from '@joinery/shared';
import { formatNumber } from '../geometry/number-text.ts';
import { effectAttributes } from './effect-attributes.ts';
import { ExportContext, type LayoutOf } from './export-context.ts';
import { type Attributes, markup } from './markup.ts';
import { outlineMarkup, outlineOf } from './outline-markup.ts';
import { shapeMarkup } from './shape-markup.ts';
import { textMarkup } from './text-markup.ts';

export interface SvgExportOptions {
  /** What a node paints, with strokes and all it holds, in page px: the picture's view box holds them all. */
  readonly paintBox: (id: NodeId) => Box;
  readonly layout: LayoutOf;
  /** A picture as a `data:` address; undefined leaves it out. */
  readonly pictureUrl?: (hash: string) => string | undefined;
}

/** Where a node is written: its top-left corner and rotation (degrees) in the coordinates around it. */
interface Placed {
  readonly position: Vector;
  readonly rotation: number;
}

/** @param ids nodes to show where they are on their page, back to front; a page stands for all it holds */
export function exportSvg(
  reader: DocumentReader,
  ids: readonly NodeId[],
  { paintBox, layout, pictureUrl = () => undefined }: SvgExportOptions,
): string {
  const context = new ExportContext(reader, { layout, paintBox, pictureUrl });
  const body = ids
    .map((id) =>
      reader.get(id, 'type') === 'page'
        ? siblingsMarkup(context, reader.children(id), (child) => placeOnPage(reader, child))
        : nodeMarkup(context, id, placeOnPage(reader, id)),
    )
    .join('');
  const bounds = unionAll(ids.map(paintBox)) ?? box(0, 0, 1, 1);
  const [width, height] = [Math.max(boxWidth(bounds), 1e-3), Math.max(boxHeight(bounds), 1e-3)];
  const viewBox = [bounds.left, bounds.top, width, height].map((value) => formatNumber(value)).join(' ');
  const { definitions } = context;
  const defs = definitions === '' ? '' : markup('defs', {}, definitions);
  return `${markup('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox, fill: 'none' }, defs + body)}\n`;
}

/** What is written by its coordinates around it, unless it is turned. */
const BOXED: ReadonlySet<string> = new Set(['rectangle', 'ellipse', 'line', 'path', 'text']);

function placeOnPage(reader: DocumentReader, id: NodeId): Placed {
  const matrix = reader.pageMatrix(id);
  return { position: { x: matrix.e, y: matrix.f }, rotation: Math.round(rotationOf(matrix) * 1e6) / 1e6 };
}

function nodeMarkup(context: ExportContext, id: NodeId, placed: Placed): string {
  const { reader } = context;
  if (!reader.get(id, 'visible') || reader.get(id, 'opacity') === 0) return '';
  const name = reader.get(id, 'name').trim();
  const opacity = reader.get(id, 'opacity');
  const leaf = BOXED.has(reader.get(id, 'type'));
  const common = {
    id: name === '' ? undefined : context.uniqueId(name),
    opacity: opacity === 1 ? undefined : opacity,
    ...effectAttributes(context, id, !leaf || placed.rotation !== 0),
  };
  const kind = reader.get(id, 'type');
  switch (kind) {
    case 'page':
    case 'group':
      return inGroup([childrenMarkup(context, id)], { ...common, transform: transformOf(placed) });
    case 'frame':
      return frameMarkup(context, id, { common, placed });
    case 'rectangle':
    case 'ellipse':
    case 'line':
    case 'path':
    case 'text':
      return leafMarkup(context, id, { common, placed });
    default:
      // A type that only newer versions know is not painted either (D13); what it holds is.
      kind satisfies never;
      return inGroup([childrenMarkup(context, id)], { ...common, transform: transformOf(placed) });
  }
}

interface Written {
  readonly common: Attributes;
  readonly placed: Placed;
}

function leafMarkup(context: ExportContext, id: NodeId, { common, placed }: Written): string {
  const { reader } = context;
  const origin = placed.rotation === 0 ? placed.position : { x: 0, y: 0 };
  const paintedBox = { ...origin, width: reader.get(id, 'width'), height: reader.get(id, 'height') };
  const parts =
    reader.get(id, 'type') === 'text'
      ? textMarkup(context, id, paintedBox)
      : shapeMarkup(context, id, { outline: outlineOf(reader, id, origin), box: paintedBox });
  const attributes = { ...common, transform: placed.rotation === 0 ? undefined : transformOf(placed) };
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? withAttributes(only, attributes) : inGroup(parts, attributes);
}

function frameMarkup(context: ExportContext, id: NodeId, { common, placed }: Written): string {
  const { reader } = context;
  const own = { x: 0, y: 0, width: reader.get(id, 'width'), height: reader.get(id, 'height') };
  const outline = outlineOf(reader, id, own);
  const painted = shapeMarkup(context, id, { outline, box: own });
  const children = childrenMarkup(context, id);
  const clips = reader.get(id, 'clip') && children !== '';
  const clip = clips ? context.define('clip', markup('clipPath', {}, outlineMarkup(outline, {}))) : undefined;
  return inGroup([...painted, clip === undefined ? children : inGroup([children], { 'clip-path': clip })], {
    ...common,
    transform: transformOf(placed),
  });
}

const childrenMarkup = (context: ExportContext, id: NodeId): string =>
  siblingsMarkup(context, context.reader.children(id), (child) => ({
    position: context.reader.position(child),
    rotation: context.reader.get(child, 'rotation'),
  }));

/** Siblings back to front; what lies above a mask is a group that it masks. */
function siblingsMarkup(context: ExportContext, ids: readonly NodeId[], place: (id: NodeId) => Placed): string {
  const { reader } = context;
  const at = ids.findIndex((id) => reader.get(id, 'mask') && reader.get(id, 'visible'));
  const plain = ids.slice(0, at < 0 ? ids.length : at).filter((id) => !reader.get(id, 'mask'));
  const body = plain.map((id) => nodeMarkup(context, id, place(id))).join('');
  const mask = at < 0 ? undefined : ids[at];
  if (mask === undefined) return body;
  const next = ids.findIndex((id, index) => index > at && reader.get(id, 'mask'));
  const masked = ids.slice(at + 1, next < 0 ? ids.length : next);
  const reference = context.define('mask', markup('mask', MASK, nodeMarkup(context, mask, place(mask))));
  const shown = inGroup([siblingsMarkup(context, masked, place)], { mask: reference });
  return body + shown + (next < 0 ? '' : siblingsMarkup(context, ids.slice(next), place));
}

/** By how opaque it is, wherever that is. */
const MASK = {
  maskUnits: 'userSpaceOnUse',
  x: -1e6,
  y: -1e6,
  width: 2e6,
  height: 2e6,
  style: 'mask-type:alpha',
};

function inGroup(parts: readonly string[], attributes: Attributes): string {
  const body = parts.join('');
  return body === '' ? '' : markup('g', attributes, body);
}

/** One element with more attributes: those that its only part would otherwise need a group for. */
function withAttributes(element: string, attributes: Attributes): string {
  const [head = ''] = /^<\w+/.exec(element) ?? [];
  const bare = markup('x', attributes);
  return head + bare.slice('<x'.length, -'/>'.length) + element.slice(head.length);
}

function transformOf({ position: { x, y }, rotation }: Placed): string | undefined {
  const move = x === 0 && y === 0 ? [] : [`translate(${formatNumber(x)} ${formatNumber(y)})`];
  const turn = rotation === 0 ? [] : [`rotate(${formatNumber(rotation, 6)})`];
  return [...move, ...turn].join(' ') || undefined;
}
