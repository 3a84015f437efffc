/** Pressed on a handle: a drag resizes, turns, or moves a line's end. */
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { type Grip, selectedLine } from '../../editor/handles.ts';
import { isDrag } from '../drag-threshold.ts';
import { movingEnd } from './moving-end.ts';
import { resizing } from './resizing.ts';
import { rotating } from './rotating.ts';

export function pointingHandle(editor: Editor, grip: Grip): ToolState {
  const { screen, page } = editor.pointer;
  const { cursor } = editor.state;
  return {
    name: 'select.pointing-handle',
    cursor,
    busy: true,
    handle(event) {
      if (event.type === 'pointerup' || event.type === 'cancel') return 'home';
      if (event.type !== 'pointermove' || !isDrag(screen, event.point, event.pointerType)) return undefined;
      const line = selectedLine(editor);
      switch (grip.kind) {
        case 'resize':
          return resizing(editor, grip.handle, page);
        case 'rotate':
          return rotating(editor, page);
        case 'end':
          return line === undefined ? 'home' : movingEnd(editor, line, grip.end);
        default:
          return grip satisfies never;
      }
    },
  };
}
