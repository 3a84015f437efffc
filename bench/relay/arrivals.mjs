/**
 * How late things arrive. What a relay tells, it tells many readers in the same bytes: what those bytes bring is found out once, and
 * then only when each reader has them.
 *
 * @typedef {object} News what one message brings: who made each, and when it was sent
 * @property {number} number
 * @property {number[]} senders
 * @property {number[]} sentAt
 * @property {number} measured how many of them were sent while it is measured
 */

/** Width of a bin, in ms. */
const BIN_MS = 0.05;
const BINS = 200_000;

/** Not each arrival is looked at in large rooms, but those of about so many readers, evenly. The others' are counted. */
const LOOKED_AT = 64;

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
    this.#stride = Math.max(1, Math.floor(readers / LOOKED_AT));
  }

  /** @param {number[]} senders @param {number[]} sentAt @returns {News} */
  news(senders, sentAt) {
    const measured = sentAt.filter((sent) => this.#isMeasured(sent)).length;
    return { number: this.#news++, senders, sentAt, measured };
  }

  /** @param {News} news @param {number} reader who has it now */
  arrived({ number, senders, sentAt, measured }, reader) {
    this.count += measured;
    if (measured === 0 || (number + reader) % this.#stride !== 0) return;
    const now = performance.now();
    for (let i = 0; i < sentAt.length; i++) {
      const sent = /** @type {number} */ (sentAt[i]);
      if (senders[i] === reader || !this.#isMeasured(sent)) continue;
      const bin = Math.min(BINS, Math.floor((now - sent) / BIN_MS));
      this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
      this.#sampled += 1;
    }
  }

  /** @param {number} sent */
  #isMeasured(sent) {
    return sent >= this.from && sent < this.until;
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
