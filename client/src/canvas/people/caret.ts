/** Where somebody writes: what they have chosen in a text, the caret, and their name on it. In their colour, over the letters. */
import { type Caret, type NodeId, transformPoint } from '@joinery/shared';
import { lineOf, spansBetween } from '../../editor/caret-lines.ts';
import { textColorOn } from '../../person-color.ts';
import { LABEL_FONT, type LabelWidths } from '../overlay/label.ts';
import type { OutlineSource } from '../overlay/node-outline.ts';
import { type Pen, placeOnScreen, tracePill } from '../overlay/pen.ts';
import { setFont } from '../painters/text.ts';
import type { TextCache } from '../painters/text-cache.ts';
import { toScreen } from '../view.ts';

export interface ShownCaret {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** The text. */
  readonly id: NodeId;
  readonly caret: Caret;
}

interface CaretSource extends OutlineSource {
  readonly texts: TextCache;
}

const WIDTH = 2;
const CHOSEN = 0.28;
const NAME_HEIGHT = 16;
const MAX_NAME_WIDTH = 120;
const PADDING = 5;

export function drawCaret(
  pen: Pen,
  { reader, scene, texts }: CaretSource,
  { name, color, id, caret }: ShownCaret,
  widths: LabelWidths,
): void {
  const { context, view } = pen;
  const { layout, font } = texts.of(reader, id);
  const matrix = scene.pageMatrix(id);
  const at = lineOf(layout, caret.focus);
  if (at === undefined) return;
  context.save();
  const { a, b, c, d, e, f } = matrix;
  const { scale } = view;
  context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale + view.x, f * scale + view.y);
  setFont(context, font, reader.get(id, 'letterSpacing'));
  const widthOf = (text: string): number => (text === '' ? 0 : context.measureText(text).width);
  context.fillStyle = color;
  context.globalAlpha = CHOSEN;
  for (const { line, from, to } of spansBetween(layout, caret.anchor, caret.focus)) {
    const left = widthOf(line.text.slice(0, from));
    context.fillRect(line.x + left, line.y, widthOf(line.text.slice(0, to)) - left, layout.lineHeight);
  }
  context.globalAlpha = 1;
  const x = at.line.x + widthOf(at.line.text.slice(0, at.offset));
  const width = (WIDTH * view.pixelRatio) / scale;
  context.fillRect(x - width / 2, at.line.y, width, layout.lineHeight);
  context.restore();
  placeOnScreen(pen);
  const top = toScreen(view, transformPoint(matrix, { x, y: at.line.y }));
  drawName(pen, { x: top.x - WIDTH / 2, y: top.y - NAME_HEIGHT }, { name, color }, widths);
}

function drawName(
  { context }: Pen,
  { x, y }: { readonly x: number; readonly y: number },
  { name, color }: Pick<ShownCaret, 'name' | 'color'>,
  widths: LabelWidths,
): void {
  context.font = LABEL_FONT;
  const text = widths.fit(context, name, MAX_NAME_WIDTH);
  if (text === '') return;
  context.fillStyle = color;
  tracePill(
    context,
    { left: x, top: y, right: x + widths.of(context, text) + 2 * PADDING, bottom: y + NAME_HEIGHT },
    3,
  );
  context.fill();
  context.fillStyle = textColorOn(color);
  context.fillText(text, x + PADDING, y + 12);
}
