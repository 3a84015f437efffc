/** The relay as it runs for people: a process of its own on a data folder and a port, that can be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bundleForNode } from '../../server/testing/bundle-for-node.ts';
import { freePort } from '../support/free-port.ts';

export interface RelayProcessOptions {
  /** Its data folder. */
  readonly folder: string;
  /** Where it is found, if it is not this machine. */
  readonly host?: string;
  /** Options of the relay by the names of their environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the process is started through: a command and its arguments, before `node`. */
  readonly through?: readonly string[];
  /** Scripts that run in the process before the relay does. */
  readonly preload?: readonly string[];
}

/** Compiles the relay of this working copy. @returns the script to run */
export async function bundleRelay(): Promise<string> {
  await bundleForNode(new URL('../../server/src/store/store-worker.ts', import.meta.url));
  return await bundleForNode(new URL('../../server/src/main.ts', import.meta.url));
}

export class RelayProcess {
  readonly port: number;
  /** What it wrote to stderr, line by line, over all its lives. */
  readonly log: string[] = [];
  readonly #main: string;
  readonly #options: RelayProcessOptions;
  #child: ChildProcess | undefined;
  #ready: Promise<void> = Promise.resolve();
  #exit: Promise<number | null> = Promise.resolve(null);

  private constructor(port: number, main: string, options: RelayProcessOptions) {
    this.port = port;
    this.#main = main;
    this.#options = options;
  }

  /** Not started yet. @param main what {@link bundleRelay} gave */
  static async at(main: string, options: RelayProcessOptions): Promise<RelayProcess> {
    return new RelayProcess(await freePort(), main, options);
  }

  /** Host and port. */
  get address(): string {
    return `${this.#options.host ?? '127.0.0.1'}:${this.port}`;
  }

  get origin(): string {
    return `http://${this.address}`;
  }

  /** Of the running process. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves once the latest process serves. Rejects when it ends before. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Resolves with the exit code of the latest process once it has ended; null when a signal ended it. */
  get exit(): Promise<number | null> {
    return this.#exit;
  }

  /** Begins to start it; see {@link ready}. */
  start(): this {
    const { folder, env, through = [], preload = [] } = this.#options;
    const imports = preload.flatMap((script) => ['--import', script]);
    const [command, ...args] = [...through, process.execPath, ...imports, this.#main];
    const child = spawn(command, args, {
      env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: String(this.port), LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...(preload.length > 0 ? (['ipc'] as const) : [])],
    });
    this.#child = child;
    this.#exit = once(child, 'close').then(() => child.exitCode);
    if (child.stderr !== null) createInterface(child.stderr).on('line', (line) => this.log.push(line));
    this.#ready = new Promise((resolve, reject) => {
      child.stdout?.on('data', (text: Buffer) => text.includes('Joinery is ready') && resolve());
      child.once('error', reject);
      void this.#exit.then((code) => reject(new Error(`the relay ended with ${code}:\n${this.log.join('\n')}`)));
    });
    // Whoever kills it on its way up does not ask.
    this.#ready.catch(() => {});
    return this;
  }

  /** To the scripts that were preloaded. */
  tell(message: object): void {
    this.#child?.send(message);
  }

  /** Sends a signal, and does not wait for what comes of it. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Pulls the plug: no goodbye, no flush. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#exit;
  }

  /** Lines in which the relay says that something is wrong with itself. */
  get errors(): readonly string[] {
    return this.log.filter((line) => !line.startsWith('{') || /"level":[56]0/.test(line));
  }
}
