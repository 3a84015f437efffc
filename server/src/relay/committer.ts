/**
 * One transaction over all rooms (R2): takes what every room has gathered, commits it at once, tells them. While a commit
 * runs, the others gather; so the busier the relay, the more a commit carries.
 */
import type { Log } from '../log.ts';
import type { Meter } from '../meter.ts';
import type { JournalRecord, Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';

/** A room's side. Each `take` that gave a record is answered by either `committed` or `failed`, before the next one. */
export interface JournalSource {
  /** What is to be journalled now; undefined when there is nothing. */
  take(): JournalRecord | undefined;
  committed(): void;
  failed(error: unknown): void;
}

export interface CommitterOptions {
  readonly store: Pick<Store, 'commit'>;
  readonly timers: Pick<RelayTimers, 'soon'>;
  readonly meter?: Pick<Meter, 'committed' | 'commitFailed'>;
  readonly log: Log;
}

interface Taken {
  readonly source: JournalSource;
  readonly record: JournalRecord;
}

export class Committer {
  readonly #options: CommitterOptions;
  readonly #waiting = new Set<JournalSource>();
  readonly #whenIdle: (() => void)[] = [];
  #running = false;

  constructor(options: CommitterOptions) {
    this.#options = options;
  }

  /** Asks for the next commit to take from this room. Asking twice is asking once. */
  request(source: JournalSource): void {
    this.#waiting.add(source);
    if (this.#running) return;
    this.#running = true;
    this.#options.timers.soon(() => void this.#run());
  }

  /** Resolves once no commit runs and nobody waits for one. */
  idle(): Promise<void> {
    return this.#running ? new Promise((resolve) => void this.#whenIdle.push(resolve)) : Promise.resolve();
  }

  async #run(): Promise<void> {
    const taken = this.#take();
    if (taken.length > 0) await this.#commit(taken);
    if (this.#waiting.size > 0) return this.#options.timers.soon(() => void this.#run());
    this.#running = false;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  #take(): Taken[] {
    const taken: Taken[] = [];
    const sources = [...this.#waiting];
    this.#waiting.clear();
    for (const source of sources) {
      const record = source.take();
      if (record !== undefined) taken.push({ source, record });
    }
    return taken;
  }

  /** What fails together is tried one by one, so that one room's trouble stays its own (R6). */
  async #commit(taken: readonly Taken[]): Promise<void> {
    const { store, meter } = this.#options;
    const before = performance.now();
    try {
      await store.commit(taken.map(({ record }) => record));
    } catch (error) {
      meter?.commitFailed();
      if (taken.length > 1) {
        for (const one of taken) await this.#commit([one]);
      } else for (const one of taken) this.#tell(() => one.source.failed(error));
      return;
    }
    const bytes = taken.reduce((sum, { record }) => sum + record.bytes.length, 0);
    meter?.committed(taken.length, bytes, performance.now() - before);
    for (const { source } of taken) this.#tell(() => source.committed());
  }

  #tell(told: () => void): void {
    try {
      told();
    } catch (error) {
      this.#options.log.error({ err: error }, 'a room failed while it was told of a commit');
    }
  }
}
