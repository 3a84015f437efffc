/** Pages: added, named, reordered, deleted (never the last one). */
import { type NodeId, ROOT } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { nextPageName } from './node-names.ts';
import { createTree, movedTo, treeOf } from './node-tree.ts';

export function addPage(editor: Editor, name?: string): NodeId {
  let page: NodeId = ROOT;
  editor.edit('Add page', (tx) => {
    page = tx.create('page', ROOT, { name: name ?? nextPageName(editor.document, editor.document.children(ROOT)) });
  });
  editor.setPage(page);
  return page;
}

export const canDeletePage = ({ document }: Editor): boolean => document.children(ROOT).length > 1;

export function deletePage(editor: Editor, page: NodeId): void {
  const pages = editor.document.children(ROOT);
  const index = pages.indexOf(page);
  const next = pages[index + 1] ?? pages[index - 1];
  if (index < 0 || next === undefined) return;
  const here = editor.state.page === page;
  editor.edit('Delete page', (tx) => tx.trash(page));
  // After the edit, so that undoing it comes back to the page.
  if (here) editor.setPage(next);
}

export function duplicatePage(editor: Editor, page: NodeId): void {
  const { document } = editor;
  const pages = document.children(ROOT);
  const before = pages[pages.indexOf(page) + 1] ?? null;
  let copy: NodeId | undefined;
  editor.edit('Duplicate page', (tx) => {
    copy = createTree(
      tx,
      movedTo(treeOf(document, page), { name: `${document.get(page, 'name')} copy` }),
      ROOT,
      before,
    );
  });
  if (copy !== undefined) editor.setPage(copy);
}

export function movePage(editor: Editor, page: NodeId, before: NodeId | null): void {
  if (page === before || editor.document.parent(page) !== ROOT) return;
  editor.edit('Move page', (tx) => tx.move(page, ROOT, before));
}

/** The page `by` places further on, if there is one. */
export function pageBeside({ document, state }: Editor, by: 1 | -1): NodeId | undefined {
  const pages = document.children(ROOT);
  return pages[pages.indexOf(state.page) + by];
}
