/** Drawing a box from corner to corner in the axes of what it is drawn in. Shift: a square. Alt: around the first point. */
import {
  type Box,
  boxFromCorners,
  boxHeight,
  boxWidth,
  contains,
  type Gesture,
  type NodeId,
  transformBox,
  type Vector,
} from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { defaultLook } from '../../editor/new-node.ts';
import { nextName, typeLabel } from '../../editor/node-names.ts';
import { pointIn, tidy } from '../../editor/node-place.ts';
import { isLocked } from '../../editor/selection.ts';
import { pointerSnap, wholePixel } from '../pointer-snap.ts';

export type ShapeType = 'frame' | 'rectangle' | 'ellipse';

export interface DrawnIn {
  readonly parent: NodeId;
  /** First corner, in page coordinates. */
  readonly origin: Vector;
}

export function drawing(editor: Editor, type: ShapeType, { parent, origin }: DrawnIn): ToolState {
  const { scene, state, document } = editor;
  const gesture = editor.beginGesture(`Draw ${typeLabel(type).toLowerCase()}`);
  const snap = pointerSnap(editor, parent);
  const selectionBefore = state.selection;
  const boxNow = (): Box => {
    const { page, shift, alt } = editor.pointer;
    return drawnBox(pointIn(scene, parent, origin), pointIn(scene, parent, shift ? wholePixel(page) : snap(page)), {
      square: shift,
      centred: alt,
    });
  };
  const id = create(editor, gesture, { type, parent, box: boxNow() });
  editor.select([id]);
  const update = (): undefined => {
    const box = boxNow();
    if (!document.isAlive(id)) return undefined;
    editor.editGesture(gesture, (tx) => {
      tx.setPosition(id, tidy({ x: box.left, y: box.top }));
      tx.set(id, 'width', boxWidth(box));
      tx.set(id, 'height', boxHeight(box));
    });
    return undefined;
  };
  return {
    name: `${type}.drawing`,
    cursor: 'crosshair',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') {
        editor.cancelGesture(gesture);
        editor.select(selectionBefore);
        return 'home';
      }
      if (event.type !== 'pointerup') return update();
      if (type === 'frame') adopt(editor, gesture, id);
      editor.endGesture(gesture);
      editor.setTool('select');
      return undefined;
    },
    leave: () => editor.session.setState({ snapLines: [] }),
  };
}

interface Drawn {
  readonly type: ShapeType;
  readonly parent: NodeId;
  readonly box: Box;
}

function create(editor: Editor, gesture: Gesture, { type, parent, box }: Drawn): NodeId {
  const { document, state } = editor;
  let made: NodeId = parent;
  editor.editGesture(gesture, (tx) => {
    made = tx.create(type, parent, {
      ...defaultLook(type),
      name: nextName(document, state.page, type),
      position: tidy({ x: box.left, y: box.top }),
      width: boxWidth(box),
      height: boxHeight(box),
    });
  });
  return made;
}

/** @param from first corner and @param to the opposite one, in the coordinates of the parent */
function drawnBox(
  from: Vector,
  to: Vector,
  { square, centred }: { readonly square: boolean; readonly centred: boolean },
): Box {
  let { x, y } = { x: to.x - from.x, y: to.y - from.y };
  if (square) {
    const side = Math.max(Math.abs(x), Math.abs(y));
    x = x < 0 ? -side : side;
    y = y < 0 ? -side : side;
  }
  return boxFromCorners(centred ? { x: from.x - x, y: from.y - y } : from, { x: from.x + x, y: from.y + y });
}

/** A new frame takes in what it was drawn around. */
function adopt(editor: Editor, gesture: Gesture, frame: NodeId): void {
  const { document, scene } = editor;
  const parent = document.parent(frame);
  if (parent === undefined || !document.isAlive(frame)) return;
  const around = transformBox(scene.pageMatrix(frame), scene.localBox(frame));
  const inside = document
    .children(parent)
    .filter((id) => id !== frame && !isLocked(document, id) && contains(around, scene.pageBox(id)));
  editor.editGesture(gesture, (tx) => {
    for (const id of inside) tx.move(id, frame);
  });
}
