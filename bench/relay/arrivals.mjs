/**
 * How late things arrive. What a relay tells, it tells many readers in the same bytes: what those bytes bring is found out once, and
 * then only when each reader has them.
 *
 * @typedef {object} News what one message brings: who made each, and when it was sent
 * @property {number} number
 * @property {number[]} senders
 * @property {number[]} sentAt
 */

/** Width of a bin, in ms. */
const BIN_MS = 0.05;
const BINS = 200_000;

/** Beyond so many readers not each arrival is looked at, but an eighth of them, evenly. */
const MANY_READERS = 200;
const STRIDE = 8;

export class Arrivals {
  #bins = new Uint32Array(BINS + 1);
  #sampled = 0;
  #stride;
  #news = 0;
  /** What is measured was sent from here on. */
  from = Number.POSITIVE_INFINITY;
  /** … and before. */
  until = Number.POSITIVE_INFINITY;
  /** Arrivals of what is measured, at their own senders too. */
  count = 0;

  /** @param {number} readers */
  constructor(readers) {
    this.#stride = readers > MANY_READERS ? STRIDE : 1;
  }

  /** @param {number[]} senders @param {number[]} sentAt @returns {News} */
  news(senders, sentAt) {
    return { number: this.#news++, senders, sentAt };
  }

  /** @param {News} news @param {number} reader who has it now */
  arrived({ number, senders, sentAt }, reader) {
    const now = performance.now();
    const looked = (number + reader) % this.#stride === 0;
    const { from, until } = this;
    for (let i = 0; i < sentAt.length; i++) {
      const sent = /** @type {number} */ (sentAt[i]);
      if (sent < from || sent >= until) continue;
      this.count += 1;
      if (!looked || senders[i] === reader) continue;
      this.#bins[Math.min(BINS, Math.floor((now - sent) / BIN_MS))] += 1;
      this.#sampled += 1;
    }
  }

  /** @param {number} share 0 to 1 @returns {number} ms */
  percentile(share) {
    let left = Math.floor(this.#sampled * share);
    for (let bin = 0; bin <= BINS; bin++) {
      left -= /** @type {number} */ (this.#bins[bin]);
      if (left < 0) return (bin + 0.5) * BIN_MS;
    }
    return Number.NaN;
  }
}
