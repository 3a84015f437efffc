/**
 * A WebSocket client so light that one process can be a thousand people: frames are parsed out of one read buffer that all share, and
 * nothing is allocated for what is whole. Binary messages only, no compression.
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** Read into, parsed, and free again before the next socket is read. */
const READ_BUFFER = Buffer.allocUnsafe(1 << 20);

const BINARY = 0x82;
const CLOSE = 8;
const PING = 9;
const PONG = 0x8a;

export class LightSocket {
  /** Bytes that all sockets of this process have read, WebSocket headers included. */
  static bytesIn = 0;

  /** Told of each message; the bytes are valid until it returns. @type {(message: Buffer) => void} */
  onMessage = () => {};
  /** What the relay closed with; undefined while it is open, 0 for a broken socket. @type {number | undefined} */
  closedWith = undefined;
  /** Reads nothing while it is true, like a client that hangs. */
  #stalled = false;
  #socket;
  #upgraded = false;
  #mask = randomBytes(4);
  /** A header that has not come as a whole. @type {Buffer | undefined} */
  #rest;
  /** A message that has not come as a whole, and its operation code. @type {Buffer | undefined} */
  #partial;
  #filled = 0;
  #code = 0;
  /** @type {{ resolve: (socket: LightSocket) => void, reject: (error: Error) => void } | undefined} */
  #opening;

  /** @param {string} url `ws://host:port/path` */
  constructor(url) {
    const { hostname, port, host, pathname } = new URL(url);
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (length, buffer) => this.#onRead(buffer.subarray(0, length)) },
    });
    this.#socket.on('error', () => this.#end(0));
    this.#socket.on('close', () => this.#end(0));
    this.#socket.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
  }

  /** @param {string} url @returns {Promise<LightSocket>} once it is open */
  static open(url) {
    const socket = new LightSocket(url);
    return new Promise((resolve, reject) => (socket.#opening = { resolve, reject }));
  }

  /** @param {Uint8Array} message */
  send(message) {
    if (this.closedWith === undefined) this.#socket.write(this.#framed(BINARY, message));
  }

  /** Reads nothing more. */
  stall() {
    this.#stalled = true;
  }

  resume() {
    this.#stalled = false;
    this.#socket.resume();
  }

  close() {
    this.#socket.destroy();
  }

  /** @param {Uint8Array} read */
  #onRead(read) {
    LightSocket.bytesIn += read.length;
    let chunk = Buffer.from(read.buffer, read.byteOffset, read.length);
    if (this.#rest !== undefined) {
      chunk = Buffer.concat([this.#rest, chunk]);
      this.#rest = undefined;
    }
    if (this.#upgraded) this.#take(chunk, 0);
    else this.#onHandshake(chunk);
    return !this.#stalled;
  }

  /** @param {Buffer} chunk */
  #onHandshake(chunk) {
    const end = chunk.indexOf('\r\n\r\n');
    if (end < 0) return void (this.#rest = Buffer.from(chunk));
    const status = chunk.toString('latin1', 0, chunk.indexOf('\r\n'));
    if (!status.includes(' 101 ')) {
      this.#opening?.reject(new Error(`no WebSocket: ${status}`));
      return this.#socket.destroy();
    }
    this.#upgraded = true;
    this.#opening?.resolve(this);
    // What came with the answer is for a listener who is there when the promise has been awaited.
    const more = Buffer.from(chunk.subarray(end + 4));
    if (more.length > 0) setImmediate(() => this.#take(more, 0));
  }

  /** @param {Buffer} chunk @param {number} at */
  #take(chunk, at) {
    if (this.#partial !== undefined) {
      const length = Math.min(chunk.length - at, this.#partial.length - this.#filled);
      chunk.copy(this.#partial, this.#filled, at, at + length);
      this.#filled += length;
      at += length;
      if (this.#filled < this.#partial.length) return;
      const whole = this.#partial;
      this.#partial = undefined;
      this.#deliver(this.#code, whole);
    }
    while (at < chunk.length) {
      const short = chunk.length - at < 2 ? 127 : /** @type {number} */ (chunk[at + 1]);
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (chunk.length - at < header) return void (this.#rest = Buffer.from(chunk.subarray(at)));
      const code = /** @type {number} */ (chunk[at]) & 15;
      const length =
        header === 2 ? short : header === 4 ? chunk.readUInt16BE(at + 2) : Number(chunk.readBigUInt64BE(at + 2));
      at += header;
      if (chunk.length - at < length) {
        this.#partial = Buffer.allocUnsafe(length);
        this.#filled = chunk.copy(this.#partial, 0, at);
        this.#code = code;
        return;
      }
      this.#deliver(code, chunk.subarray(at, at + length));
      at += length;
    }
  }

  /** @param {number} code @param {Buffer} message */
  #deliver(code, message) {
    if (code === PING) this.#socket.write(this.#framed(PONG, message));
    else if (code === CLOSE) {
      this.#end(message.length >= 2 ? message.readUInt16BE(0) : 1005);
      this.#socket.end();
    } else this.onMessage(message);
  }

  /** @param {number} code */
  #end(code) {
    this.closedWith ??= code;
    this.#opening?.reject(new Error('no WebSocket: the connection ended'));
  }

  /** @param {number} head @param {Uint8Array} message */
  #framed(head, message) {
    const { length } = message;
    const header = length < 126 ? 6 : length < 65_536 ? 8 : 14;
    const frame = Buffer.allocUnsafe(header + length);
    frame[0] = head;
    frame[1] = 0x80 | (header === 6 ? length : header === 8 ? 126 : 127);
    if (header === 8) frame.writeUInt16BE(length, 2);
    else if (header === 14) frame.writeBigUInt64BE(BigInt(length), 2);
    frame.set(this.#mask, header - 4);
    for (let i = 0; i < length; i++)
      frame[header + i] = /** @type {number} */ (message[i]) ^ /** @type {number} */ (this.#mask[i & 3]);
    return frame;
  }
}
