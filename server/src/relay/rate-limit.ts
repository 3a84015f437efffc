/** Over how long a rate is averaged: what may come in one burst. */
const BURST_MS = 10_000;

/** How often something may happen, as a bucket that fills at a steady rate. */
export class RateLimit {
  readonly #perMs: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#tokens = this.#perMs * BURST_MS;
    this.#at = now;
  }

  /** @param now milliseconds; never less than the time before @param cost of what happens, in times */
  allows(now: number, cost = 1): boolean {
    this.#tokens = Math.min(this.#perMs * BURST_MS, this.#tokens + Math.max(0, now - this.#at) * this.#perMs) - cost;
    this.#at = now;
    if (this.#tokens >= 0) return true;
    this.#tokens = 0;
    return false;
  }
}
