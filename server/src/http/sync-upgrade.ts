/** `/sync/:id`: turns an HTTP request into a WebSocket, and that into a connection of the relay. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
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
import { handshakeFor, WebSocketLink } from './web-socket-link.ts';

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
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;

export class SyncUpgrade {
  readonly #options: SyncUpgradeOptions;
  readonly #open = new Set<WebSocketLink>();

  constructor(options: SyncUpgradeOptions) {
    this.#options = options;
  }

  /** How many connections there are. */
  get size(): number {
    return this.#open.size;
  }

  /** What links were handed and have not sent, in bytes: all together, and the fullest. */
  get unsent(): { readonly all: number; readonly most: number } {
    let [all, most] = [0, 0];
    for (const { unsentBytes } of this.#open) {
      all += unsentBytes;
      most = Math.max(most, unsentBytes);
    }
    return { all, most };
  }

  /** Handles an `upgrade` event of the HTTP server. */
  handle(request: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on('error', ignore);
    const { rooms, origins, hosts, addresses, config } = this.#options;
    const file = PATH.exec(new URL(request.url ?? '/', 'http://relay').pathname)?.[1];
    if (file === undefined) return refuse(socket, 404);
    if (!hosts.accepts(request.headers.host)) return refuse(socket, 403);
    if (!origins.accepts(request.headers.origin, request.headers.host)) return refuse(socket, 403);
    const handshake = handshakeFor(request);
    if (handshake === undefined) return refuse(socket, 400);
    if (rooms.draining || this.#open.size >= config.maxConnections) return refuse(socket, 503);
    const address = addresses.addressOf(originOf(request));
    const left = addresses.allows(address, 'join') ? addresses.connect(address) : undefined;
    if (left === undefined) return refuse(socket, 429);
    // However it ends.
    socket.once('close', left);
    socket.write(handshake);
    socket.setTimeout(0).setNoDelay();
    if (head.length > 0) socket.unshift(head);
    const { cookie, authorization } = request.headers;
    this.#connect(socket, { file, address, visitor: visitorOf({ cookie, authorization }) });
  }

  /** Ends what is still open, without waiting for anybody. */
  terminate(): void {
    for (const link of this.#open) link.terminate();
  }

  #connect(socket: Socket, { file, visitor, address }: Arrival): void {
    const { log, access, addresses, config, meter } = this.#options;
    const { maxFrameBytes: maxMessageBytes, sendLimitBytes } = config;
    const link = new WebSocketLink(socket, { maxMessageBytes, sendLimitBytes, meter });
    const door: Door = (onEnd) => access.enter(file, visitor, onEnd);
    this.#open.add(link);
    const connection = new Connection({ ...this.#options, link, file, door });
    link.listen({
      onBytes: (bytes) => {
        meter.received(bytes);
        connection.arrived(bytes);
        if (!addresses.allows(address, 'bytes', bytes)) connection.overrun();
      },
      onMessage: (message) => connection.receive(message),
      onText: () => connection.violate('a text message'),
      onNoise: () => connection.heardNoise(),
      onProblem: ({ code, reason }) => log.warn({ file, code, reason }, 'a connection was closed for what it sent'),
      onEnd: () => {
        this.#open.delete(link);
        connection.closed();
      },
    });
  }
}

function refuse(socket: Socket, status: keyof typeof REFUSALS): void {
  socket.end(`HTTP/1.1 ${status} ${REFUSALS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function ignore(): void {}
