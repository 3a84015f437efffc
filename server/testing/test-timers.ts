import type { RelayTimers } from '../src/timers.ts';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until the test moves it, and chance from a fixed sequence. */
export class TestTimers implements RelayTimers {
  #now: number;
  #due: Due[] = [];
  #soon: (() => void)[] = [];
  #chance = 1;

  constructor(now: number) {
    this.#now = now;
  }

  now = (): number => this.#now;

  random = (): number => {
    this.#chance = (this.#chance * 48_271) % 2_147_483_647;
    return this.#chance / 2_147_483_647;
  };

  after = (ms: number, run: () => void): (() => void) => {
    const due = { at: this.#now + ms, run };
    this.#due.push(due);
    return () => (this.#due = this.#due.filter((other) => other !== due));
  };

  soon = (run: () => void): void => void this.#soon.push(run);

  /** Lets everything run that needs no time. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 20; quiet++) {
      await Promise.resolve();
      const soon = this.#soon.splice(0);
      for (const run of soon) run();
      if (soon.length > 0) quiet = 0;
    }
  }

  /** Moves the clock, timer by timer. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.settle();
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.settle();
    }
    this.#now = end;
  }
}
