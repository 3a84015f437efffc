const EMPTY = Buffer.alloc(0);

/** Bytes that come piece by piece. Takes at most twice the memory of what has come, however small the pieces. */
export class Gathered {
  #bytes = EMPTY;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param expected how long all of it is going to be at least, as far as that is known */
  add(piece: Uint8Array, expected: number): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, Math.min(2 * length, expected)));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** All that has come; begins anew. */
  take(): Buffer {
    const all = this.#bytes.subarray(0, this.#length);
    this.#bytes = EMPTY;
    this.#length = 0;
    return all;
  }
}
