/**
 * A WebSocket as a {@link Link}. Messages are framed here and written to the TCP socket as one buffer, which is made once for
 * however many links get the same message: with `ws` framing each by itself, a header and a body a reader, large rooms spend
 * most of their time on it.
 */
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Meter } from '../meter.ts';
import type { Link } from '../relay/link.ts';

/** FIN and "binary". */
const BINARY = 0x82;

/** How long the other side has to answer a close, in ms. */
const CLOSE_MS = 3000;

const framed = new WeakMap<Uint8Array, Buffer>();

export class WebSocketLink implements Link {
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  readonly #meter: Pick<Meter, 'sent'>;

  /** @param socket what `webSocket` was upgraded from; compression must be off, or their frames would get in each other's way */
  constructor(webSocket: WebSocket, socket: Duplex, meter: Pick<Meter, 'sent'>) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#meter = meter;
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  send(message: Uint8Array): void {
    if (this.#webSocket.readyState !== WebSocket.OPEN || !this.#socket.writable) return;
    let frame = framed.get(message);
    if (frame === undefined) framed.set(message, (frame = frameOf(message)));
    this.#meter.sent(frame.length);
    this.#socket.write(frame);
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
    // Who goes on sending and does not answer is not listened to for long.
    const timer = setTimeout(() => this.#webSocket.terminate(), CLOSE_MS);
    this.#webSocket.once('close', () => clearTimeout(timer));
  }
}

/** RFC 6455 §5.2, unmasked as servers send. */
function frameOf(message: Uint8Array): Buffer {
  const { length } = message;
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = BINARY;
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
