/** What a press means: which node, as a unit or deep, is under the pointer. */
import { containsPoint, invert, type NodeId, transformPoint } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import { titleAt } from '../../editor/frame-titles.ts';
import { raise } from '../../editor/hit-test.ts';
import { commonParent } from '../../editor/selection.ts';

/** How far beside an outline still counts, in CSS px. */
const SLACK = { mouse: 4, pen: 4, touch: 10 } as const;

/** The node that a click at the pointer selects. Cmd or Ctrl reaches through groups. */
export function pick(editor: Editor): NodeId | null {
  const title = titleAt(editor, editor.pointer.screen);
  if (title !== undefined) return title;
  const leaf = pickLeaf(editor);
  if (leaf === null || editor.pointer.mod) return leaf;
  const { document, state } = editor;
  const selected = state.selection.find((id) => document.isWithin(leaf, id));
  return selected ?? raise(document, leaf, { page: state.page, scope: scopeOf(editor) });
}

function pickLeaf(editor: Editor): NodeId | null {
  const { state, pointer } = editor;
  const slack = SLACK[pointer.type] / state.camera.zoom;
  return editor.scene.hitTest(pointer.page, { page: state.page, deep: true, scope: null, slack });
}

/** Where clicks select: the entered scope, or where the selection lies when that is deep inside something. */
function scopeOf({ document, state }: Editor): NodeId | null {
  if (state.scope !== null) return state.scope;
  const parent = commonParent(document, state.selection);
  return parent === undefined || parent === state.page ? null : parent;
}

/** A frame on the page with something in it: pressing its background begins a marquee, as on the page. */
export function isBackdrop({ document, state }: Editor, id: NodeId): boolean {
  return document.get(id, 'type') === 'frame' && document.parent(id) === state.page && document.children(id).length > 0;
}

/** Whether the pointer is in the box of a selection that can have gaps: several nodes, or a group. */
export function inSelectionBox({ document, scene, state, pointer }: Editor): boolean {
  const [only] = state.selection;
  const gaps = state.selection.length > 1 || (only !== undefined && document.get(only, 'type') === 'group');
  const box = gaps ? scene.selectionBox(state.selection) : null;
  if (box === null) return false;
  return containsPoint(
    { left: 0, top: 0, right: box.width, bottom: box.height },
    transformPoint(invert(box.matrix), pointer.page),
  );
}

/** A double click: goes one level into a container, or begins typing in a text. */
export function openUnderPointer(editor: Editor): void {
  const { document, session, state } = editor;
  const title = titleAt(editor, editor.pointer.screen);
  if (title !== undefined) {
    session.setState({ renaming: title });
    return;
  }
  const leaf = pickLeaf(editor);
  if (leaf === null) return;
  const selected = state.selection.find((id) => document.isWithin(leaf, id));
  if (selected !== undefined && selected !== leaf) {
    const inner = raise(document, leaf, { page: state.page, scope: selected });
    session.setState({ scope: selected });
    editor.select([inner]);
  } else if (document.get(leaf, 'type') === 'text') editor.text.begin(leaf);
  else editor.select([leaf]);
}
