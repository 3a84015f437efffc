/** Turning the selection around the middle of its box, to whole degrees; Shift: in steps of 15. */
import { type Matrix, multiply, type NodeId, rotation, rotationOf, translation, type Vector } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { boxMiddle } from '../../editor/handles.ts';
import { placeIn } from '../../editor/node-place.ts';
import { isLocked } from '../../editor/selection.ts';
import { degreesBetween } from '../angle.ts';

const STEP_DEGREES = 15;

/** @param origin page point where the drag began */
export function rotating(editor: Editor, origin: Vector): ToolState {
  const { document, scene, state } = editor;
  const ids = state.selection.filter((id) => !isLocked(document, id));
  const box = scene.selectionBox(ids);
  const pivot = box === null ? origin : boxMiddle(box);
  const start = box === null ? 0 : rotationOf(box.matrix);
  const before = new Map<NodeId, Matrix>(ids.map((id) => [id, scene.pageMatrix(id)]));
  const gesture = editor.beginGesture('Rotate');
  const update = (): undefined => {
    const swept = degreesBetween(pivot, editor.pointer.page) - degreesBetween(pivot, origin);
    const step = editor.pointer.shift ? STEP_DEGREES : 1;
    const turn = Math.round((start + swept) / step) * step - start;
    const map = multiply(multiply(translation(pivot.x, pivot.y), rotation(turn)), translation(-pivot.x, -pivot.y));
    editor.editGesture(gesture, (tx) => {
      for (const [id, matrix] of before) {
        const parent = document.parent(id);
        if (parent === undefined || !document.isAlive(id)) continue;
        const place = placeIn(scene.pageMatrix(parent), multiply(map, matrix));
        tx.setPosition(id, place.position);
        tx.set(id, 'rotation', place.rotation);
      }
    });
    return undefined;
  };
  update();
  return {
    name: 'select.rotating',
    cursor: 'grabbing',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') editor.cancelGesture(gesture);
      else if (event.type === 'pointerup') editor.endGesture(gesture);
      else return update();
      return 'home';
    },
  };
}
