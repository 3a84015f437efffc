/** How far the selection is from what the pointer is on: red lines with numbers, while Alt is held. */
import { boxFromSize, IDENTITY, type NodeId, transformBox, type Vector } from '@joinery/shared';
import { type Distance, distances } from '../../editor/distances.ts';
import { homeOf } from '../../editor/drop-target.ts';
import type { SessionState } from '../../editor/session.ts';
import { toScreen } from '../view.ts';
import type { LabelWidths } from './label.ts';
import type { OutlineSource } from './node-outline.ts';
import { crispAt, type Pen, quadOf, strokeQuad } from './pen.ts';
import { drawPill, PILL_HEIGHT, rounded } from './pill.ts';

/** Between a line and its number, in CSS px. */
const GAP = 4;
/** Half the length of the bar at each end of a line, in CSS px. */
const BAR = 3;

export function drawDistances(
  pen: Pen,
  source: OutlineSource,
  { state, widths }: { readonly state: SessionState; readonly widths: LabelWidths },
): void {
  const { scene } = source;
  const from = scene.selectionBox(state.selection);
  const target = measuredTo(source, state);
  if (from === null || target === null) return;
  const around = scene.pageBox(target);
  const { context, colors, view } = pen;
  context.strokeStyle = colors.snap;
  strokeQuad(pen, quadOf(view, IDENTITY, around), 1);
  const measured = distances(transformBox(from.matrix, boxFromSize(0, 0, from.width, from.height)), around);
  for (const distance of measured) drawDistance(pen, distance);
  // Numbers stand on all lines.
  for (const { from: start, to: end, length } of measured) {
    const middle = toScreen(view, { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
    const lying = start.y === end.y;
    drawPill(pen, { text: rounded(length), color: colors.snap, widths }, (width) =>
      lying ? { x: middle.x - width / 2, y: middle.y + GAP } : { x: middle.x + GAP, y: middle.y - PILL_HEIGHT / 2 },
    );
  }
}

/** What the pointer is on; where that is selected, or nothing, the frame that the selection lies in. */
function measuredTo({ reader }: OutlineSource, { hovered, selection }: SessionState): NodeId | null {
  if (hovered !== null && !selection.some((id) => reader.isWithin(hovered, id))) return hovered;
  const [first] = selection;
  const home = first === undefined ? undefined : homeOf(reader, first);
  return home === undefined || reader.get(home, 'type') !== 'frame' ? null : home;
}

function drawDistance({ context, view }: Pen, { from, to, corner }: Distance): void {
  const crisp = crispAt(1, view.pixelRatio);
  const at = (point: Vector): Vector => {
    const { x, y } = toScreen(view, point);
    return { x: crisp(x), y: crisp(y) };
  };
  const [start, end] = [at(from), at(to)];
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(start.x, start.y);
  context.lineTo(end.x, end.y);
  for (const { x, y } of [start, end]) addBar(context, { x, y }, from.y === to.y);
  context.stroke();
  if (corner === null) return;
  const extended = at(corner);
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(extended.x, extended.y);
  context.lineTo(end.x, end.y);
  context.stroke();
  context.setLineDash([]);
}

function addBar(context: Pen['context'], { x, y }: Vector, lying: boolean): void {
  const by = lying ? { x: 0, y: BAR } : { x: BAR, y: 0 };
  context.moveTo(x - by.x, y - by.y);
  context.lineTo(x + by.x, y + by.y);
}
