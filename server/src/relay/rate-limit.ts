/** Over how long a rate is averaged: what may come in one burst. */
const BURST_MS = 10_000;

/** What sums of fractions are off by. */
const ROUNDING = 1e-6;

/** How often something may happen, or how much of it may come, as a bucket that fills at a steady rate. */
export class RateLimit {
  readonly #perMs: number;
  readonly #burstMs: number;
  #tokens: number;
  #at: number;

  /** @param burstMs over how long it is averaged */
  constructor(perSecond: number, now: number, burstMs = BURST_MS) {
    this.#perMs = perSecond / 1000;
    this.#burstMs = burstMs;
    this.#tokens = this.#perMs * burstMs;
    this.#at = now;
  }

  /** @param now milliseconds; a clock that was put back gives nothing and takes nothing @param cost how much of it this is */
  allows(now: number, cost = 1): boolean {
    const filled = this.#tokens + Math.max(0, now - this.#at) * this.#perMs;
    this.#tokens = Math.min(this.#perMs * this.#burstMs, filled) - cost;
    this.#at = now;
    if (this.#tokens >= -ROUNDING) return true;
    this.#tokens = 0;
    return false;
  }
}
