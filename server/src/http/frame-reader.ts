/**
 * WebSocket messages out of the bytes of a stream (RFC 6455 §5), as a server gets them: masked, without extensions. What has come as a
 * whole is unmasked where it lies and handed on without a copy; of the rest no more is kept than has come.
 */
import { Gathered } from './gathered.ts';

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

const CONTINUATION = 0;
const FIN = 0x80;
const RESERVED = 0x70;
const MASKED = 0x80;
const MASK_BYTES = 4;
/** Control frames are no longer. */
const MOST_CONTROL_BYTES = 125;

/** The close codes of RFC 6455 §7.4.1 that a reader may ask for. */
const PROTOCOL_ERROR = 1002;
const TOO_LONG = 1009;

/** What no client sends: the connection is to be closed with this. */
export interface FrameProblem {
  readonly code: number;
  readonly reason: string;
}

export interface FrameReaderOptions {
  readonly maxMessageBytes: number;
  /** @param kind TEXT, BINARY, CLOSE, PING or PONG; @param bytes unmasked, the listener's to keep. @returns whether to read on */
  readonly onMessage: (kind: number, bytes: Uint8Array) => boolean;
}

export class FrameReader {
  readonly #options: FrameReaderOptions;
  /** A frame that has not come as a whole, from its first byte. */
  readonly #frame = new Gathered();
  /** The least length of all that has to come before there is anything to do. */
  #needed = 0;
  /** The message whose first parts have come. */
  readonly #parts = new Gathered();
  #partsKind = CONTINUATION;

  constructor(options: FrameReaderOptions) {
    this.#options = options;
  }

  /** Takes in what has come; it may be written to. @returns what is wrong with it: then nothing more may be read */
  read(chunk: Buffer): FrameProblem | undefined {
    if (this.#frame.length === 0) return this.#readAll(chunk);
    this.#frame.add(chunk, this.#needed);
    return this.#frame.length < this.#needed ? undefined : this.#readAll(this.#frame.take());
  }

  #readAll(bytes: Buffer): FrameProblem | undefined {
    for (let at = 0; at < bytes.length;) {
      const whole = bytes.length - at < 2 ? 2 : headerLength(bytes, at);
      if (bytes.length - at < whole) return this.#wait(bytes, at, whole);
      const head = bytes[at] as number;
      const length = payloadLength(bytes, at);
      const problem = this.#problemOf(head, bytes[at + 1] as number, length);
      if (problem !== undefined) return problem;
      const end = at + whole + length;
      if (bytes.length < end) return this.#wait(bytes, at, whole + length);
      unmask(bytes, at + whole, end);
      if (!this.#take(head, bytes.subarray(at + whole, end))) return undefined;
      at = end;
    }
    return undefined;
  }

  #wait(bytes: Buffer, at: number, needed: number): undefined {
    this.#needed = needed;
    this.#frame.add(bytes.subarray(at), needed);
  }

  #problemOf(head: number, second: number, length: number): FrameProblem | undefined {
    const kind = head & 15;
    if ((head & RESERVED) !== 0) return malformed('a reserved bit is set');
    if ((second & MASKED) === 0) return malformed('a frame is not masked');
    if (kind >= CLOSE) {
      if (kind > PONG) return malformed('a control frame is of no known kind');
      return (head & FIN) === 0 || length > MOST_CONTROL_BYTES ? malformed('a control frame is too long') : undefined;
    }
    if (kind > BINARY) return malformed('a frame is of no known kind');
    if ((kind === CONTINUATION) !== (this.#partsKind !== CONTINUATION)) return malformed('a part of no message');
    const { maxMessageBytes } = this.#options;
    return this.#parts.length + length > maxMessageBytes
      ? { code: TOO_LONG, reason: `a message has more than ${maxMessageBytes} bytes` }
      : undefined;
  }

  #take(head: number, payload: Buffer): boolean {
    const kind = head & 15;
    const last = (head & FIN) !== 0;
    if (kind >= CLOSE || (last && kind !== CONTINUATION)) return this.#options.onMessage(kind, payload);
    if (kind !== CONTINUATION) this.#partsKind = kind;
    this.#parts.add(payload, payload.length);
    if (!last) return true;
    const message = this.#partsKind;
    this.#partsKind = CONTINUATION;
    return this.#options.onMessage(message, this.#parts.take());
  }
}

const malformed = (reason: string): FrameProblem => ({ code: PROTOCOL_ERROR, reason });

/** The mask included. */
function headerLength(bytes: Buffer, at: number): number {
  const short = (bytes[at + 1] as number) & 127;
  return 2 + MASK_BYTES + (short < 126 ? 0 : short === 126 ? 2 : 8);
}

function payloadLength(bytes: Buffer, at: number): number {
  const short = (bytes[at + 1] as number) & 127;
  if (short < 126) return short;
  return short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6);
}

/** @param at of the first byte behind the mask */
function unmask(bytes: Buffer, at: number, end: number): void {
  const mask = at - MASK_BYTES;
  for (let i = 0; at + i < end; i++) bytes[at + i] = (bytes[at + i] as number) ^ (bytes[mask + (i & 3)] as number);
}
