/**
 * The disk of a simulated relay: what was committed outlives every relay. Commits can be made to wait or to fail. A relay that
 * was killed reaches it no more, and whether a commit of its last moment took place is up to the world.
 */
import { type Change, decodeChanges } from '@joinery/shared';
import { MemoryStore } from '../../server/src/store/memory-store.ts';
import type { JournalRecord, Store } from '../../server/src/store/store.ts';

interface HeldCommit {
  readonly records: readonly JournalRecord[];
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

const NEVER = new Promise<never>(() => {});

export const stampOf = ({ actor, time }: { readonly actor: string; readonly time: number }): string =>
  `${actor}@${time}`;

export class Disk {
  readonly #store = new MemoryStore();
  readonly #journalled = new Set<string>();
  /** Everything ever committed, in order. */
  readonly journal: Change[] = [];
  #held: HeldCommit[] = [];
  #stalled = false;
  #full = false;
  readonly #complain: (about: string) => void;

  /** @param complain hears of what must never be journalled: the relay would take a throw for a broken disk */
  constructor(complain: (about: string) => void) {
    this.#complain = complain;
  }

  hasJournalled(actor: string, time: number): boolean {
    return this.#journalled.has(stampOf({ actor, time }));
  }

  /** What the relay of one life sees. */
  open(isAlive: () => boolean): Store {
    const commit = (records: readonly JournalRecord[]): Promise<void> =>
      isAlive() ? new Promise((done, failed) => this.#take({ records, done, failed })) : NEVER;
    const probe = async (): Promise<void> => {
      if (this.#full) throw new Error('the disk is full');
    };
    return new Proxy<Store>(this.#store, {
      get: (store, name) => {
        if (name === 'commit') return commit;
        if (name === 'probe') return probe;
        const member: unknown = Reflect.get(store, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => (isAlive() ? Reflect.apply(member, store, args) : NEVER);
      },
    });
  }

  /** From now on commits wait. */
  stall(): void {
    this.#stalled = true;
  }

  /** From now on nothing can be written. */
  fill(): void {
    this.#full = true;
    this.fail();
  }

  /** Does what waits, and from now on everything at once. */
  work(): void {
    this.#stalled = false;
    this.#full = false;
    for (const held of this.#held.splice(0)) void this.#commit(held);
  }

  /** Refuses what waits. */
  fail(): void {
    for (const { failed } of this.#held.splice(0)) failed(new Error('the disk is full'));
  }

  /** The relay is gone: what waited took place, or did not; nobody hears of it. */
  abandon(tookPlace: boolean): void {
    for (const { records } of this.#held.splice(0)) {
      if (tookPlace) void this.#commit({ records, done: () => {}, failed: () => {} });
    }
  }

  async createFile(id: string, snapshot: Uint8Array): Promise<void> {
    await this.#store.createFile({ id, name: id, createdAt: 0, editedBy: null }, snapshot);
  }

  #take(held: HeldCommit): void {
    if (this.#full) held.failed(new Error('the disk is full'));
    else if (this.#stalled) this.#held.push(held);
    else void this.#commit(held);
  }

  async #commit({ records, done }: HeldCommit): Promise<void> {
    for (const { bytes } of records) this.#note(bytes);
    await this.#store.commit(records);
    done();
  }

  #note(bytes: Uint8Array): void {
    const decoded = decodeChanges(bytes);
    if (!decoded.ok) return this.#complain(`a journal record cannot be read: ${decoded.reason}`);
    for (const change of decoded.value) {
      const before = this.journal.findLast(({ actor }) => actor === change.actor);
      if (this.hasJournalled(change.actor, change.time)) this.#complain(`${stampOf(change)} was journalled twice`);
      if (before !== undefined && before.time >= change.time)
        this.#complain(`${stampOf(change)} was journalled after ${before.time}`);
      this.#journalled.add(stampOf(change));
      this.journal.push(change);
    }
  }
}
