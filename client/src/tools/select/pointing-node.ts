/** Pressed on a node: a click selects it, a drag moves the selection; where nothing may be moved, it draws a marquee. */
import type { NodeId } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { isDrag } from '../drag-threshold.ts';
import { brushing } from './brushing.ts';
import { translating } from './translating.ts';

/** @param id null: in a gap of the selection's box, which a click lets go and a drag moves all the same */
export function pointingNode(editor: Editor, id: NodeId | null): ToolState {
  const { screen, page, shift } = editor.pointer;
  const { selection, readOnly } = editor.state;
  const selected = id === null || selection.includes(id);
  if (!selected) editor.select(shift ? [...selection, id] : [id]);
  const click = (): void => {
    if (!selected) return;
    if (shift) editor.select(selection.filter((each) => each !== id));
    else editor.select(id === null ? [] : [id]);
  };
  return {
    name: 'select.pointing-node',
    cursor: 'default',
    busy: true,
    handle(event) {
      if (event.type === 'pointermove' && isDrag(screen, event.point, event.pointerType))
        return readOnly ? brushing(editor, { origin: page, base: shift ? selection : [] }) : translating(editor, page);
      if (event.type === 'pointerup') click();
      return event.type === 'pointerup' || event.type === 'cancel' ? 'home' : undefined;
    },
  };
}
