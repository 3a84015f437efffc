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
  /** In CSS px. */
  readonly tip: Vector;
}

export function drawCursor(pen: Pen, { name, color, tip }: ShownCursor, widths: LabelWidths): void {
  const { context, width, height } = pen;
  if (tip.x < -MAX_NAME_WIDTH - REACH || tip.y < -REACH || tip.x > width || tip.y > height) return;
  drawArrow(pen, color, tip);
  const text = widths.fit(context, name, MAX_NAME_WIDTH);
  if (text === '') return;
  const left = tip.x + NAME_OFFSET.x;
  const top = tip.y + NAME_OFFSET.y;
  context.fillStyle = color;
  tracePill(
    context,
    { left, top, right: left + widths.of(context, text) + 2 * PADDING, bottom: top + NAME_HEIGHT },
    NAME_HEIGHT / 2,
  );
  context.fill();
  context.fillStyle = textColorOn(color);
  context.fillText(text, left + PADDING, top + 13);
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
