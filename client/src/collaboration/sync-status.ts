/** What the person is told of their edits (S7): the truth, in one of a few kinds. */
import {
  type ConnectionState,
  PROPERTIES,
  isPropertyName,
  type RejectedChange,
  type SyncClient,
} from '@joinery/shared';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Times in Unix milliseconds. */
export type SyncStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly pending: number }
  | { readonly kind: 'offline'; readonly since: number; readonly pending: number; readonly retryAt: number | null }
  /** `code`: the relay's own, such as `forbidden`. */
  | { readonly kind: 'closed'; readonly code: string; readonly reason: string; readonly pending: number };

export interface Rejected {
  readonly id: string;
  readonly reason: string;
  /** What the change was about, in a few words. */
  readonly summary: string;
}

export type StatusStore = StoreApi<{ readonly status: SyncStatus; readonly rejected: readonly Rejected[] }>;

export function createStatusStore(sync: SyncClient): StatusStore {
  const read = (): { status: SyncStatus; rejected: readonly Rejected[] } => ({
    status: statusOf(sync.state, sync.pendingCount),
    rejected: sync.rejected.map(rejectedOf),
  });
  const store: StatusStore = createStore(read);
  sync.subscribe(() => store.setState(read()));
  return store;
}

export function statusOf(state: ConnectionState, pending: number): SyncStatus {
  switch (state.kind) {
    case 'live':
      return pending === 0 ? { kind: 'saved' } : { kind: 'saving', pending };
    case 'offline':
      return { kind: 'offline', since: state.since, pending, retryAt: state.retryAt };
    case 'connecting':
    case 'syncing':
      // The first attempt of all is not an outage.
      return state.attempt === 0
        ? { kind: 'connecting' }
        : { kind: 'offline', since: state.since, pending, retryAt: null };
    case 'closed':
      return { kind: 'closed', code: state.reason.code, reason: state.reason.message, pending };
    default:
      return state satisfies never;
  }
}

function rejectedOf({ change, message }: RejectedChange): Rejected {
  const names = new Set(
    change.assignments.map(([, property]) => (isPropertyName(property) ? PROPERTIES[property].label : property)),
  );
  return { id: String(change.time), reason: message, summary: [...names].slice(0, 3).join(', ') };
}
