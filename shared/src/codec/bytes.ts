/**
 * A growing byte writer and a bounds-checked reader. Integers are little-endian base-128 varints up to 2⁵³ − 1; text is
 * length-prefixed UTF-8. A reader never reads, nor lets anybody allocate, beyond its frame.
 */

import { TICKS_PER_MS } from '../clock/stamp.ts';
import { keepWarm } from '../keep-warm.ts';

/** The outside world sent bytes that mean nothing. Thrown inside the codec only; its edges turn it into a reason. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

// In every browser, worker and Node, but in no library that TypeScript ships without the DOM.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: string, options: object) => { decode(bytes: Uint8Array): string };

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One buffer serves one writer after the other; whoever comes while it is taken gets one of its own. */
const SCRATCH = new Uint8Array(65_536);
const SCRATCH_VIEW = new DataView(SCRATCH.buffer);
let scratchTaken = false;

export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;
  readonly #borrowed: boolean;

  constructor() {
    keepWarm('ByteWriter', this);
    this.#borrowed = !scratchTaken;
    scratchTaken = true;
    this.#bytes = this.#borrowed ? SCRATCH : new Uint8Array(256);
    this.#view = this.#borrowed ? SCRATCH_VIEW : new DataView(this.#bytes.buffer);
  }

  /** A copy of what was written. Nothing may be written afterwards. */
  finish(): Uint8Array {
    if (this.#borrowed) scratchTaken = false;
    return this.#bytes.slice(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** @param value a safe integer ≥ 0 */
  uint(value: number): void {
    this.#reserve(8);
    while (value >= 0x8000_0000) {
      this.#bytes[this.#length++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    while (value >= 0x80) {
      this.#bytes[this.#length++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.#bytes[this.#length++] = value;
  }

  /** @param value a safe integer of magnitude ≤ 2⁵²: zigzag, so that small ones of either sign are short */
  int(value: number): void {
    this.uint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Unsigned integers of `width` bits each (at most 24), the first in the lowest bits, filled up to whole bytes. */
  packed(values: ArrayLike<number>, width: number): void {
    let bits = 0;
    let count = 0;
    for (let i = 0; i < values.length; i++) {
      bits |= (values[i] as number) << count;
      for (count += width; count >= 8; count -= 8) {
        this.byte(bits & 0xff);
        bits >>>= 8;
      }
    }
    if (count > 0) this.byte(bits);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** A double whose highest byte is 0x40, without it. */
  shortDouble(value: number): void {
    this.double(value);
    this.#length -= 1;
  }

  /**
   * A difference of times: whole milliseconds, then the rest if there is one.
   * @param ticks a safe integer
   */
  moment(ticks: number): void {
    const ms = Math.floor(ticks / TICKS_PER_MS);
    const rest = ticks - ms * TICKS_PER_MS;
    const zigzag = ms < 0 ? -2 * ms - 1 : 2 * ms;
    this.uint(rest > 0 ? 2 * zigzag + 1 : 2 * zigzag);
    if (rest > 0) this.uint(rest);
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

/** Where a double is put together. */
const assembly = new DataView(new ArrayBuffer(8));

export class ByteReader {
  readonly #bytes: Uint8Array;
  /** Made when a double is read: most messages have none, and making one takes longer than all else of a short message. */
  #view: DataView | undefined;
  #at = 0;

  constructor(bytes: Uint8Array) {
    keepWarm('ByteReader', this);
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    if (this.#at >= this.#bytes.length) throw new DecodeError('ends too early');
    return this.#bytes[this.#at++] as number;
  }

  uint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let factor = 0x80;
    for (let i = 1; i < 8; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER || byte === 0) break;
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

  /** `count` unsigned integers of `width` bits, at most 24. */
  packed(count: number, width: number): number[] {
    this.#need(Math.ceil((count * width) / 8));
    // Not a typed array, which costs more to make than most of these have to say.
    const values = Array<number>(count);
    const mask = 2 ** width - 1;
    let bits = 0;
    let have = 0;
    for (let i = 0; i < count; i++) {
      for (; have < width; have += 8) bits |= (this.#bytes[this.#at++] as number) << have;
      values[i] = bits & mask;
      bits >>>= width;
      have -= width;
    }
    if (bits !== 0) throw new DecodeError('bits left over');
    return values;
  }

  /** A count and as many items. Grows as they are read: a false count costs no more than the frame. */
  list<T>(leastBytes: number, read: () => T): T[] {
    const items: T[] = [];
    for (let left = this.count(leastBytes); left > 0; left--) items.push(read());
    return items;
  }

  double(): number {
    this.#need(8);
    const value = this.#viewed().getFloat64(this.#at, true);
    this.#at += 8;
    if (!Number.isFinite(value)) throw new DecodeError('a number that is not finite');
    return value;
  }

  shortDouble(): number {
    this.#need(7);
    const view = this.#viewed();
    const low = view.getUint32(this.#at, true);
    const high = (view.getUint16(this.#at + 4, true) | ((this.#bytes[this.#at + 6] as number) << 16)) >>> 0;
    this.#at += 7;
    assembly.setUint32(0, low, true);
    assembly.setUint32(4, (high | 0x4000_0000) >>> 0, true);
    return assembly.getFloat64(0, true);
  }

  moment(): number {
    const head = this.uint();
    const odd = head % 2;
    const zigzag = (head - odd) / 2;
    const ms = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    const rest = odd === 1 ? this.uint() : 0;
    if (odd === 1 && (rest === 0 || rest >= TICKS_PER_MS))
      throw new DecodeError('a time that is not in its shortest form');
    return ms * TICKS_PER_MS + rest;
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

  #viewed(): DataView {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    return (this.#view ??= new DataView(buffer, byteOffset, byteLength));
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
