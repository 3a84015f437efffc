import {
  type ActorId,
  type Change,
  type ConflictRecord,
  decodeChanges,
  encodeChanges,
  type Outbox,
  type OutboxContents,
  type RejectCode,
  type RejectedChange,
  type Time,
} from '@joinery/shared';
import { type Database, type PendingRecord, recordsOf, recordsUpTo } from './database.ts';

type Forgets = 'when acknowledged' | 'when told';

/**
 * One actor's outbox in one file (S2). Appends of one turn share a transaction; calls run in the order they were made, since
 * IndexedDB runs overlapping read-write transactions of a store in order of creation.
 */
export class IndexedDbOutbox implements Outbox {
  readonly #database: Database;
  readonly #file: string;
  readonly #actor: ActorId;
  readonly #forgets: Forgets;
  #acknowledged: Time = 0;
  #batch: PendingRecord[] = [];
  /** Times of kept changes that a later one in the batch has made superfluous. */
  #superfluous: Time[] = [];
  #batchKept: Promise<void> | undefined;

  /**
   * @param forgets `when told` keeps acknowledged changes until {@link forget}: should the tab close before a snapshot holds them, the
   * next one shows them even without a network, and sends them once more, which the relay recognises (S3)
   */
  constructor(
    database: Database,
    { file, actor, forgets }: { readonly file: string; readonly actor: ActorId; readonly forgets: Forgets },
  ) {
    this.#database = database;
    this.#file = file;
    this.#actor = actor;
    this.#forgets = forgets;
  }

  append(change: Change, instead?: Time): Promise<void> {
    if (instead !== undefined) this.#forget(instead);
    this.#batch.push(this.#record(change));
    this.#batchKept ??= Promise.resolve().then(() => this.#writeBatch());
    return this.#batchKept;
  }

  async acknowledge(upTo: Time): Promise<void> {
    this.#acknowledged = upTo;
    if (this.#forgets === 'when acknowledged') await this.forget(upTo);
  }

  /** The greatest time acknowledged so far. */
  get acknowledged(): Time {
    return this.#acknowledged;
  }

  /** Deletes what is acknowledged and kept elsewhere. */
  async forget(upTo: Time): Promise<void> {
    await this.#batchKept;
    await this.#database.delete('pending', recordsUpTo(this.#file, this.#actor, upTo));
  }

  async reject({ change, code, message }: RejectedChange): Promise<void> {
    await this.#batchKept;
    const transaction = this.#database.transaction(['pending', 'rejected'], 'readwrite');
    await Promise.all([
      transaction.objectStore('pending').delete([this.#file, this.#actor, change.time]),
      transaction.objectStore('rejected').put({ ...this.#record(change), code, message }),
      transaction.done,
    ]);
  }

  async reissue(
    before: readonly Time[],
    changes: readonly Change[],
    rejected: readonly RejectedChange[],
  ): Promise<void> {
    await this.#batchKept;
    const transaction = this.#database.transaction(['pending', 'rejected'], 'readwrite');
    const [pendingStore, rejectedStore] = [transaction.objectStore('pending'), transaction.objectStore('rejected')];
    await Promise.all([
      ...before.map((time) => pendingStore.delete([this.#file, this.#actor, time])),
      ...changes.map((change) => pendingStore.put(this.#record(change))),
      ...rejected.map(({ change, code, message }) => rejectedStore.put({ ...this.#record(change), code, message })),
      transaction.done,
    ]);
  }

  async dismiss(time: Time): Promise<void> {
    await this.#database.delete('rejected', [this.#file, this.#actor, time]);
  }

  async keepConflicts(conflicts: readonly ConflictRecord[]): Promise<void> {
    const [file, actor] = [this.#file, this.#actor];
    if (conflicts.length === 0) await this.#database.delete('conflicts', [file, actor]);
    else await this.#database.put('conflicts', { file, actor, conflicts });
  }

  #forget(time: Time): void {
    const before = this.#batch.length;
    this.#batch = this.#batch.filter((record) => record.time !== time);
    if (this.#batch.length === before) this.#superfluous.push(time);
  }

  async #writeBatch(): Promise<void> {
    const [batch, superfluous] = [this.#batch, this.#superfluous];
    this.#batch = [];
    this.#superfluous = [];
    this.#batchKept = undefined;
    const transaction = this.#database.transaction('pending', 'readwrite', { durability: 'relaxed' });
    await Promise.all([
      ...superfluous.map((time) => transaction.store.delete([this.#file, this.#actor, time])),
      ...batch.map((record) => transaction.store.put(record)),
      transaction.done,
    ]);
  }

  #record(change: Change): PendingRecord {
    return { file: this.#file, actor: this.#actor, time: change.time, bytes: encodeChanges([change]) };
  }
}

/** What an actor's outbox holds. A record that cannot be read is left where it is, and skipped. */
export async function loadOutbox(database: Database, file: string, actor: ActorId): Promise<OutboxContents> {
  const [pending, rejected, conflicts] = await Promise.all([
    database.getAll('pending', recordsOf(file, actor)),
    database.getAll('rejected', recordsOf(file, actor)),
    database.get('conflicts', [file, actor]),
  ]);
  return {
    pending: pending.flatMap(({ bytes }) => decodedChanges(bytes)),
    rejected: rejected.flatMap(({ bytes, code, message }) =>
      decodedChanges(bytes).map((change) => ({ change, code: code as RejectCode, message })),
    ),
    conflicts: conflicts?.conflicts ?? [],
  };
}

/** The conflicts that closed tabs have left are this tab's to show, and to keep. */
export async function takeOverConflicts(
  database: Database,
  file: string,
  { own, orphans }: { readonly own: ActorId; readonly orphans: readonly ActorId[] },
): Promise<void> {
  const { store, done } = database.transaction('conflicts', 'readwrite');
  const records = await Promise.all([own, ...orphans].map((actor) => store.get([file, actor])));
  const conflicts = records.flatMap((record) => record?.conflicts ?? []);
  if (conflicts.length > 0) await store.put({ file, actor: own, conflicts });
  await Promise.all(orphans.map((actor) => store.delete([file, actor])));
  await done;
}

/** Actors with anything kept for a file, dead tabs' and living ones'. */
export async function actorsWithChanges(database: Database, file: string): Promise<ActorId[]> {
  const keys = [
    ...(await database.getAllKeys('pending', recordsOf(file))),
    ...(await database.getAllKeys('rejected', recordsOf(file))),
    ...(await database.getAllKeys('conflicts', recordsOf(file))),
  ];
  return [...new Set(keys.map(([, actor]) => actor))];
}

function decodedChanges(bytes: Uint8Array): readonly Change[] {
  const decoded = decodeChanges(bytes);
  return decoded.ok ? decoded.value : [];
}
