import { type Time, unixMsToTime } from './stamp.ts';

/** Wall clock: Unix milliseconds. Handed in, so that tests move it by hand. */
export type WallClock = () => number;

/** Clocks of other machines may differ by this much without being called wrong. */
const AHEAD_MS = 60_000;

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

  /** Whether it has been led so far ahead of the wall clock that somebody's clock must have been wrong. */
  get isAhead(): boolean {
    return this.#last > unixMsToTime(this.#wall() + AHEAD_MS);
  }

  /** Goes on from an earlier time: everything later was taken back. */
  retreat(to: Time): void {
    this.#last = to;
  }

  /** Advances past a time seen from elsewhere, so that the next own edit wins over what the person saw. */
  observe(time: Time): void {
    if (time > this.#last) this.#last = time;
  }
}
