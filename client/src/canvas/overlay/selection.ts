/** The outlines, handles and label of what is selected. */
import { boxFromSize, type NodeId } from '@joinery/shared';
import { isLocked } from '../../editor/selection.ts';
import type { SessionState } from '../../editor/session.ts';
import { drawHandles, drawRotationArcs } from './handles.ts';
import type { LabelWidths } from './label.ts';
import { type OutlineSource, screenExtent, strokeNodeBox, strokeNodeShape } from './node-outline.ts';
import { type Pen, quadOf, strokeQuad } from './pen.ts';
import { angleText, drawSizeLabel, sizeText } from './size-label.ts';

/** Above this many selected nodes only the box around all is drawn. */
const MOST_OUTLINES = 2000;
/** Smaller nodes on the screen get no outline of their own among several, in CSS px. */
const LEAST_OUTLINE = 3;

/** How much is shown around the selection, by what the hand is doing. `each`: nothing around all. */
export type SelectionLook = 'handles' | 'rotatable' | 'rotating' | 'measuring' | 'outline' | 'each';

/** @param overRotation pressing here would turn the selection */
export function selectionLook(
  { toolState, editingText, tool, readOnly, measuring }: SessionState,
  overRotation: boolean,
): SelectionLook {
  if (editingText !== null || readOnly || measuring) return 'outline';
  const doing = toolState.slice(toolState.indexOf('.') + 1);
  if (doing === 'brushing') return 'each';
  if (doing === 'translating') return 'outline';
  if (doing === 'rotating') return 'rotating';
  if (doing === 'resizing' || doing === 'drawing' || doing.endsWith('end')) return 'measuring';
  if (tool !== 'select') return 'outline';
  return overRotation ? 'rotatable' : 'handles';
}

export interface ShownSelection {
  readonly selection: readonly NodeId[];
  readonly look: SelectionLook;
  readonly widths: LabelWidths;
}

export function drawSelection(pen: Pen, source: OutlineSource, { selection, look, widths }: ShownSelection): void {
  const { context, colors, view } = pen;
  context.strokeStyle = colors.accent;
  drawOutlines(pen, source, selection);
  if (look === 'each') return;
  const box = source.scene.selectionBox(selection);
  if (box === null) return;
  const line = isLine(source, selection);
  const quad = quadOf(view, box.matrix, boxFromSize(0, 0, box.width, box.height));
  if (!line && (selection.length > 1 || box.height === 0)) strokeQuad(pen, quad, 1);
  const locked = selection.some((id) => isLocked(source.reader, id));
  if (look === 'outline') return;
  if (look === 'rotatable' && !locked && !line) drawRotationArcs(pen, quad, box);
  if ((look === 'handles' || look === 'rotatable') && !locked) drawHandles(pen, quad, box, line);
  drawSizeLabel(pen, quad, { text: look === 'rotating' ? angleText(box) : sizeText(box), widths });
}

function drawOutlines(pen: Pen, source: OutlineSource, selection: readonly NodeId[]): void {
  if (selection.length > MOST_OUTLINES) return;
  for (const id of selection) {
    if (selection.length > 1 && screenExtent(pen, source, id) < LEAST_OUTLINE) continue;
    if (source.reader.get(id, 'type') === 'line') strokeNodeShape(pen, source, id, 1);
    else strokeNodeBox(pen, source, id);
  }
}

const isLine = ({ reader }: OutlineSource, selection: readonly NodeId[]): boolean =>
  selection.length === 1 && selection[0] !== undefined && reader.get(selection[0], 'type') === 'line';
