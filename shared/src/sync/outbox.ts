import type { Time } from '../clock/stamp.ts';
import type { RejectCode } from '../codec/message.ts';
import type { Change } from '../document/change.ts';
import type { ConflictRecord } from './conflict.ts';

/** A change that the relay refused for good, kept so that nothing is dropped in silence (S5). */
export interface RejectedChange {
  readonly change: Change;
  readonly code: RejectCode;
  /** The relay's words. */
  readonly message: string;
}

/**
 * Where a replica keeps its unacknowledged changes durably (S2): IndexedDB in the browser, a file for headless clients.
 * One outbox belongs to one actor in one file. Calls may overlap; an implementation runs them in order. A change is sent without
 * waiting for `append`, so a failing disk costs durability, not collaboration; the caller reports the failure.
 */
export interface Outbox {
  /** @param instead time of an earlier change that was never sent and that this one makes superfluous: it is forgotten */
  append(change: Change, instead?: Time): Promise<void>;
  /** Forgets everything up to this time: it is journalled. */
  acknowledge(upTo: Time): Promise<void>;
  /** Moves a change from the unacknowledged to the rejected. */
  reject(rejected: RejectedChange): Promise<void>;
  /** In one step: forgets the unacknowledged changes of these times, and keeps others instead of them, and what was rejected of them. */
  reissue(before: readonly Time[], changes: readonly Change[], rejected: readonly RejectedChange[]): Promise<void>;
  /** Forgets a rejected change: the person has seen it. */
  dismiss(time: Time): Promise<void>;
  /** Keeps these conflicts (S8) instead of those before. Where there is nobody to choose, nothing needs to be kept. */
  keepConflicts?(conflicts: readonly ConflictRecord[]): Promise<void>;
}

/** What an outbox held when the replica started. */
export interface OutboxContents {
  /** Unacknowledged changes in order of time. */
  readonly pending: readonly Change[];
  readonly rejected: readonly RejectedChange[];
  readonly conflicts?: readonly ConflictRecord[];
}

/** Keeps nothing: for replicas that may lose what was not acknowledged. */
export const FORGETFUL_OUTBOX: Outbox = {
  append: async () => {},
  acknowledge: async () => {},
  reject: async () => {},
  reissue: async () => {},
  dismiss: async () => {},
};
