/**
 * Moving the selection. Every move is computed from where the nodes stood when the drag began, in page coordinates, and
 * written in those of whatever each node lies in by then: so a reparent by somebody else meanwhile is simply followed (D8).
 * Nodes fall into the frame under the pointer as they go; Alt drags copies and leaves the originals.
 */
import {
  add,
  type Box,
  type Gesture,
  type Matrix,
  multiply,
  type NodeId,
  subtract,
  translation,
  type Transaction,
  unionAll,
  type Vector,
} from '@joinery/shared';
import { containerAt, homeOf } from '../../editor/drop-target.ts';
import { cloneInPlace, rememberDuplicate } from '../../editor/duplicate.ts';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { trashEmptyGroups } from '../../editor/empty-groups.ts';
import { placeIn } from '../../editor/node-place.ts';
import { inPaintOrder, isLocked } from '../../editor/selection.ts';
import { NO_SNAP, SNAP_DISTANCE, type Snap, snap, type SnapStops, snapStops } from '../../editor/snapping.ts';

/** A dragged node as it stood at the start. */
interface Dragged {
  readonly id: NodeId;
  readonly matrix: Matrix;
  readonly parent: NodeId;
  readonly before: NodeId | null;
  /** The frame or page it lay in. */
  readonly home: NodeId;
  /** The frame or page that this hand put it into last. */
  container: NodeId;
}

interface Drag {
  readonly gesture: Gesture;
  readonly dragged: readonly Dragged[];
  readonly box: Box;
  readonly stops: Map<NodeId, SnapStops>;
}

/** @param origin page point where the drag began */
export function translating(editor: Editor, origin: Vector): ToolState {
  const originals = inPaintOrder(editor.document, editor.state.selection).filter(
    (id) => !isLocked(editor.document, id),
  );
  let copying = editor.pointer.alt;
  let drag = begin(editor, originals, copying);
  const update = (): undefined => {
    if (copying !== editor.pointer.alt) {
      copying = editor.pointer.alt;
      editor.cancelGesture(drag.gesture);
      drag = begin(editor, originals, copying);
    }
    move(editor, drag, origin);
    return undefined;
  };
  update();
  return {
    name: 'select.translating',
    cursor: 'default',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') {
        editor.cancelGesture(drag.gesture);
        editor.select(originals);
        return 'home';
      }
      if (event.type !== 'pointerup') return update();
      finish(editor, drag);
      if (copying)
        rememberDuplicate(
          editor,
          originals,
          drag.dragged.map(({ id }) => id),
        );
      return 'home';
    },
    leave: () => editor.session.setState({ snapLines: [], dropTarget: null }),
  };
}

function begin(editor: Editor, originals: readonly NodeId[], copying: boolean): Drag {
  const gesture = editor.beginGesture(copying ? 'Duplicate' : 'Move');
  let ids: readonly NodeId[] = originals.filter((id) => editor.document.isAlive(id));
  if (copying) {
    editor.editGesture(gesture, (tx) => {
      ids = cloneInPlace(tx, editor, ids);
    });
  }
  editor.select(ids);
  const box = unionAll(ids.map((id) => editor.scene.pageBox(id))) ?? { left: 0, top: 0, right: 0, bottom: 0 };
  return { gesture, dragged: ids.map((id) => snapshot(editor, id)), box, stops: new Map() };
}

function snapshot({ document, scene, state }: Editor, id: NodeId): Dragged {
  const parent = document.parent(id) ?? state.page;
  const siblings = document.children(parent);
  const home = homeOf(document, id) ?? state.page;
  return {
    id,
    matrix: scene.pageMatrix(id),
    parent,
    before: siblings[siblings.indexOf(id) + 1] ?? null,
    home,
    container: home,
  };
}

function move(editor: Editor, drag: Drag, origin: Vector): void {
  const { document, pointer, session } = editor;
  const dragged = drag.dragged.filter(({ id }) => document.isAlive(id));
  const target = containerAt(
    editor,
    pointer.page,
    dragged.map(({ id }) => id),
  );
  const free = constrained(subtract(pointer.page, origin), pointer.shift);
  const { by, snapped, lines } = snapOf(editor, drag, { target, delta: free });
  const delta = add(free, {
    x: snapped.x ? by.x : wholePixel(drag.box.left + free.x),
    y: snapped.y ? by.y : wholePixel(drag.box.top + free.y),
  });
  editor.editGesture(drag.gesture, (tx) => {
    for (const node of dragged) moveOne(tx, editor, node, { target, delta });
  });
  session.setState({
    snapLines: lines,
    dropTarget: dragged.some(({ home }) => home !== target) && target !== editor.state.page ? target : null,
  });
}

interface Move {
  readonly target: NodeId;
  /** On the page. */
  readonly delta: Vector;
}

function moveOne(tx: Transaction, { document, scene }: Editor, node: Dragged, { target, delta }: Move): void {
  const matrix = multiply(translation(delta.x, delta.y), node.matrix);
  const entering = target !== node.container;
  if (entering) {
    node.container = target;
    const back = target === node.home && document.isAlive(node.parent);
    const before = back && node.before !== null && document.parent(node.before) === node.parent ? node.before : null;
    tx.move(node.id, back ? node.parent : target, before);
  }
  const parent = document.parent(node.id);
  if (parent === undefined) return;
  const place = placeIn(scene.pageMatrix(parent), matrix);
  tx.setPosition(node.id, place.position);
  if (entering) tx.set(node.id, 'rotation', place.rotation);
}

function snapOf(editor: Editor, drag: Drag, { target, delta }: Move): Snap {
  if (editor.pointer.mod) return NO_SNAP;
  let stops = drag.stops.get(target);
  if (stops === undefined) {
    stops = snapStops(
      editor,
      target,
      drag.dragged.map(({ id }) => id),
    );
    drag.stops.set(target, stops);
  }
  return snap(stops, moved(drag.box, delta), SNAP_DISTANCE / editor.state.camera.zoom);
}

function finish(editor: Editor, { gesture, dragged }: Drag): void {
  const { document } = editor;
  editor.editGesture(gesture, (tx) => {
    trashEmptyGroups(
      tx,
      document,
      dragged.map(({ parent }) => parent),
    );
  });
  editor.endGesture(gesture);
}

/** Shift: only along the axis that was moved further. */
function constrained(delta: Vector, shift: boolean): Vector {
  if (!shift) return delta;
  return Math.abs(delta.x) >= Math.abs(delta.y) ? { x: delta.x, y: 0 } : { x: 0, y: delta.y };
}

/** What puts a coordinate on a whole pixel. */
const wholePixel = (at: number): number => Math.round(at) - at;

const moved = (box: Box, by: Vector): Box => ({
  left: box.left + by.x,
  top: box.top + by.y,
  right: box.right + by.x,
  bottom: box.bottom + by.y,
});
