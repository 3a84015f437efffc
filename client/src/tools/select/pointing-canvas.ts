/** Pressed on nothing, or on the background of a frame: a click selects that, a drag draws a marquee. */
import type { NodeId } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { isDrag } from '../drag-threshold.ts';
import { brushing } from './brushing.ts';

/** @param frame whose background was pressed */
export function pointingCanvas(editor: Editor, frame: NodeId | null): ToolState {
  const { screen, page } = editor.pointer;
  const { selection } = editor.state;
  const adding = editor.pointer.shift;
  if (!adding && frame === null) editor.select([]);
  return {
    name: 'select.pointing-canvas',
    cursor: 'default',
    busy: true,
    handle(event) {
      if (event.type === 'pointermove' && isDrag(screen, event.point, event.pointerType)) {
        return brushing(editor, { origin: page, base: adding ? selection : [] });
      }
      if (event.type === 'pointerup' && frame !== null) editor.select(adding ? [...selection, frame] : [frame]);
      return event.type === 'pointerup' || event.type === 'cancel' ? 'home' : undefined;
    },
  };
}
