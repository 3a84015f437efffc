/**
 * The changes of one room on their way to the store. What was merged gathers here; a commit takes all of it as one record;
 * only then is it told to anybody (R1).
 */
import { type Change, encodeChanges, type Profile } from '@joinery/shared';
import type { Author, JournalRecord } from '../store/store.ts';
import type { Committer, JournalSource } from './committer.ts';

export interface RoomJournalOptions {
  readonly file: string;
  /** Position of the last record of the file. */
  readonly position: number;
  /** What was journalled since the file's last snapshot. */
  readonly tail: Tail;
  readonly committer: Committer;
  readonly now: () => number;
  readonly editedEveryMs: number;
  /** Told after each commit, in order, after those that waited for it. */
  readonly onCommitted: (committed: Committed) => void;
  /** The store refused: what was gathered is lost to this room, which must end. Told once. */
  readonly onFailed: (error: unknown) => void;
}

/** How much there is past a snapshot. */
export interface Tail {
  readonly changes: number;
  readonly bytes: number;
}

/** What a commit has made durable. */
export interface Committed {
  readonly changes: readonly Change[];
  /** When the first of them was taken in, in Unix ms. */
  readonly since: number;
}

interface Waiting {
  readonly run: () => void;
  readonly failed: (error: unknown) => void;
}

interface Batch {
  readonly changes: Change[];
  readonly waiting: Waiting[];
  /** The name of whoever made the latest; undefined while it is only the relay. */
  editor: string | undefined;
  /** By actor: those who have to be written down. */
  readonly authors: Map<string, Author>;
  since: number;
  /** About what they are by themselves. */
  bytes: number;
}

const newBatch = (): Batch => ({
  changes: [],
  waiting: [],
  editor: undefined,
  authors: new Map(),
  since: 0,
  bytes: 0,
});

export class RoomJournal implements JournalSource {
  readonly #options: RoomJournalOptions;
  #gathering = newBatch();
  #committing: Batch | undefined;
  #committingBytes = 0;
  #position: number;
  #tail: Tail;
  #editedAt = Number.NEGATIVE_INFINITY;
  /** By actor, as the store has it or is about to. */
  readonly #authors = new Map<string, Profile>();

  constructor(options: RoomJournalOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#tail = options.tail;
  }

  /** The last committed record's. */
  get position(): number {
    return this.#position;
  }

  get tail(): Tail {
    return this.#tail;
  }

  /** Bytes of changes that are merged and not committed. */
  get pendingBytes(): number {
    return this.#gathering.bytes + (this.#committing?.bytes ?? 0);
  }

  get gathering(): boolean {
    return this.#gathering.changes.length > 0;
  }

  get committing(): boolean {
    return this.#committing !== undefined;
  }

  /** @param bytes about its length by itself; @param editor whoever made it, undefined for the relay */
  add(change: Change, bytes: number, editor: Profile | undefined): void {
    if (!this.gathering) this.#gathering.since = this.#options.now();
    this.#gathering.changes.push(change);
    this.#gathering.bytes += bytes;
    if (editor === undefined) return;
    this.#gathering.editor = editor.name;
    if (this.#authors.get(change.actor) !== editor) this.#note(change.actor, editor);
  }

  /** Asks for what was gathered to be committed. */
  flush(): void {
    if (this.gathering) this.#options.committer.request(this);
  }

  /** Calls back once everything that is merged by now is committed: at once when it is already. */
  whenCommitted(run: () => void, failed: (error: unknown) => void = () => {}): void {
    const batch = this.gathering ? this.#gathering : this.#committing;
    if (batch === undefined) run();
    else batch.waiting.push({ run, failed });
  }

  /** A snapshot that contains everything up to `position` was saved. */
  snapshotSaved(contained: Tail): void {
    this.#tail = { changes: this.#tail.changes - contained.changes, bytes: this.#tail.bytes - contained.bytes };
  }

  take(): JournalRecord | undefined {
    if (!this.gathering) return undefined;
    const batch = this.#gathering;
    const { file, now, editedEveryMs } = this.#options;
    const bytes = encodeChanges(batch.changes);
    this.#committing = batch;
    this.#committingBytes = bytes.length;
    this.#gathering = newBatch();
    const authors = [...batch.authors.values()];
    const record = { file, position: this.#position + 1, bytes, ...(authors.length > 0 && { authors }) };
    if (batch.editor === undefined || now() - this.#editedAt < editedEveryMs) return record;
    this.#editedAt = now();
    return { ...record, edited: { at: this.#editedAt, by: batch.editor } };
  }

  committed(): void {
    const batch = this.#committing ?? newBatch();
    this.#committing = undefined;
    this.#position += 1;
    this.#tail = {
      changes: this.#tail.changes + batch.changes.length,
      bytes: this.#tail.bytes + this.#committingBytes,
    };
    for (const { run } of batch.waiting) run();
    this.#options.onCommitted(batch);
  }

  failed(error: unknown): void {
    const waiting = [...(this.#committing?.waiting ?? []), ...this.#gathering.waiting];
    this.#committing = undefined;
    this.#gathering = newBatch();
    for (const { failed } of waiting) failed(error);
    this.#options.onFailed(error);
  }

  #note(actor: string, editor: Profile): void {
    const { person, name, color } = editor;
    const known = this.#authors.get(actor);
    this.#authors.set(actor, editor);
    if (known?.person === person && known.name === name && known.color === color) return;
    this.#gathering.authors.set(actor, { actor, person, name, color });
  }
}
