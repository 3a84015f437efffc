/** Deleting is moving to the trash; taking back what was deleted is moving it out again (D7). */
import { compareStamps, type NodeId, ROOT, type Stamp, TRASH } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { trashEmptyGroups } from './empty-groups.ts';

export function deleteNodes(editor: Editor, ids: readonly NodeId[], label = 'Delete'): void {
  const { document } = editor;
  editor.edit(label, (tx) => {
    const parents = ids.map((id) => document.parent(id) as NodeId);
    for (const id of ids) tx.trash(id);
    trashEmptyGroups(tx, document, parents);
  });
}

/** What somebody put into the trash in one change. */
export interface Deletion {
  readonly stamp: Stamp;
  readonly ids: readonly NodeId[];
}

/** What lies in the trash, as it was put there, the latest first. */
export function deletions({ document }: Pick<Editor, 'document'>): readonly Deletion[] {
  const found = new Map<string, { readonly stamp: Stamp; readonly ids: NodeId[] }>();
  for (const id of document.children(TRASH)) {
    const stamp = document.stamp(id, 'placement');
    if (stamp === undefined || document.get(id, 'placement').from === TRASH) continue;
    const key = `${stamp.time} ${stamp.actor}`;
    const deletion = found.get(key) ?? { stamp, ids: [] };
    deletion.ids.push(id);
    found.set(key, deletion);
  }
  return [...found.values()].sort((a, b) => compareStamps(b.stamp, a.stamp));
}

/** What another person deleted last, in one change. Own deletions are undone instead. */
export const lastDeletedByOthers = (editor: Editor): readonly NodeId[] =>
  deletions(editor).find(({ stamp }) => stamp.actor !== editor.document.actor)?.ids ?? [];

/** Takes nodes out of the trash and shows them. */
export function restoreDeleted(editor: Editor, ids: readonly NodeId[]): void {
  const { document } = editor;
  const trashed = ids.filter((id) => document.parent(id) === TRASH);
  if (trashed.length === 0) return;
  editor.edit('Restore deleted', (tx) => {
    for (const id of trashed) tx.restore(id);
  });
  const page = document.pageOf(trashed[0] as NodeId);
  if (page !== undefined) editor.setPage(page);
  editor.select(trashed.filter((id) => document.parent(id) !== ROOT));
}
