/** What the selection measures, below it: its size, or its angle while it is turned. */
import { rotationOf } from '@joinery/shared';
import type { SelectionBox } from '../../editor/scene.ts';
import type { LabelWidths } from './label.ts';
import { boundsOf, type Pen, type Quad } from './pen.ts';
import { drawPill, rounded } from './pill.ts';

/** Distance from the selection, clear of its handles, in CSS px. */
const GAP = 10;

export function drawSizeLabel(pen: Pen, quad: Quad, { text, widths }: { text: string; widths: LabelWidths }): void {
  const { left, right, bottom } = boundsOf(quad);
  drawPill(pen, { text, widths, color: pen.colors.accent }, (width) => ({
    x: (left + right - width) / 2,
    y: bottom + GAP,
  }));
}

export const sizeText = ({ width, height }: Pick<SelectionBox, 'width' | 'height'>): string =>
  height === 0 ? rounded(width) : `${rounded(width)} × ${rounded(height)}`;

export const angleText = ({ matrix }: Pick<SelectionBox, 'matrix'>): string => `${rounded(rotationOf(matrix))}°`;
