/** All files that are open in this relay. Each is loaded once, however many ask at the same time. */
import { type Document, type GoodbyeCode, type Profile, randomActorId, type WriterId } from '@joinery/shared';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Meter } from '../meter.ts';
import type { Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';
import { Committer } from './committer.ts';
import { type LoadedDocument, loadDocument } from './load-document.ts';
import { Room } from './room.ts';
import type { CheckCounts } from './room-checks.ts';
import { StoreHealth } from './store-health.ts';

export interface RoomsOptions {
  readonly store: Store;
  readonly config: Config;
  readonly timers: RelayTimers;
  readonly log: Log;
  readonly meter?: Meter;
}

/** A file may be opened for editing; it is not there; it lies in the trash; the relay is being stopped. */
export type Entry =
  | { readonly kind: 'room'; readonly room: Room }
  | { readonly kind: 'missing' }
  | { readonly kind: 'trashed' }
  | { readonly kind: 'stopping' };

export class Rooms {
  readonly checks: CheckCounts = { compared: 0, repaired: 0, reread: 0, misread: 0 };
  readonly #options: RoomsOptions;
  readonly #committer: Committer;
  readonly #health: StoreHealth;
  readonly #writer: WriterId;
  readonly #opening = new Map<string, Promise<Room>>();
  readonly #open = new Map<string, Room>();
  #draining = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#committer = new Committer(options);
    this.#health = new StoreHealth(options);
    this.#writer = randomActorId(() => options.timers.random());
  }

  get size(): number {
    return this.#open.size;
  }

  /** The store takes nothing: edits are refused for now. */
  get storeFailing(): boolean {
    return this.#health.failing;
  }

  /** Changes of all rooms that are merged and not durable, in bytes. */
  get pendingBytes(): number {
    let bytes = 0;
    for (const room of this.#open.values()) bytes += room.pendingBytes;
    return bytes;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Distinct persons in a file now, those who are invisible left out. */
  peopleIn(file: string): readonly Profile[] {
    return this.#open.get(file)?.people ?? [];
  }

  /** The room of a file, for somebody who wants to edit. @throws when the store fails or the file cannot be read */
  async enter(file: string): Promise<Entry> {
    const record = await this.#options.store.file(file);
    if (record === undefined) return { kind: 'missing' };
    if (record.trashedAt !== null) return { kind: 'trashed' };
    if (this.#draining) return { kind: 'stopping' };
    return { kind: 'room', room: await this.#room(file) };
  }

  /**
   * Reads a file's document; what comes back is committed (R1).
   * @returns undefined when there is no such file
   * @throws when the store fails or the file cannot be read
   */
  async read<T>(file: string, read: (document: Document) => T): Promise<T | undefined> {
    if ((await this.#options.store.file(file)) === undefined) return undefined;
    const room = await this.#room(file);
    return await room.read(read);
  }

  /** Sends everybody out of a file. Resolves once all that was taken in is in the store. */
  async end(file: string, code: GoodbyeCode, message: string): Promise<void> {
    const room = await this.#opening.get(file)?.catch(() => undefined);
    await room?.end(code, message);
  }

  /** Ends everything, for the end of the process. Resolves once all that was taken in is in the store. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#health.stop();
    const files = [...this.#opening.keys()];
    await Promise.all(files.map((file) => this.end(file, 'restart', 'the relay is being restarted')));
    await this.#committer.idle();
  }

  #room(file: string): Promise<Room> {
    if (this.#draining) return Promise.reject(new Error('the relay is being stopped'));
    const known = this.#opening.get(file);
    if (known !== undefined) return known;
    const opening = this.#load(file);
    this.#opening.set(file, opening);
    opening.catch(() => this.#opening.delete(file));
    return opening;
  }

  async #load(file: string): Promise<Room> {
    const { store, config, timers, log, meter } = this.#options;
    const actor = randomActorId(() => timers.random());
    const load = (): Promise<LoadedDocument> =>
      loadDocument({ store, file, actor, now: () => timers.now(), log, checks: this.checks });
    const loaded = await load();
    const room: Room = new Room({
      file,
      loaded,
      store,
      committer: this.#committer,
      config,
      timers,
      log,
      writer: this.#writer,
      checks: this.checks,
      ...(meter && { meter }),
      health: this.#health,
      readAgain: async () => (await load()).document,
      onEnded: () => {
        this.#open.delete(file);
        this.#opening.delete(file);
      },
    });
    this.#open.set(file, room);
    return room;
  }
}
