import type { Conflict, NodeId } from '@joinery/shared';
import { useStore } from 'zustand';
import { useWorkspace } from '../workspace.ts';

/** Oldest first; renders again whenever anything about one of them changes. */
export const useConflicts = (): readonly Conflict[] =>
  useStore(useWorkspace().collaboration.conflicts, ({ conflicts }) => conflicts);

export interface ConflictGroup {
  readonly node: NodeId;
  readonly conflicts: readonly Conflict[];
}

/** Shape by shape, in the order in which the first of each was found. */
export function byNode(conflicts: readonly Conflict[]): readonly ConflictGroup[] {
  const groups = new Map<NodeId, Conflict[]>();
  for (const conflict of conflicts) groups.set(conflict.node, [...(groups.get(conflict.node) ?? []), conflict]);
  return [...groups].map(([node, ofNode]) => ({ node, conflicts: ofNode }));
}
