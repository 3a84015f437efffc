/**
 * Whether the store takes what it is given. When a commit has failed, the store is asked to write something small; where it refuses that,
 * too, nothing is admitted in any room (S3: the edits wait with their authors) until it takes it again. So a full disk costs each
 * room one restart, and not one after every edit.
 */
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';

export interface StoreHealthOptions {
  readonly store: Pick<Store, 'probe'>;
  readonly config: Pick<Config, 'storeRetryMs'>;
  readonly timers: Pick<RelayTimers, 'after'>;
  readonly log: Log;
}

export class StoreHealth {
  readonly #options: StoreHealthOptions;
  #state: 'well' | 'in doubt' | 'failing' = 'well';
  #cancel: () => void = () => {};
  #stopped = false;

  constructor(options: StoreHealthOptions) {
    this.#options = options;
  }

  /** It has refused a commit, and not taken anything since. */
  get failing(): boolean {
    return this.#state !== 'well';
  }

  /** A commit failed: for reasons of its own, or because nothing can be written. */
  commitFailed(): void {
    if (this.#state !== 'well' || this.#stopped) return;
    this.#state = 'in doubt';
    void this.#probe();
  }

  /** Asks no more. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #probe(): Promise<void> {
    const { store, config, timers, log } = this.#options;
    try {
      await store.probe();
      if (this.#state === 'failing') log.info({}, 'the store works again');
      this.#state = 'well';
    } catch (error) {
      if (this.#state !== 'failing')
        log.error({ err: error }, 'the store takes nothing; edits wait with their authors');
      this.#state = 'failing';
      if (!this.#stopped) this.#cancel = timers.after(config.storeRetryMs, () => void this.#probe());
    }
  }
}
