/** A guide is pulled out of a ruler, moved, or pushed back into the ruler, which removes it. */
import type { Editor } from '../../editor/editor.ts';
import { guideOwner, putGuide, removeGuide } from '../../editor/guide-edits.ts';
import type { Axis, GuideRef } from '../../editor/guide-ref.ts';
import type { ToolState } from '../../editor/hand.ts';
import { RULER } from '../../editor/rulers.ts';

/** @param from the guide that is moved; null: a new one */
export function draggingGuide(editor: Editor, axis: Axis, from: GuideRef | null): ToolState {
  const inRuler = (): boolean => editor.pointer.screen[axis] < RULER;
  const update = (): void => {
    const { page } = editor.pointer;
    const dragged = { axis, at: Math.round(page[axis]), owner: guideOwner(editor, page), from };
    editor.session.setState({ draggedGuide: dragged });
  };
  update();
  return {
    name: 'select.dragging-guide',
    cursor: guideCursor(axis),
    busy: true,
    handle(event) {
      if (event.type === 'cancel') return 'home';
      if (event.type !== 'pointerup') {
        update();
        return undefined;
      }
      const dragged = editor.state.draggedGuide;
      if (!inRuler() && dragged !== null) putGuide(editor, dragged, from);
      else if (from !== null) removeGuide(editor, from);
      return 'home';
    },
    leave: () => editor.session.setState({ draggedGuide: null }),
  };
}

export const guideCursor = (axis: Axis): string => (axis === 'x' ? 'ew-resize' : 'ns-resize');
