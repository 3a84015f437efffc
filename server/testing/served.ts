/** A relay on a real port, with its store in memory, for tests of HTTP and WebSockets. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Config, DEFAULT_CONFIG } from '../src/config.ts';
import type { FileInfo } from '../src/http/files.ts';
import { RelayServer, type RelayServerOptions } from '../src/http/relay-server.ts';
import type { Log } from '../src/log.ts';
import { SYSTEM_TIMERS } from '../src/timers.ts';
import { HeldStore, type LogLine } from './relay-world.ts';

export class Served {
  server: RelayServer;
  readonly store: HeldStore;
  readonly lines: LogLine[];
  readonly #options: RelayServerOptions;
  #stopped = false;

  private constructor(server: RelayServer, options: RelayServerOptions & { store: HeldStore }, lines: LogLine[]) {
    this.server = server;
    this.store = options.store;
    this.lines = lines;
    this.#options = options;
  }

  /** @param client the built client: path → content */
  static async start(
    config: Partial<Config> = {},
    client: Readonly<Record<string, string | Uint8Array>> = {},
  ): Promise<Served> {
    const clientDir = await mkdtemp(join(tmpdir(), 'joinery-client-'));
    for (const [path, content] of Object.entries(client)) {
      await mkdir(dirname(join(clientDir, path)), { recursive: true });
      await writeFile(join(clientDir, path), content);
    }
    const lines: LogLine[] = [];
    const line = (level: string) => (_: object, message: string) => void lines.push({ level, message });
    const log: Log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
    const store = new HeldStore();
    const options = { config: { ...DEFAULT_CONFIG, port: 0, ...config }, store, timers: SYSTEM_TIMERS, log, clientDir };
    return new Served(await RelayServer.start(options), options, lines);
  }

  /** Stops and starts again, with the same store on the same port. @param meanwhile while nobody answers there */
  async restart(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const { port } = this.server;
    await this.server.stop();
    await meanwhile();
    this.server = await RelayServer.start({ ...this.#options, config: { ...this.#options.config, port } });
  }

  get url(): string {
    return this.server.url;
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const content = body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body);
    return await fetch(this.url + path, { method, headers, ...(content !== undefined && { body: content }) });
  }

  async newFile(name = 'Poster'): Promise<FileInfo> {
    const response = await this.request(
      'POST',
      '/api/files',
      { name },
      { 'x-joinery-name': encodeURIComponent('Adä') },
    );
    return (await response.json()) as FileInfo;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await this.server.stop();
    await rm(this.#options.clientDir, { recursive: true });
  }
}
