/** Deleting is moving to the trash; taking back what somebody else deleted is moving it out again (D7). */
import { compareStamps, type NodeId, type Stamp, TRASH } from '@joinery/shared';
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

/** What another person deleted last, in one change. Own deletions are undone instead. */
export function lastDeletedByOthers({ document }: Editor): readonly NodeId[] {
  let latest: Stamp | undefined;
  let ids: NodeId[] = [];
  for (const id of document.children(TRASH)) {
    const stamp = document.stamp(id, 'placement');
    if (stamp === undefined || stamp.actor === document.actor || document.get(id, 'placement').from === TRASH) continue;
    const order = latest === undefined ? 1 : compareStamps(stamp, latest);
    if (order < 0) continue;
    if (order > 0) ids = [];
    latest = stamp;
    ids.push(id);
  }
  return ids;
}

export function restoreDeleted(editor: Editor): void {
  const ids = lastDeletedByOthers(editor);
  if (ids.length === 0) return;
  editor.edit('Restore deleted', (tx) => {
    for (const id of ids) tx.restore(id);
  });
  const page = editor.document.pageOf(ids[0] as NodeId);
  if (page !== undefined) editor.setPage(page);
  editor.select(ids);
}
