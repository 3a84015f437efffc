/** A number on a pill, in the colour of what it tells of. */
import type { Vector } from '@joinery/shared';
import type { LabelWidths } from './label.ts';
import { type Pen, tracePill } from './pen.ts';

/** In CSS px. */
export const PILL_HEIGHT = 18;
const PADDING = 6;

export interface Pill {
  readonly text: string;
  readonly color: string;
  readonly widths: LabelWidths;
}

/** @param place given the pill's width, where its top left corner is; all in CSS px */
export function drawPill(pen: Pen, { text, color, widths }: Pill, place: (width: number) => Vector): void {
  const { context, colors } = pen;
  const width = Math.ceil(widths.of(context, text)) + 2 * PADDING;
  const at = place(width);
  const [x, y] = [Math.round(at.x), Math.round(at.y)];
  context.fillStyle = color;
  tracePill(context, { left: x, top: y, right: x + width, bottom: y + PILL_HEIGHT }, 4);
  context.fill();
  context.fillStyle = colors.onAccent;
  context.fillText(text, x + PADDING, y + 13);
}

/** At most two decimals. */
export const rounded = (value: number): string => String(Math.round(value * 100) / 100 || 0);
