/** A relay as it runs for people: the built server in a process of its own, on its own data, that can be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { FileInfo } from '../../client/src/files-api.ts';
import { freePort } from './free-port.ts';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 8000;
/** pino's number for `error`. */
const ERROR_LEVEL = 50;

/** Options of the relay by the names of their environment variables: `{ HEARTBEAT_MS: '500' }`. */
export type RelayOptions = Readonly<Record<string, string>>;

export class Relay {
  readonly port: number;
  readonly #dataDir: string;
  readonly #options: RelayOptions;
  readonly #log: string[] = [];
  #process: ChildProcess | undefined;

  private constructor(port: number, dataDir: string, options: RelayOptions) {
    this.port = port;
    this.#dataDir = dataDir;
    this.#options = options;
  }

  static async start(options: RelayOptions = {}): Promise<Relay> {
    const dataDir = await mkdtemp(join(tmpdir(), 'joinery-story-'));
    const relay = new Relay(await freePort(), dataDir, options);
    await relay.restart();
    return relay;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get running(): boolean {
    return this.#process !== undefined;
  }

  /** What it wrote, line by line. */
  get log(): string {
    return this.#log.join('\n');
  }

  /** The key of the owner's link, as a relay that only links let into prints it when it first starts. */
  get ownerKey(): string | undefined {
    return /#key=(\S+)/.exec(this.log)?.[1];
  }

  /** Whether it has said who may come in, as it does just after it answers. */
  get #lettingIn(): boolean {
    return this.#options['ACCESS'] !== 'links' || this.ownerKey !== undefined;
  }

  /** Lines in which the relay says that something went wrong with itself. */
  get errors(): readonly string[] {
    return this.#log.filter(isError);
  }

  /** Pulls the plug: no goodbye, no flush. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts it on the port and data it had before. */
  async restart(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: { ...process.env, PORT: String(this.port), HOST: '127.0.0.1', DATA_DIR: this.#dataDir, ...this.#options },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#log.push(line));
    }
    await expect
      .poll(async () => child.exitCode ?? (this.#lettingIn && (await this.#healthy())), {
        message: 'the relay is up',
        timeout: START_TIMEOUT_MS,
        intervals: [50],
      })
      .toBe(true);
  }

  /** Ends it in an orderly way and removes its data. @returns its exit code */
  async stop(): Promise<number | null> {
    const code = await this.#end('SIGTERM');
    await rm(this.#dataDir, { recursive: true, force: true });
    return code;
  }

  /** A new file with one empty page. */
  async createFile(name: string): Promise<FileInfo> {
    return (await this.#json('/api/files', { method: 'POST', body: JSON.stringify({ name }) })) as FileInfo;
  }

  async file(id: string): Promise<FileInfo> {
    return (await this.#json(`/api/files/${id}`)) as FileInfo;
  }

  /** The document of a file as the relay has it, in the bytes in which it gives it. */
  async document(id: string): Promise<string> {
    const response = await fetch(`${this.origin}/api/files/${id}/document`, { headers: this.#asOwner });
    expect(response.status, 'GET document').toBe(200);
    return response.text();
  }

  get #asOwner(): Record<string, string> {
    return this.ownerKey === undefined ? {} : { authorization: `Bearer ${this.ownerKey}` };
  }

  async #json(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { 'content-type': 'application/json', ...this.#asOwner };
    const response = await fetch(this.origin + path, { ...init, headers });
    expect(response.ok, `${init.method ?? 'GET'} ${path} gave ${response.status}`).toBe(true);
    return response.json();
  }

  async #healthy(): Promise<boolean> {
    try {
      return (await fetch(`${this.origin}/healthz`)).ok;
    } catch {
      return false;
    }
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    const overdue = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.kill(signal);
    await exit;
    clearTimeout(overdue);
    return child.exitCode;
  }
}

function isError(line: string): boolean {
  if (!line.startsWith('{')) return /\b(uncaught|unhandled|fatal)\b/i.test(line);
  const { level } = JSON.parse(line) as { level?: number | string };
  return typeof level === 'number' ? level >= ERROR_LEVEL : level === 'error' || level === 'fatal';
}
