/** The relay as one thing that starts, serves and stops. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Access } from '../access/access.ts';
import { isOpen } from '../access/open-relay.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { PrometheusMeter, type Standing } from '../metrics/prometheus-meter.ts';
import { Rooms } from '../relay/rooms.ts';
import type { Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';
import { AddressLimits } from './address-limits.ts';
import { createApp } from './app.ts';
import { Assets } from './assets.ts';
import { Files } from './files.ts';
import { HostCheck } from './host-check.ts';
import { OriginCheck } from './origin-check.ts';
import { SyncUpgrade } from './sync-upgrade.ts';

export interface RelayServerOptions {
  readonly config: Config;
  readonly store: Store;
  readonly timers: RelayTimers;
  readonly log: Log;
  /** Folder of the built client. */
  readonly clientDir: string;
}

/** The address cannot be listened on: the message says why, in words for whoever runs the relay. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

export class RelayServer {
  /** Who may do what. */
  readonly access: Access;
  readonly #options: RelayServerOptions;
  readonly #http: Server;
  readonly #rooms: Rooms;
  readonly #meter = new PrometheusMeter(() => this.#standing());
  readonly #sync: SyncUpgrade;

  private constructor(options: RelayServerOptions, assets: Assets) {
    const { config, store, timers, log } = options;
    this.#options = options;
    this.#rooms = new Rooms({ ...options, meter: this.#meter });
    const access = new Access({ store, timers, open: isOpen(config) });
    this.access = access;
    const origins = new OriginCheck(config.allowedOrigins);
    const hosts = new HostCheck(config, access.open);
    const addresses = new AddressLimits(config, () => timers.now());
    this.#sync = new SyncUpgrade({
      ...options,
      rooms: this.#rooms,
      access,
      origins,
      hosts,
      addresses,
      meter: this.#meter,
    });
    const files = new Files({ store, rooms: this.#rooms, config, timers, secretRandom });
    const app = createApp({
      store,
      files,
      assets,
      access,
      origins,
      hosts,
      addresses,
      now: () => timers.now(),
      config,
      log,
      meter: this.#meter,
      metrics: this.#meter,
      health: () => this.#health(),
      ready: () => this.#ready(),
    });
    this.#http = createServer(HTTP_LIMITS, (request, response) => void listener(request, response));
    const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    this.#http.on('upgrade', (request, socket, head) => this.#sync.handle(request, socket, head));
  }

  /** @throws ListenError when the address cannot be listened on */
  static async start(options: RelayServerOptions): Promise<RelayServer> {
    const assets = await Assets.load(options.clientDir);
    if (!assets.built) options.log.warn({ folder: options.clientDir }, 'the client has not been built');
    const server = new RelayServer(options, assets);
    await server.#listen();
    return server;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** What a person on this machine opens. */
  get url(): string {
    const { host } = this.#options.config;
    const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return `http://${name}:${this.port}`;
  }

  /** Takes nobody in any more, saves what was taken in, says goodbye; what has not closed in time is cut off. */
  async stop(): Promise<void> {
    const { config, timers } = this.#options;
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeIdleConnections();
    const cancel = timers.after(config.drainMs, () => {
      this.#sync.terminate();
      this.#http.closeAllConnections();
    });
    await this.#rooms.drain();
    // Those who said hello are told already; whoever is left never did.
    timers.after(GOODBYE_MS, () => this.#sync.terminate());
    await closed;
    cancel();
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#options.config;
    try {
      this.#http.listen(port, host);
      await once(this.#http, 'listening');
    } catch (error) {
      throw new ListenError(listenProblem(error, host, port));
    }
  }

  /** @throws when nobody should be sent here: the relay is being stopped, or cannot save */
  async #ready(): Promise<void> {
    if (this.#rooms.draining) throw new Error('the relay is being stopped');
    if (this.#rooms.storeFailing) throw new Error('nothing can be saved');
    await this.#options.store.fileCount().catch(() => {
      throw new Error('the store does not answer');
    });
  }

  #standing(): Standing {
    const { all, most } = this.#sync.unsent;
    const rooms = this.#rooms;
    return {
      rooms: rooms.size,
      connections: this.#sync.size,
      pendingBytes: rooms.pendingBytes,
      unsentBytes: all,
      fullestLinkBytes: most,
      ...rooms.checks,
      storeFailing: rooms.storeFailing,
      draining: rooms.draining,
    };
  }

  async #health(): Promise<object> {
    return {
      files: await this.#options.store.fileCount(),
      rooms: this.#rooms.size,
      connections: this.#sync.size,
      checks: this.#rooms.checks,
    };
  }
}

/** Whoever takes longer to ask is not waited for, in ms. */
const HTTP_LIMITS = { headersTimeout: 10_000, requestTimeout: 60_000, maxHeaderSize: 16_384 } as const;

/** Given to clients to close their side after a goodbye. */
const GOODBYE_MS = 500;

/** Uniform in [0, 1), not to be guessed. */
const secretRandom = (): number => randomInt(2 ** 47) / 2 ** 47;

function listenProblem(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} of ${host} is in use: choose another with PORT`;
  if (code === 'EACCES') return `port ${port} of ${host} may not be used by this user: choose another with PORT`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine: check HOST`;
  return `cannot listen on port ${port} of ${host}: ${error instanceof Error ? error.message : String(error)}`;
}
