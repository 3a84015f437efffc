/** Selecting by key: everything, the rest, parents, children, the next sibling. */
import type { NodeId } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { commonParent, inPaintOrder, isHidden, isLocked } from './selection.ts';

/** Siblings of what is selected, or what lies in the entered scope, or on the page: what “all” means. */
function field({ document, state }: Editor): readonly NodeId[] {
  const parent = commonParent(document, state.selection) ?? state.scope ?? state.page;
  return document.children(parent).filter((id) => !isLocked(document, id) && !isHidden(document, id));
}

export const selectAll = (editor: Editor): void => editor.select(field(editor));

export function selectInverse(editor: Editor): void {
  const chosen = new Set(editor.state.selection);
  editor.select(field(editor).filter((id) => !chosen.has(id)));
}

export function selectParents(editor: Editor): void {
  const { document, state } = editor;
  const parents = state.selection
    .map((id) => document.parent(id))
    .filter((id) => id !== undefined && id !== state.page);
  if (parents.length > 0) editor.select(parents as NodeId[]);
}

/** Enter: into containers; a single text is edited. */
export function selectChildren(editor: Editor): void {
  const { document, state } = editor;
  const [only] = state.selection;
  if (state.selection.length === 1 && only !== undefined && document.get(only, 'type') === 'text') {
    editor.text.begin(only);
    return;
  }
  const containers = state.selection.filter((id) => document.children(id).length > 0);
  const children = containers.flatMap((id) => document.children(id));
  if (children.length === 0) return;
  editor.select(children);
  editor.session.setState({ scope: containers.length === 1 ? (containers[0] ?? null) : null });
}

/** The sibling in front of (1) or behind (−1) the selection, around the ends. */
export function selectBeside(editor: Editor, by: 1 | -1): void {
  const siblings = field(editor);
  const ordered = inPaintOrder(editor.document, editor.state.selection);
  const from = by === 1 ? ordered.at(-1) : ordered[0];
  const index = from === undefined ? (by === 1 ? -1 : 0) : siblings.indexOf(from);
  const next = siblings[(index + by + siblings.length) % siblings.length];
  if (next !== undefined) editor.select([next]);
}
