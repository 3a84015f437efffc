/** Dragging one end of a line; the other stays. Shift: in directions of 45°. */
import { distance, type NodeId } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { lineEnds } from '../../editor/handles.ts';
import { towards } from '../angle.ts';
import { writeLine } from '../line/write-line.ts';
import { pointerSnap } from '../pointer-snap.ts';

const STEP_DEGREES = 45;

export function movingEnd(editor: Editor, line: NodeId, end: 'start' | 'end'): ToolState {
  const { document, state } = editor;
  const ends = lineEnds(editor, line);
  const fixed = end === 'end' ? ends.start : ends.end;
  const snap = pointerSnap(editor, document.parent(line) ?? state.page, [line]);
  const gesture = editor.beginGesture('Move line end');
  const update = (): undefined => {
    const { page, shift } = editor.pointer;
    const moved = shift ? towards(fixed, page, STEP_DEGREES) : snap(page);
    // A line of no length would lose its direction, and with it the ends to grab.
    if (!document.isAlive(line) || distance(fixed, moved) < 1) return undefined;
    editor.editGesture(gesture, (tx) =>
      writeLine(tx, editor, line, end === 'end' ? { from: fixed, to: moved } : { from: moved, to: fixed }),
    );
    return undefined;
  };
  update();
  return {
    name: 'select.moving-end',
    cursor: 'crosshair',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') editor.cancelGesture(gesture);
      else if (event.type === 'pointerup') editor.endGesture(gesture);
      else return update();
      return 'home';
    },
    leave: () => editor.session.setState({ snapLines: [] }),
  };
}
