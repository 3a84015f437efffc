import type { Timers } from '@joinery/shared';

export interface PacerOptions {
  readonly timers: Timers;
  /** Least time between two runs, asked before each. */
  readonly intervalMs: () => number;
  readonly run: () => void;
}

/** Runs something at once when it was quiet, and once an interval when it is busy (R3). */
export class Pacer {
  readonly #options: PacerOptions;
  #lastRunAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  request(): void {
    if (this.#cancel !== undefined) return;
    const { timers, intervalMs } = this.#options;
    const wait = this.#lastRunAt + intervalMs() - timers.now();
    if (wait <= 0) this.#run();
    else this.#cancel = timers.after(wait, () => this.#run());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #run(): void {
    this.stop();
    this.#lastRunAt = this.#options.timers.now();
    this.#options.run();
  }
}
