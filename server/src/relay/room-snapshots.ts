/** Snapshots of one room's document, so that a file is opened without reading all that was ever done to it (R5). */
import { type Document, encodeSnapshot } from '@joinery/shared';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';
import type { RoomJournal } from './room-journal.ts';

export interface RoomSnapshotsOptions {
  readonly file: string;
  readonly document: Document;
  readonly journal: RoomJournal;
  readonly store: Pick<Store, 'saveSnapshot'>;
  readonly config: Pick<Config, 'snapshotAfterChanges' | 'snapshotAfterBytes'>;
  readonly timers: Pick<RelayTimers, 'now'>;
  readonly log: Log;
  /** Of the snapshot that the document was read from. */
  readonly bytes: number;
}

/** After one could not be saved, in ms: a disk that is nearly full takes edits longer than it takes snapshots. */
const RETRY_MS = 10_000;

export class RoomSnapshots {
  readonly #options: RoomSnapshotsOptions;
  #saving: Promise<void> | undefined;
  #bytes: number;
  #notBefore = 0;

  constructor(options: RoomSnapshotsOptions) {
    this.#options = options;
    this.#bytes = options.bytes;
  }

  /** Length of the last one. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Saves one when what was journalled since the last is past a limit. */
  saveIfDue(): void {
    const { journal, config, timers } = this.#options;
    const { changes, bytes } = journal.tail;
    if (timers.now() < this.#notBefore) return;
    if (changes >= config.snapshotAfterChanges || bytes >= config.snapshotAfterBytes) void this.save();
  }

  /** Saves one, if there is anything new; one at a time. Never rejects: the journal has it all, and the next time is soon. */
  save(): Promise<void> {
    if (this.#options.journal.tail.changes === 0) return this.idle();
    this.#saving ??= this.#save().finally(() => (this.#saving = undefined));
    return this.#saving;
  }

  /** Resolves when none is being saved. */
  async idle(): Promise<void> {
    await this.#saving;
  }

  /** Saved once all that it contains is committed; its position is that of the records that it surely contains. */
  async #save(): Promise<void> {
    const { file, document, journal, store, timers, log } = this.#options;
    const { position, tail } = journal;
    const bytes = encodeSnapshot(document);
    try {
      await new Promise<void>((resolve, reject) => journal.whenCommitted(resolve, reject));
      await store.saveSnapshot(file, { position, bytes });
      journal.snapshotSaved(tail);
      this.#bytes = bytes.length;
    } catch (error) {
      this.#notBefore = timers.now() + RETRY_MS;
      log.error({ err: error, file }, 'a snapshot was not saved');
    }
  }
}
