/** Copies of nodes beside themselves. Duplicating a duplicate again repeats how far it was moved. */
import { add, type NodeId, subtract, type Transaction, type Vector } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { createTree, movedTo, treeOf } from './node-tree.ts';
import { inPaintOrder } from './selection.ts';

/** How far the first duplicate is from its original, in px. */
const OFFSET: Vector = { x: 10, y: 10 };

interface LastDuplicate {
  readonly originals: readonly NodeId[];
  readonly copies: readonly NodeId[];
}

const lastDuplicates = new WeakMap<Editor, LastDuplicate>();

/** Selects the copies. */
export function duplicate(editor: Editor, ids: readonly NodeId[]): void {
  const originals = inPaintOrder(editor.document, ids);
  const offset = repeatedOffset(editor, originals) ?? OFFSET;
  let copies: readonly NodeId[] = [];
  editor.edit('Duplicate', (tx) => {
    copies = cloneInPlace(tx, editor, originals, offset);
  });
  editor.select(copies);
  rememberDuplicate(editor, originals, copies);
}

/** Copies right in front of their originals. @returns them, in the same order */
export function cloneInPlace(
  tx: Transaction,
  { document }: Editor,
  ids: readonly NodeId[],
  offset: Vector = { x: 0, y: 0 },
): readonly NodeId[] {
  return ids.map((id) => {
    const parent = document.parent(id) as NodeId;
    const siblings = document.children(parent);
    const before = siblings[siblings.indexOf(id) + 1] ?? null;
    return createTree(
      tx,
      movedTo(treeOf(document, id), { position: add(document.position(id), offset) }),
      parent,
      before,
    );
  });
}

export function rememberDuplicate(editor: Editor, originals: readonly NodeId[], copies: readonly NodeId[]): void {
  lastDuplicates.set(editor, { originals, copies });
}

/** How far the last copies stand from their originals now, when it is they that are duplicated again. */
function repeatedOffset(editor: Editor, ids: readonly NodeId[]): Vector | undefined {
  const { document } = editor;
  const last = lastDuplicates.get(editor);
  const [original, copy] = [last?.originals[0], last?.copies[0]];
  if (last === undefined || original === undefined || copy === undefined) return undefined;
  const again = ids.length === last.copies.length && ids.every((id) => last.copies.includes(id));
  if (!again || !document.isAlive(original) || document.parent(original) !== document.parent(copy)) return undefined;
  return subtract(document.position(copy), document.position(original));
}
