/** What the selection measures, below it: its size, or its angle while it is turned. */
import { rotationOf } from '@joinery/shared';
import type { SelectionBox } from '../../editor/scene.ts';
import type { LabelWidths } from './label.ts';
import { boundsOf, type Pen, type Quad, tracePill } from './pen.ts';

/** Distance from the selection, clear of its handles, in CSS px. */
const GAP = 10;
const HEIGHT = 18;
const PADDING = 6;

export function drawSizeLabel(pen: Pen, quad: Quad, { text, widths }: { text: string; widths: LabelWidths }): void {
  const { context, colors } = pen;
  const { left, right, bottom } = boundsOf(quad);
  const width = Math.ceil(widths.of(context, text)) + 2 * PADDING;
  const x = Math.round((left + right - width) / 2);
  const y = Math.round(bottom + GAP);
  context.fillStyle = colors.accent;
  tracePill(context, { left: x, top: y, right: x + width, bottom: y + HEIGHT }, 4);
  context.fill();
  context.fillStyle = colors.onAccent;
  context.fillText(text, x + PADDING, y + 13);
}

export const sizeText = ({ width, height }: Pick<SelectionBox, 'width' | 'height'>): string =>
  height === 0 ? rounded(width) : `${rounded(width)} × ${rounded(height)}`;

export const angleText = ({ matrix }: Pick<SelectionBox, 'matrix'>): string => `${rounded(rotationOf(matrix))}°`;

const rounded = (value: number): string => String(Math.round(value * 100) / 100 || 0);
