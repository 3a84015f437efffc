/**
 * A growing byte writer and a bounds-checked reader. Integers are little-endian base-128 varints up to 2⁵³ − 1; text is
 * length-prefixed UTF-8. A reader never reads, nor lets anybody allocate, beyond its frame.
 */

/** The outside world sent bytes that mean nothing. Thrown inside the codec only; its edges turn it into a reason. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

// In every browser, worker and Node, but in no library that TypeScript ships without the DOM.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: string, options: object) => { decode(bytes: Uint8Array): string };

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class ByteWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** @param value a safe integer ≥ 0 */
  uint(value: number): void {
    this.#reserve(8);
    while (value >= 0x80) {
      this.#bytes[this.#length++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    this.#bytes[this.#length++] = value;
  }

  /** @param value a safe integer of magnitude ≤ 2⁵²: zigzag, so that small ones of either sign are short */
  int(value: number): void {
    this.uint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  text(value: string): void {
    // Short ASCII, which is nearly all there is, is copied without a call out.
    if (value.length < 64 && this.#ascii(value)) return;
    this.blob(utf8Encoder.encode(value));
  }

  blob(value: Uint8Array): void {
    this.uint(value.length);
    this.raw(value);
  }

  /** Bytes without a length. */
  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #ascii(value: string): boolean {
    this.#reserve(value.length + 1);
    const start = this.#length;
    this.#bytes[this.#length++] = value.length;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) {
        this.#length = start;
        return false;
      }
      this.#bytes[this.#length++] = code;
    }
    return true;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    if (this.#at >= this.#bytes.length) throw new DecodeError('ends too early');
    return this.#bytes[this.#at++] as number;
  }

  uint(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER || (byte === 0 && i > 0)) break;
        return value;
      }
      factor *= 0x80;
    }
    throw new DecodeError('an integer out of range');
  }

  int(): number {
    const value = this.uint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** How many items follow, each of at least `leastBytes`: a count that cannot be true is refused before anything is allocated. */
  count(leastBytes = 1): number {
    const value = this.uint();
    if (value * leastBytes > this.remaining)
      throw new DecodeError(`a count of ${value} with ${this.remaining} bytes left`);
    return value;
  }

  /** A count and as many items. Grows as they are read: a false count costs no more than the frame. */
  list<T>(leastBytes: number, read: () => T): T[] {
    const items: T[] = [];
    for (let left = this.count(leastBytes); left > 0; left--) items.push(read());
    return items;
  }

  double(): number {
    this.#need(8);
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    if (!Number.isFinite(value)) throw new DecodeError('a number that is not finite');
    return value;
  }

  text(): string {
    const bytes = this.blob();
    if (bytes.length < 24) {
      const short = asciiText(bytes);
      if (short !== undefined) return short;
    }
    try {
      return utf8Decoder.decode(bytes);
    } catch {
      throw new DecodeError('text that is not UTF-8');
    }
  }

  /** A view into the frame, not a copy. */
  blob(): Uint8Array {
    return this.raw(this.count());
  }

  raw(length: number): Uint8Array {
    this.#need(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Nothing may follow. */
  end(): void {
    if (this.remaining > 0) throw new DecodeError(`${this.remaining} bytes too many`);
  }

  #need(count: number): void {
    if (count > this.remaining) throw new DecodeError('ends too early');
  }
}

function asciiText(bytes: Uint8Array): string | undefined {
  let text = '';
  for (const byte of bytes) {
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
