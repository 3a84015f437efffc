/** Text nodes: one `text` per paint, a `tspan` for each laid-out line, anchored at the side that the lines are aligned to. */
import type { NodeId } from '@joinery/shared';
import type { TextLine } from '../../editor/text-layout.ts';
import type { ExportContext } from './export-context.ts';
import { type Attributes, escapeText, markup } from './markup.ts';
import { isSeen, type PaintBox, paintAttributes } from './paint-attributes.ts';
import { seenStrokes, strokeAttributes } from './shape-markup.ts';

const ANCHORS = { left: [undefined, 0], center: ['middle', 0.5], right: ['end', 1] } as const;

/** Elements to be painted one over the other; none for text that is not seen. */
export function textMarkup(context: ExportContext, id: NodeId, box: PaintBox): string[] {
  const { reader, layout } = context;
  const lines = layout(id).lines.filter(({ text }) => text.trim() !== '');
  if (lines.length === 0) return [];
  const [anchor, share] = ANCHORS[reader.get(id, 'textAlign')];
  const place = (line: TextLine): Attributes => ({ x: box.x + line.x + share * line.width, y: box.y + line.baseline });
  const [first] = lines;
  const single = lines.length === 1 && first !== undefined;
  const body = single
    ? escapeText(first.text)
    : lines.map((line) => markup('tspan', place(line), escapeText(line.text))).join('');
  const font = {
    ...(single ? place(first) : {}),
    ...fontAttributes(context, id),
    'text-anchor': anchor,
    'xml:space': 'preserve',
  };
  const fills = reader
    .get(id, 'fills')
    .filter(isSeen)
    .map((paint) => paintAttributes(context, 'fill', { paint, box }));
  const strokes = seenStrokes(reader, id).map((paint) => ({
    ...paintAttributes(context, 'stroke', { paint, box }),
    ...strokeAttributes(reader, id),
  }));
  const [fill, ...moreFills] = fills;
  const [stroke, ...moreStrokes] = strokes;
  if (moreFills.length === 0 && moreStrokes.length === 0)
    return fill === undefined && stroke === undefined ? [] : [markup('text', { ...font, ...fill, ...stroke }, body)];
  return [...fills, ...strokes].map((paint) => markup('text', { ...font, ...paint }, body));
}

function fontAttributes({ reader }: ExportContext, id: NodeId): Attributes {
  const [weight, spacing, decoration] = [
    reader.get(id, 'fontWeight'),
    reader.get(id, 'letterSpacing'),
    reader.get(id, 'textDecoration'),
  ];
  return {
    'font-family': familyList(reader.get(id, 'fontFamily')),
    'font-size': reader.get(id, 'fontSize'),
    'font-weight': weight === 400 ? undefined : weight,
    'font-style': reader.get(id, 'fontStyle') === 'italic' ? 'italic' : undefined,
    'letter-spacing': spacing === 0 ? undefined : spacing,
    'text-decoration': decoration === 'none' ? undefined : decoration,
  };
}

const GENERIC: ReadonlySet<string> = new Set(['serif', 'sans-serif', 'monospace', 'cursive', 'fantasy', 'system-ui']);

/** Generic families bare, others in quotes, and what to use where none is installed. A document may give a list. */
function familyList(fontFamily: string): string {
  const families = fontFamily
    .split(',')
    .map((family) => family.replace(/['"\\]/g, '').trim())
    .filter((family) => family !== '');
  const quoted = families.map((family) => (GENERIC.has(family) ? family : `'${family}'`));
  return (families.some((family) => GENERIC.has(family)) ? quoted : [...quoted, 'sans-serif']).join(', ');
}
