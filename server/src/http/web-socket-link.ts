/**
 * The relay's side of a WebSocket (RFC 6455), as a {@link Link}. It does on the bare socket what little of the protocol a relay needs:
 * binary messages without extensions. A frame is made once for however many links get the same message, and a message that arrives in one
 * piece goes on without a copy and without a stream in between: in large rooms, a library that does this for each link by itself takes more of the
 * processor than all the rest.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Meter } from '../meter.ts';
import type { Link } from '../relay/link.ts';
import { BINARY, CLOSE, type FrameProblem, FrameReader, PING, PONG, TEXT } from './frame-reader.ts';

const FIN = 0x80;

/** How long the other side has to answer a close, in ms. */
const CLOSE_MS = 3000;

/** RFC 6455 §1.3. */
const HANDSHAKE_ID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** What happens on the other side. Nothing is told once the link has ended. */
export interface LinkEvents {
  /** So many bytes have come, of whatever they are part. */
  readonly onBytes: (bytes: number) => void;
  readonly onMessage: (message: Uint8Array) => void;
  readonly onText: () => void;
  /** A ping, or the answer to one. */
  readonly onNoise: () => void;
  /** What came is no WebSocket's; the link is being closed for it. */
  readonly onProblem: (problem: FrameProblem) => void;
  /** Told once. */
  readonly onEnd: () => void;
}

export interface WebSocketLinkOptions {
  readonly maxMessageBytes: number;
  /** Whoever has so many bytes to read is not answered when it pings. */
  readonly sendLimitBytes: number;
  readonly meter: Pick<Meter, 'sent'>;
}

/** What answers a request to become a WebSocket; undefined for one that asks for something else. */
export function handshakeFor({ method, headers }: IncomingMessage): string | undefined {
  const key = headers['sec-websocket-key'];
  if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') return undefined;
  if (headers['sec-websocket-version'] !== '13' || key === undefined || !KEY.test(key)) return undefined;
  const accepted = createHash('sha1')
    .update(key + HANDSHAKE_ID)
    .digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accepted}\r\n\r\n`;
}

const framed = new WeakMap<Uint8Array, Buffer>();

export class WebSocketLink implements Link {
  readonly #socket: Socket;
  readonly #options: WebSocketLinkOptions;
  readonly #reader: FrameReader;
  #events: LinkEvents | undefined;
  #state: 'open' | 'closing' | 'ended' = 'open';
  #closeTimer: NodeJS.Timeout | undefined;

  /** @param socket on which the handshake is done */
  constructor(socket: Socket, options: WebSocketLinkOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#reader = new FrameReader({ ...options, onMessage: (kind, bytes) => this.#onMessage(kind, bytes) });
  }

  /** Reads from now on. */
  listen(events: LinkEvents): void {
    this.#events = events;
    this.#socket
      .on('data', (chunk: Buffer) => this.#onData(events, chunk))
      .on('end', () => this.#socket.end())
      .on('close', () => this.#onEnd());
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  send(message: Uint8Array): void {
    if (this.#state !== 'open' || !this.#socket.writable) return;
    let frame = framed.get(message);
    if (frame === undefined) framed.set(message, (frame = frameOf(BINARY, message)));
    this.#options.meter.sent(frame.length);
    this.#socket.write(frame);
  }

  close(code: number, reason: string): void {
    if (this.#state !== 'open') return;
    const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
    payload.writeUInt16BE(code);
    payload.write(reason, 2);
    this.#sayClose(payload);
  }

  /** Ends it without waiting for anybody. */
  terminate(): void {
    this.#socket.destroy();
  }

  #onData(events: LinkEvents, chunk: Buffer): void {
    events.onBytes(chunk.length);
    if (this.#state === 'ended') return;
    const problem = this.#reader.read(chunk);
    if (problem === undefined) return;
    events.onProblem(problem);
    this.close(problem.code, '');
    this.#endStream();
  }

  #onMessage(kind: number, bytes: Uint8Array): boolean {
    if (kind === CLOSE) {
      this.#sayClose(bytes.subarray(0, 2));
      this.#endStream();
      return false;
    }
    const events = this.#events;
    if (events === undefined || this.#state !== 'open') return true;
    if (kind === BINARY) events.onMessage(bytes);
    else if (kind === TEXT) events.onText();
    else this.#onNoise(kind, bytes, events);
    return true;
  }

  #onNoise(kind: number, bytes: Uint8Array, events: LinkEvents): void {
    events.onNoise();
    // Who does not read is not answered: that would gather here.
    if (kind !== PING || this.#state !== 'open' || this.unsentBytes >= this.#options.sendLimitBytes) return;
    if (this.#socket.writable) this.#socket.write(frameOf(PONG, bytes));
  }

  /** Who goes on sending and does not answer is not listened to for long. */
  #sayClose(payload: Uint8Array): void {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    if (this.#socket.writable) this.#socket.write(frameOf(CLOSE, payload));
    this.#closeTimer = setTimeout(() => this.terminate(), CLOSE_MS);
  }

  /** Nothing more is read, and nothing written after what is queued. */
  #endStream(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#socket.end();
  }

  #onEnd(): void {
    this.#state = 'ended';
    clearTimeout(this.#closeTimer);
    this.#events?.onEnd();
  }
}

/** RFC 6455 §5.2, unmasked as servers send. @param kind BINARY, CLOSE or PONG */
function frameOf(kind: number, message: Uint8Array): Buffer {
  const { length } = message;
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = FIN | kind;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(message, headerLength);
  return frame;
}
