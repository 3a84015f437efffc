/** Lining nodes up, and spreading them out evenly. */
import { type Box, boxCenter, boxHeight, boxWidth, type NodeId, unionAll, type Vector } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { moveBy } from './node-place.ts';

export type Alignment = 'left' | 'right' | 'top' | 'bottom' | 'horizontal-center' | 'vertical-center';

/** To the box around all of them; a single one to the frame it lies in. */
export function align(editor: Editor, ids: readonly NodeId[], alignment: Alignment): void {
  const target = alignmentBox(editor, ids);
  if (target === undefined) return;
  editor.edit('Align', (tx) => {
    for (const id of ids) moveBy(tx, editor, id, alignmentDelta(editor.scene.pageBox(id), target, alignment));
  });
}

export const canAlign = ({ document, state }: Editor): boolean => {
  const [only] = state.selection;
  if (state.selection.length !== 1 || only === undefined) return state.selection.length > 1;
  return document.get(document.parent(only) ?? state.page, 'type') === 'frame';
};

function alignmentBox({ document, scene }: Editor, ids: readonly NodeId[]): Box | undefined {
  const [only] = ids;
  const parent = only === undefined ? undefined : document.parent(only);
  if (ids.length === 1 && parent !== undefined)
    return document.get(parent, 'type') === 'frame' ? scene.pageBox(parent) : undefined;
  return unionAll(ids.map((id) => scene.pageBox(id)));
}

function alignmentDelta(from: Box, to: Box, alignment: Alignment): Vector {
  switch (alignment) {
    case 'left':
    case 'right':
      return { x: to[alignment] - from[alignment], y: 0 };
    case 'top':
    case 'bottom':
      return { x: 0, y: to[alignment] - from[alignment] };
    case 'horizontal-center':
      return { x: boxCenter(to).x - boxCenter(from).x, y: 0 };
    case 'vertical-center':
      return { x: 0, y: boxCenter(to).y - boxCenter(from).y };
    default:
      return alignment satisfies never;
  }
}

/** The outermost two stay; between all there is the same gap. */
export function distribute(editor: Editor, ids: readonly NodeId[], axis: 'horizontal' | 'vertical'): void {
  if (ids.length < 3) return;
  const near = (box: Box): number => (axis === 'horizontal' ? box.left : box.top);
  const length = axis === 'horizontal' ? boxWidth : boxHeight;
  const boxes = ids.map((id) => ({ id, box: editor.scene.pageBox(id) }));
  boxes.sort((a, b) => near(a.box) - near(b.box) || near(a.box) + length(a.box) - near(b.box) - length(b.box));
  const all = unionAll(boxes.map(({ box }) => box));
  if (all === undefined) return;
  const gap = (length(all) - boxes.reduce((sum, { box }) => sum + length(box), 0)) / (boxes.length - 1);
  editor.edit('Distribute', (tx) => {
    let at = near(all);
    for (const { id, box } of boxes) {
      const by = at - near(box);
      moveBy(tx, editor, id, axis === 'horizontal' ? { x: by, y: 0 } : { x: 0, y: by });
      at += length(box) + gap;
    }
  });
}
