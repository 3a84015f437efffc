/** Text: a click puts a caret there, a drag makes a box of that width. What is typed joins the same undo step. */
import { boxFromCorners, boxWidth, type NewNode } from '@joinery/shared';
import { containerAt } from '../../editor/drop-target.ts';
import type { Editor, Tool } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { defaultLook } from '../../editor/new-node.ts';
import { pointIn } from '../../editor/node-place.ts';
import { fitTextBox } from '../../editor/text-box.ts';
import { isDrag } from '../drag-threshold.ts';
import { pointerSnap } from '../pointer-snap.ts';

export const TEXT_TOOL: Tool = { id: 'text', home: idle };

function idle(editor: Editor): ToolState {
  return {
    name: 'text.idle',
    cursor: 'text',
    handle(event) {
      if (event.type !== 'pointerdown' || event.button !== 0) return undefined;
      editor.finishText();
      return pointing(editor);
    },
  };
}

function pointing(editor: Editor): ToolState {
  const { screen, page } = editor.pointer;
  const parent = containerAt(editor, page);
  const snap = pointerSnap(editor, parent);
  const origin = snap(page);
  let dragging = false;
  return {
    name: 'text.pointing',
    cursor: 'text',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') return 'home';
      if (event.type === 'pointermove') {
        dragging ||= isDrag(screen, event.point, event.pointerType);
        if (dragging) editor.session.setState({ marquee: boxFromCorners(origin, snap(editor.pointer.page)) });
      }
      if (event.type !== 'pointerup') return undefined;
      const start = pointIn(editor.scene, parent, dragging ? origin : page);
      const box = boxFromCorners(start, pointIn(editor.scene, parent, snap(editor.pointer.page)));
      create(
        editor,
        parent,
        dragging
          ? { position: { x: box.left, y: box.top }, width: boxWidth(box), textSizing: 'height' }
          : lineAt(start),
      );
      return undefined;
    },
    leave: () => editor.session.setState({ snapLines: [], marquee: null }),
  };
}

/** A hugging text whose first line is level with the pointer. */
function lineAt({ x, y }: { readonly x: number; readonly y: number }): NewNode {
  const half = (16 * 1.2) / 2;
  return { position: { x: Math.round(x), y: Math.round(y - half) } };
}

function create(editor: Editor, parent: string, place: NewNode): void {
  const gesture = editor.beginGesture('Add text');
  let made: string | undefined;
  editor.editGesture(gesture, (tx) => {
    const id = tx.create('text', parent, { ...defaultLook('text'), ...place });
    fitTextBox(tx, id, editor);
    made = id;
  });
  editor.setTool('select');
  if (made !== undefined) editor.text.begin(made, gesture);
}
