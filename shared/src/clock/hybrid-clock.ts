import { type Time, unixMsToTime } from './stamp.ts';

/** Wall clock: Unix milliseconds. Handed in, so that tests move it by hand. */
export type WallClock = () => number;

/** Source of this replica's stamps: always ahead of everything it has issued or seen (D2). */
export class HybridClock {
  readonly #wall: WallClock;
  #last: Time = 0;

  constructor(wall: WallClock) {
    this.#wall = wall;
  }

  /** The greatest time issued or observed. */
  get last(): Time {
    return this.#last;
  }

  /** A new time, greater than every earlier one. */
  tick(): Time {
    this.#last = Math.max(this.#last + 1, unixMsToTime(this.#wall()));
    return this.#last;
  }

  /** Advances past a time seen from elsewhere, so that the next own edit wins over what the person saw. */
  observe(time: Time): void {
    if (time > this.#last) this.#last = time;
  }
}
