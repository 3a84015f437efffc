/** A relay on a real port, with its store in memory, for tests of HTTP and WebSockets. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Config, DEFAULT_CONFIG } from '../src/config.ts';
import type { FileInfo } from '../src/http/files.ts';
import { RelayServer } from '../src/http/relay-server.ts';
import type { Log } from '../src/log.ts';
import { SYSTEM_TIMERS } from '../src/timers.ts';
import { HeldStore, type LogLine } from './relay-world.ts';

export class Served {
  readonly server: RelayServer;
  readonly store: HeldStore;
  readonly lines: LogLine[];
  readonly #clientDir: string;
  #stopped = false;

  private constructor(server: RelayServer, store: HeldStore, lines: LogLine[], clientDir: string) {
    this.server = server;
    this.store = store;
    this.lines = lines;
    this.#clientDir = clientDir;
  }

  /** @param client the built client: path → content */
  static async start(config: Partial<Config> = {}, client: Readonly<Record<string, string>> = {}): Promise<Served> {
    const clientDir = await mkdtemp(join(tmpdir(), 'joinery-client-'));
    for (const [path, content] of Object.entries(client)) {
      await mkdir(dirname(join(clientDir, path)), { recursive: true });
      await writeFile(join(clientDir, path), content);
    }
    const lines: LogLine[] = [];
    const line = (level: string) => (_: object, message: string) => void lines.push({ level, message });
    const log: Log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
    const store = new HeldStore();
    const server = await RelayServer.start({
      config: { ...DEFAULT_CONFIG, port: 0, ...config },
      store,
      timers: SYSTEM_TIMERS,
      log,
      clientDir,
    });
    return new Served(server, store, lines, clientDir);
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
    await rm(this.#clientDir, { recursive: true });
  }
}
