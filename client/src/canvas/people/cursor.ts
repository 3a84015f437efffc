/** A person's pointer with their name, at a constant size. */
import type { Vector } from '@joinery/shared';
import { textColorOn } from '../../person-color.ts';
import type { LabelWidths } from '../overlay/label.ts';
import { type Pen, tracePill } from '../overlay/pen.ts';

/** The arrow's corners from its tip, in CSS px. */
const ARROW: readonly Vector[] = [
  { x: 0, y: 0 },
  { x: 4.6, y: 14.6 },
  { x: 7.4, y: 8.6 },
  { x: 13.6, y: 6 },
];
const NAME_OFFSET: Vector = { x: 11, y: 15 };
const NAME_HEIGHT = 19;
const MAX_NAME_WIDTH = 160;
const PADDING = 7;
/** How far cursor and name reach from the tip, in CSS px. */
const REACH = 40;

export interface ShownCursor {
  readonly name: string;
  readonly color: string;
  /** What they say; empty for nothing. */
  readonly chat: string;
  /** In CSS px. */
  readonly tip: Vector;
}

/** All names first, then all arrows: nobody's name hides where somebody points. */
export function drawCursors(pen: Pen, cursors: readonly ShownCursor[], widths: LabelWidths): void {
  const { width, height } = pen;
  const seen = cursors.filter(
    ({ tip }) => tip.x >= -MAX_NAME_WIDTH - REACH && tip.y >= -REACH && tip.x <= width && tip.y <= height,
  );
  for (const cursor of seen) drawName(pen, cursor, widths);
  for (const { color, tip } of seen) drawArrow(pen, color, tip);
}

function drawName(pen: Pen, { name, color, tip, chat }: ShownCursor, widths: LabelWidths): void {
  const { context } = pen;
  const text = widths.fit(context, name, MAX_NAME_WIDTH);
  if (text === '') return;
  const left = tip.x + NAME_OFFSET.x;
  const top = tip.y + NAME_OFFSET.y;
  tracePill(
    context,
    { left, top, right: left + widths.of(context, text) + 2 * PADDING, bottom: top + NAME_HEIGHT },
    NAME_HEIGHT / 2,
  );
  // White around it, so that names that lie over each other are told apart.
  context.lineWidth = 2;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.fillStyle = color;
  context.fill();
  context.fillStyle = textColorOn(color);
  context.fillText(text, left + PADDING, top + 13);
  if (chat !== '') drawChat(pen, { color, left, top: top + NAME_HEIGHT + 2, widths }, linesOf(context, chat, widths));
}

const CHAT_WIDTH = 220;
const LINE_HEIGHT = 15;

interface ChatPlace {
  readonly color: string;
  readonly left: number;
  readonly top: number;
  readonly widths: LabelWidths;
}

function drawChat({ context }: Pen, { color, left, top, widths }: ChatPlace, lines: readonly string[]): void {
  const bottom = top + lines.length * LINE_HEIGHT + PADDING;
  const width = Math.max(...lines.map((line) => widths.of(context, line)));
  context.fillStyle = color;
  tracePill(context, { left, top, right: left + width + 2 * PADDING, bottom }, PADDING);
  context.fill();
  context.fillStyle = textColorOn(color);
  lines.forEach((line, index) => context.fillText(line, left + PADDING, top + 14 + index * LINE_HEIGHT));
}

/** Words in lines; a word that is too long for one is cut. */
function linesOf(context: Pen['context'], text: string, widths: LabelWidths): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widths.of(context, longer) > CHAT_WIDTH) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => widths.fit(context, each, CHAT_WIDTH));
}

/** White around it, so that it shows on its own colour too. */
function drawArrow({ context }: Pen, color: string, { x, y }: Vector): void {
  context.beginPath();
  ARROW.forEach((corner, index) => {
    if (index === 0) context.moveTo(x + corner.x, y + corner.y);
    else context.lineTo(x + corner.x, y + corner.y);
  });
  context.closePath();
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.lineWidth = 1;
  context.strokeStyle = color;
  context.stroke();
  context.fillStyle = color;
  context.fill();
}
