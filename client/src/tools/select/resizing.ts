/**
 * Resizing by one of the eight handles. Works in the axes of the selection's box, so that a turned node is resized along its
 * own sides; what lies in groups is scaled with them, what lies in frames stays.
 */
import {
  type Gesture,
  invert,
  type Matrix,
  multiply,
  type NodeId,
  rotation,
  subtract,
  add,
  transformPoint,
  translation,
  type Transaction,
  type Vector,
} from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { handlePoint } from '../../editor/handles.ts';
import { placeIn } from '../../editor/node-place.ts';
import { pageMap, type Resized, type ResizeHandle, resized, type Scaling, scalingTo } from '../../editor/resize.ts';
import type { SelectionBox } from '../../editor/scene.ts';
import { commonParent, isLocked } from '../../editor/selection.ts';
import { hasProperty } from '../../editor/selection-values.ts';
import { fitTextBox } from '../../editor/text-box.ts';
import { pointerSnap, wholePixel } from '../pointer-snap.ts';

/** A node as it stood at the start; `children` only where they are scaled with it. */
interface Subject {
  readonly id: NodeId;
  readonly type: string;
  readonly matrix: Matrix;
  /** Degrees on the page. */
  readonly turn: number;
  readonly width: number;
  readonly height: number;
  readonly children: readonly Subject[];
  /** What this hand has changed: the rest is left to whoever else changes it meanwhile. */
  readonly changed: Set<'position' | 'width' | 'height'>;
}

/** Nothing gets smaller than this, in px. */
const MIN_SIZE = 1;

/** @param origin page point where the drag began */
export function resizing(editor: Editor, handle: ResizeHandle, origin: Vector): ToolState {
  const { document, state, scene } = editor;
  const ids = state.selection.filter((id) => !isLocked(document, id));
  const box = scene.selectionBox(ids);
  const gesture = editor.beginGesture('Resize');
  const subjects = ids.map((id) => subjectOf(editor, id));
  const snap = pointerSnap(editor, commonParent(document, ids) ?? state.page, ids);
  const update = (): undefined => {
    if (box === null) return undefined;
    const grabbed = handlePoint(box, handle);
    const wanted = add(grabbed, subtract(editor.pointer.page, origin));
    const upright = Math.abs(box.matrix.b) < 1e-9 && box.matrix.a > 0;
    const axes = { x: handle.x !== 0, y: handle.y !== 0 };
    const target = !upright || editor.pointer.shift ? wholeLengths(box, wanted) : snap(wanted, axes);
    const options = { keepRatio: editor.pointer.shift, fromCentre: editor.pointer.alt };
    apply(editor, gesture, { subjects, box, scaling: atLeast(scalingTo(box, handle, target, options), box) });
    return undefined;
  };
  update();
  return {
    name: 'select.resizing',
    cursor: state.cursor,
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

/** A point near another that is whole pixels from the box's corner, along the box's own sides. */
const wholeLengths = ({ matrix }: SelectionBox, point: Vector): Vector =>
  transformPoint(matrix, wholePixel(transformPoint(invert(matrix), point)));

function subjectOf(editor: Editor, id: NodeId): Subject {
  const { document, scene } = editor;
  const type = document.get(id, 'type');
  const matrix = scene.pageMatrix(id);
  return {
    id,
    type,
    matrix,
    turn: (Math.atan2(matrix.b, matrix.a) * 180) / Math.PI,
    width: document.get(id, 'width'),
    height: document.get(id, 'height'),
    children: type === 'group' ? document.children(id).map((child) => subjectOf(editor, child)) : [],
    changed: new Set(),
  };
}

interface Resizing {
  readonly subjects: readonly Subject[];
  readonly box: SelectionBox;
  readonly scaling: Scaling;
}

function apply(editor: Editor, gesture: Gesture, { subjects, box, scaling }: Resizing): void {
  const { document, scene } = editor;
  const writing: Writing = { map: pageMap(box, scaling), box: box.matrix, wraps: scaling.y === 1 };
  editor.editGesture(gesture, (tx) => {
    for (const subject of subjects) {
      const parent = document.parent(subject.id);
      if (parent !== undefined && document.isAlive(subject.id))
        write(tx, editor, subject, { ...writing, space: scene.pageMatrix(parent) });
    }
  });
}

interface Writing {
  readonly map: Matrix;
  readonly box: Matrix;
  /** Only widths change, so that texts may wrap anew and grow downwards. */
  readonly wraps: boolean;
}

function write(tx: Transaction, editor: Editor, subject: Subject, writing: Writing & { readonly space: Matrix }): void {
  const { id, type } = subject;
  if (type === 'group') {
    writeGroup(tx, editor, subject, writing);
    return;
  }
  const next = resized({ ...subject, directed: type === 'line' }, writing.map, writing.box);
  const place = placeIn(writing.space, next.matrix);
  const changed = noteChanges(subject, next);
  if (changed.has('position')) tx.setPosition(id, place.position);
  // A rotation that only differs by arithmetic is left as it is.
  if (Math.abs(place.rotation - editor.document.get(id, 'rotation')) > 1e-4) tx.set(id, 'rotation', place.rotation);
  // A kind that only newer versions know may have no size (D13).
  if (!hasProperty(editor.document, id, 'width')) return;
  if (changed.has('width')) tx.set(id, 'width', next.width);
  if (changed.has('height') && type !== 'line') tx.set(id, 'height', next.height);
  if (type === 'text') writeSizing(tx, editor, id, writing.wraps);
}

function noteChanges({ matrix, width, height, changed }: Subject, next: Resized): Subject['changed'] {
  const differs = (a: number, b: number): boolean => Math.abs(a - b) > 1e-6;
  if (differs(matrix.e, next.matrix.e) || differs(matrix.f, next.matrix.f)) changed.add('position');
  if (differs(width, next.width)) changed.add('width');
  if (differs(height, next.height)) changed.add('height');
  return changed;
}

function writeGroup(
  tx: Transaction,
  editor: Editor,
  subject: Subject,
  writing: Writing & { readonly space: Matrix },
): void {
  const corner = transformPoint(writing.map, { x: subject.matrix.e, y: subject.matrix.f });
  const matrix = multiply(translation(corner.x, corner.y), rotation(subject.turn));
  tx.setPosition(subject.id, placeIn(writing.space, matrix).position);
  for (const child of subject.children)
    if (editor.document.isAlive(child.id)) write(tx, editor, child, { ...writing, space: matrix });
}

function writeSizing(tx: Transaction, editor: Editor, id: NodeId, wraps: boolean): void {
  const { document } = editor;
  if (!wraps) tx.set(id, 'textSizing', 'fixed');
  else if (document.get(id, 'textSizing') === 'width') tx.set(id, 'textSizing', 'height');
  fitTextBox(tx, id, editor);
}

/** Keeps a box from vanishing, and with it the way back. */
function atLeast(scaling: Scaling, { width, height }: SelectionBox): Scaling {
  const least = (factor: number, length: number): number =>
    length === 0 || Math.abs(factor * length) >= MIN_SIZE ? factor : (factor < 0 ? -MIN_SIZE : MIN_SIZE) / length;
  return { ...scaling, x: least(scaling.x, width), y: least(scaling.y, height) };
}
