/** One clock for a whole simulated world, moved by hand. Whoever dies takes their timers along. */
import type { Random } from '@joinery/shared/testing';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** Everything that promises have set in motion is done. */
const promisesSettled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

export class SimulatedTime {
  readonly #random: Random;
  #now: number;
  #due: Due[] = [];
  #soon: (() => void)[] = [];

  constructor(startMs: number, random: Random) {
    this.#now = startMs;
    this.#random = random;
  }

  get now(): number {
    return this.#now;
  }

  /** The timers of one process or tab: its clock may be wrong, and once it is dead nothing of it runs any more. */
  life(skewMs: () => number = () => 0): Life {
    let alive = true;
    const living = (run: () => void) => () => {
      if (alive) run();
    };
    return {
      now: () => this.#now + skewMs(),
      random: () => this.#random.next(),
      after: (ms, callback) => {
        const due = { at: this.#now + Math.max(0, ms), run: living(callback) };
        this.#due.push(due);
        return () => void (this.#due = this.#due.filter((other) => other !== due));
      },
      soon: (run) => void this.#soon.push(living(run)),
      end: () => void (alive = false),
      isAlive: () => alive,
    };
  }

  /** Lets everything run that needs no time. */
  async settle(): Promise<void> {
    do {
      await promisesSettled();
      for (const run of this.#soon.splice(0)) run();
    } while (this.#soon.length > 0);
    await promisesSettled();
  }

  /** Moves the clock, timer by timer. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      const due = next;
      this.#due = this.#due.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      await this.settle();
    }
    this.#now = end;
  }

  #next(end: number): Due | undefined {
    let first: Due | undefined;
    for (const due of this.#due) if (due.at <= end && (first === undefined || due.at < first.at)) first = due;
    return first;
  }
}

/** What a client's `Timers` and the relay's `RelayTimers` ask for, and its end. */
export interface Life {
  readonly now: () => number;
  readonly random: () => number;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly soon: (run: () => void) => void;
  readonly end: () => void;
  readonly isAlive: () => boolean;
}
