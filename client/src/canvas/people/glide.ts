/**
 * Smooth movement of something whose place arrives in steps: it glides from where it is shown to where it was last seen,
 * as long as the step took to come, but at most {@link MAX_GLIDE_MS}. So it is never further behind than that.
 */
import { lerp, type Vector } from '@joinery/shared';

const MAX_GLIDE_MS = 80;
/** Steps further apart than this many ms are not one movement: the glide is short. */
const PAUSE_MS = 250;
const SHORT_MS = 50;

export class Glide {
  #from: Vector;
  #to: Vector;
  #startMs: number;
  #lengthMs = 0;

  constructor(at: Vector, nowMs: number) {
    this.#from = at;
    this.#to = at;
    this.#startMs = nowMs;
  }

  get target(): Vector {
    return this.#to;
  }

  /** @param still at once, without a way between: for people who want no motion */
  moveTo(to: Vector, nowMs: number, still = false): void {
    if (to.x === this.#to.x && to.y === this.#to.y) return;
    const sinceLast = nowMs - this.#startMs;
    this.#from = this.at(nowMs);
    this.#to = to;
    this.#startMs = nowMs;
    this.#lengthMs = still ? 0 : sinceLast > PAUSE_MS ? SHORT_MS : Math.min(MAX_GLIDE_MS, Math.max(sinceLast, 1));
  }

  at(nowMs: number): Vector {
    const part = this.#lengthMs === 0 ? 1 : (nowMs - this.#startMs) / this.#lengthMs;
    return part >= 1 ? this.#to : lerp(this.#from, this.#to, Math.max(0, part));
  }

  settled(nowMs: number): boolean {
    return nowMs - this.#startMs >= this.#lengthMs;
  }
}
