/** Lines: a drag draws one from here to there, Shift in directions of 45°; a click puts one of the usual length. */
import type { NodeId, Vector } from '@joinery/shared';
import { containerAt } from '../../editor/drop-target.ts';
import type { Editor, Tool } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { DEFAULT_SIZE, defaultLook } from '../../editor/new-node.ts';
import { nextName } from '../../editor/node-names.ts';
import { towards } from '../angle.ts';
import { isDrag } from '../drag-threshold.ts';
import { pointerSnap } from '../pointer-snap.ts';
import { writeLine } from './write-line.ts';

const STEP_DEGREES = 45;

export const LINE_TOOL: Tool = { id: 'line', home: idle };

function idle(editor: Editor): ToolState {
  return {
    name: 'line.idle',
    cursor: 'crosshair',
    handle: (event) => (event.type === 'pointerdown' && event.button === 0 ? pointing(editor) : undefined),
  };
}

function pointing(editor: Editor): ToolState {
  const { screen, page } = editor.pointer;
  const parent = containerAt(editor, page);
  const from = pointerSnap(editor, parent)(page);
  return {
    name: 'line.pointing',
    cursor: 'crosshair',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') return 'home';
      if (event.type === 'pointermove' && isDrag(screen, event.point, event.pointerType))
        return drawing(editor, parent, from);
      if (event.type !== 'pointerup') return undefined;
      const line = create(editor, parent);
      editor.editGesture(line.gesture, (tx) =>
        writeLine(tx, editor, line.id, { from, to: { x: from.x + DEFAULT_SIZE, y: from.y } }),
      );
      editor.endGesture(line.gesture);
      editor.setTool('select');
      return undefined;
    },
    leave: () => editor.session.setState({ snapLines: [] }),
  };
}

function drawing(editor: Editor, parent: NodeId, from: Vector): ToolState {
  const selectionBefore = editor.state.selection;
  const snap = pointerSnap(editor, parent);
  const { id, gesture } = create(editor, parent);
  const update = (): undefined => {
    const { page, shift } = editor.pointer;
    const to = shift ? towards(from, page, STEP_DEGREES) : snap(page);
    if (editor.document.isAlive(id)) editor.editGesture(gesture, (tx) => writeLine(tx, editor, id, { from, to }));
    return undefined;
  };
  update();
  return {
    name: 'line.drawing',
    cursor: 'crosshair',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') {
        editor.cancelGesture(gesture);
        editor.select(selectionBefore);
        return 'home';
      }
      if (event.type !== 'pointerup') return update();
      editor.endGesture(gesture);
      editor.setTool('select');
      return undefined;
    },
    leave: () => editor.session.setState({ snapLines: [] }),
  };
}

/** A new line, selected. */
function create(
  editor: Editor,
  parent: NodeId,
): { readonly id: NodeId; readonly gesture: ReturnType<Editor['beginGesture']> } {
  const gesture = editor.beginGesture('Draw line');
  let id: NodeId = parent;
  editor.editGesture(gesture, (tx) => {
    id = tx.create('line', parent, {
      ...defaultLook('line'),
      name: nextName(editor.document, editor.state.page, 'line'),
      width: 0,
    });
  });
  editor.select([id]);
  return { id, gesture };
}
