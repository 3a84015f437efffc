import type { Conflict, SyncClient } from '@joinery/shared';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What was written here without the relay and met others' writes (S8), oldest first. Another array whenever anything about it changes. */
export type ConflictList = StoreApi<{ readonly conflicts: readonly Conflict[] }>;

export function createConflictList(sync: SyncClient): ConflictList {
  const list: ConflictList = createStore(() => ({ conflicts: sync.conflicts }));
  sync.subscribe(() => {
    if (sync.conflicts !== list.getState().conflicts) list.setState({ conflicts: sync.conflicts });
  });
  return list;
}

/** Whether it waits for somebody to look at it: not settled by a choice. */
export const isUnchosen = ({ resolution }: Conflict): boolean =>
  resolution === 'open' || resolution === 'by-stamp' || resolution === 'merged';
