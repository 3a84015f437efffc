/** When the changes of the latest frames were taken in: what the receipts of clients are measured by (R9). */

/** A receipt for an older frame than these says only that its client is slow; R4 sees to that. */
const MOST_FRAMES = 512;

export class Receipts {
  /** Frame → Unix ms. Oldest first. */
  readonly #since = new Map<number, number>();

  sent(frame: number, since: number): void {
    this.#since.set(frame, since);
    if (this.#since.size <= MOST_FRAMES) return;
    for (const oldest of this.#since.keys()) {
      this.#since.delete(oldest);
      return;
    }
  }

  /** @returns Unix ms; undefined for a frame that carried no changes, or that is long gone */
  of(frame: number): number | undefined {
    return this.#since.get(frame);
  }
}
