/** One stay in a file, from the options to the exit code. */
import type { WebSocket } from 'ws';
import type { ClientOptions } from './client-options.ts';
import { complain, EXIT } from './exit.ts';
import { HeadlessClient } from './headless-client.ts';
import { tellNews } from './news.ts';
import { StateFile } from './state-file.ts';
import { Terminal } from './terminal.ts';
import { webSocketChannel } from './web-socket-channel.ts';

/** Before it leaves it waits so long for what it has sent to be acknowledged, in ms. */
const LAST_WORDS_MS = 2000;

export class Visit {
  readonly #options: ClientOptions;
  readonly #state: StateFile | undefined;
  readonly #client: HeadlessClient;
  readonly #terminal: Terminal;
  readonly #ending: AbortController;
  #socket: WebSocket | undefined;
  /** Why the link is not there. */
  #trouble: string | undefined;
  #gaveUp = false;

  /** @throws StateUnusableError */
  static async open(options: ClientOptions): Promise<Visit> {
    const ending = new AbortController();
    const { state: path, address } = options;
    const state = path === undefined ? undefined : await StateFile.open(path, address.file, () => ending.abort());
    return new Visit(options, state, ending);
  }

  private constructor(options: ClientOptions, state: StateFile | undefined, ending: AbortController) {
    this.#options = options;
    this.#state = state;
    this.#ending = ending;
    this.#client = new HeadlessClient({
      openChannel: webSocketChannel(options.address.syncUrl, {
        key: options.address.key,
        onTrouble: (words) => (this.#trouble = words),
        onSocket: (socket) => (this.#socket = socket),
      }),
      name: options.name,
      ...(state && { state }),
      onError: (error) => complain(error instanceof Error ? error.message : String(error)),
    });
    const { stdin: input, stdout: output } = process;
    const { maxPending } = options;
    this.#terminal = new Terminal({ client: this.#client, state, input, output, maxPending, signal: ending.signal });
  }

  /** @returns the exit code */
  async toItsEnd(): Promise<number> {
    const client = this.#client;
    const { address, own, presence, follow } = this.#options;
    const { signal } = this.#ending;
    const settled = (): boolean => client.sync.pendingCount === 0;
    this.#endWhenAsked();
    tellNews(client, {
      file: address.file,
      own,
      presence,
      trouble: () => this.#trouble,
      tell: (news) => this.#tell(news),
    });
    client.start();
    const why = await this.#terminal.run();
    if (why === 'end') await client.until(follow ? () => false : settled, signal);
    await client.until(
      () => settled() || client.sync.state.kind !== 'live' || this.#state?.failed === true,
      AbortSignal.timeout(LAST_WORDS_MS),
    );
    return await this.#leave();
  }

  async #leave(): Promise<number> {
    const { sync } = this.#client;
    const link = sync.state;
    await this.#client.leave();
    const [pending, rejected] = [sync.pendingCount, sync.rejected.length];
    this.#terminal.tell({ event: 'left', pending, rejected });
    await new Promise((resolve) => process.stdout.write('', resolve));
    if (this.#state?.failed === true)
      return complain(`the state file ${this.#options.state} could not be written`, EXIT.diskFailed);
    if (link.kind === 'closed') return complain(link.reason.message, EXIT.refused);
    if (this.#gaveUp) return complain(this.#trouble ?? 'the relay did not answer in time', EXIT.refused);
    if (pending > 0) complain(`${pending} edits are not acknowledged${this.#state ? ', and kept' : ''}`);
    return this.#terminal.failures > 0 || rejected > 0 || pending > 0 ? EXIT.incomplete : EXIT.done;
  }

  #endWhenAsked(): void {
    const { giveUpMs } = this.#options;
    const { sync } = this.#client;
    const end = (): void => this.#ending.abort();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Who asks twice does not want to wait.
      process.on(signal, () => (this.#ending.signal.aborted ? process.exit(EXIT.incomplete) : end()));
    }
    // Whoever read has gone.
    process.stdout.on('error', end);
    let welcomed = false;
    sync.subscribe(() => {
      welcomed ||= sync.state.kind === 'live';
      if (sync.state.kind === 'closed') end();
    });
    if (giveUpMs === 0) return;
    setTimeout(() => {
      if (welcomed) return;
      this.#gaveUp = true;
      end();
    }, giveUpMs).unref();
  }

  #tell(news: object): void {
    this.#terminal.tell(news);
    const socket = this.#socket;
    // Who does not read is sent no more: the relay leaves slow readers out, and catches them up later.
    if (!process.stdout.writableNeedDrain || socket === undefined || socket.isPaused) return;
    socket.pause();
    process.stdout.once('drain', () => socket.resume());
  }
}
