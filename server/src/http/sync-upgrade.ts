/** `/sync/:id`: turns an HTTP request into a WebSocket, and that into a connection of the relay. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access, Visitor } from '../access/access.ts';
import type { Door } from '../access/door.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { Connection } from '../relay/connection.ts';
import type { Rooms } from '../relay/rooms.ts';
import type { Meter } from '../meter.ts';
import type { RelayTimers } from '../timers.ts';
import { type AddressLimits, originOf } from './address-limits.ts';
import type { HostCheck } from './host-check.ts';
import type { OriginCheck } from './origin-check.ts';
import { visitorOf } from './visitor.ts';
import { WebSocketLink } from './web-socket-link.ts';

export interface SyncUpgradeOptions {
  readonly rooms: Rooms;
  readonly access: Access;
  readonly origins: OriginCheck;
  readonly hosts: HostCheck;
  readonly addresses: AddressLimits;
  readonly config: Config;
  readonly timers: RelayTimers;
  readonly log: Log;
  readonly meter: Meter;
}

/** Somebody who wants to open a file. */
interface Arrival {
  readonly file: string;
  readonly visitor: Visitor;
  /** Undefined: not limited. */
  readonly address: string | undefined;
}

const PATH = /^\/sync\/([0-9A-Za-z]{1,64})$/;

const REFUSALS = {
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;

export class SyncUpgrade {
  readonly #options: SyncUpgradeOptions;
  readonly #server: WebSocketServer;
  readonly #open = new Map<WebSocket, WebSocketLink>();

  constructor(options: SyncUpgradeOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // Frames would have no limit before they are unpacked, and links write to the socket past `ws`.
      perMessageDeflate: false,
      maxPayload: options.config.maxFrameBytes,
      // Pings are counted here, so that whoever floods is told why.
      autoPong: false,
    });
  }

  /** How many connections there are. */
  get size(): number {
    return this.#open.size;
  }

  /** What links were handed and have not sent, in bytes: all together, and the fullest. */
  get unsent(): { readonly all: number; readonly most: number } {
    let [all, most] = [0, 0];
    for (const { unsentBytes } of this.#open.values()) {
      all += unsentBytes;
      most = Math.max(most, unsentBytes);
    }
    return { all, most };
  }

  /** Handles an `upgrade` event of the HTTP server. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', ignore);
    const { rooms, origins, hosts, addresses, config } = this.#options;
    const file = PATH.exec(new URL(request.url ?? '/', 'http://relay').pathname)?.[1];
    if (file === undefined) return refuse(socket, 404);
    if (!hosts.accepts(request.headers.host)) return refuse(socket, 403);
    if (!origins.accepts(request.headers.origin, request.headers.host)) return refuse(socket, 403);
    if (rooms.draining || this.#open.size >= config.maxConnections) return refuse(socket, 503);
    const address = addresses.addressOf(originOf(request));
    const left = addresses.allows(address, 'join') ? addresses.connect(address) : undefined;
    if (left === undefined) return refuse(socket, 429);
    // However it ends, and also when it never becomes a WebSocket.
    socket.once('close', left);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const { cookie, authorization } = request.headers;
      this.#connect(webSocket, socket, { file, address, visitor: visitorOf({ cookie, authorization }) });
    });
  }

  /** Ends what is still open, without waiting for anybody. */
  terminate(): void {
    for (const webSocket of this.#open.keys()) webSocket.terminate();
  }

  #connect(webSocket: WebSocket, socket: Duplex, { file, visitor, address }: Arrival): void {
    const { log, access, addresses, config, meter } = this.#options;
    const link = new WebSocketLink(webSocket, socket, meter);
    const door: Door = (onEnd) => access.enter(file, visitor, onEnd);
    this.#open.set(webSocket, link);
    const connection = new Connection({ ...this.#options, link, file, door });
    webSocket.on('message', (data, isBinary) => {
      if (isBinary && data instanceof Uint8Array) connection.receive(data);
      else connection.violate('a text message');
    });
    webSocket.on('ping', (data) => {
      connection.heardNoise();
      // Who does not read is not answered: that would gather here.
      if (webSocket.readyState === webSocket.OPEN && link.unsentBytes < config.sendLimitBytes) webSocket.pong(data);
    });
    webSocket.on('pong', () => connection.heardNoise());
    // Before ws makes anything of them.
    socket.prependListener('data', ({ length }: Buffer) => {
      meter.received(length);
      connection.arrived(length);
      if (!addresses.allows(address, 'bytes', length)) connection.overrun();
    });
    // Frames that are malformed or too long: `ws` closes the connection with the code that says so.
    webSocket.on('error', (error) => log.warn({ err: error, file }, 'a connection was closed for what it sent'));
    webSocket.on('close', () => {
      this.#open.delete(webSocket);
      connection.closed();
    });
  }
}

function refuse(socket: Duplex, status: keyof typeof REFUSALS): void {
  socket.end(`HTTP/1.1 ${status} ${REFUSALS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function ignore(): void {}
