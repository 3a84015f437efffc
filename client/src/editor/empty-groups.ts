/** A group is only what it holds: one that lost its last child goes too, in the same change. */
import type { DocumentReader, NodeId, Transaction } from '@joinery/shared';

/** @param parents where nodes were taken from in this transaction */
export function trashEmptyGroups(tx: Transaction, document: DocumentReader, parents: Iterable<NodeId>): void {
  for (const start of new Set(parents)) {
    let at: NodeId | undefined = start;
    while (
      at !== undefined &&
      document.isAlive(at) &&
      document.get(at, 'type') === 'group' &&
      document.children(at).length === 0
    ) {
      const parent: NodeId | undefined = document.parent(at);
      tx.trash(at);
      at = parent;
    }
  }
}
