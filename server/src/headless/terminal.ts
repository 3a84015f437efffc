/**
 * The conversation: commands in, one JSON object a line; answers and news out, the same. Commands are done in order. Whoever writes
 * them faster than the relay takes them, or does not read what is said, is held back: the input is not read then.
 */
import type { Readable, Writable } from 'node:stream';
import { type Command, idIn, type Names, parseCommand, type Prompt, runCommand } from './commands.ts';
import type { HeadlessClient } from './headless-client.ts';
import { type Line, linesOf } from './lines.ts';
import type { StateFile } from './state-file.ts';

export interface TerminalOptions {
  readonly client: HeadlessClient;
  readonly state: StateFile | undefined;
  readonly input: Readable;
  readonly output: Writable;
  /** Unacknowledged changes past which no more commands are read. */
  readonly maxPending: number;
  /** Aborted when the conversation is to end, whatever is still to be read. */
  readonly signal: AbortSignal;
}

/** Longest line that is read, in characters. */
const MAX_LINE_CHARACTERS = 16 * 1024 * 1024;
/** Done in one go, before sockets and timers get their turn. */
const MAX_BATCH = 250;

export class Terminal {
  readonly #options: TerminalOptions;
  readonly #names: Names = new Map();
  /** As text, since what they were made from goes on changing. */
  #answers: string[] = [];
  #failures = 0;

  constructor(options: TerminalOptions) {
    this.#options = options;
  }

  /** How many commands could not be done. */
  get failures(): number {
    return this.#failures;
  }

  tell(news: object): void {
    this.#options.output.write(`${JSON.stringify(news)}\n`);
  }

  /** Reads and does commands, once the file is there. @returns why it ended: the input did, somebody said `quit`, or the signal came */
  async run(): Promise<'end' | 'quit' | 'stopped'> {
    const { client, signal, input } = this.#options;
    await client.until(() => client.sync.state.kind === 'live', signal);
    const stop = (): void => void input.destroy();
    signal.addEventListener('abort', stop);
    try {
      return signal.aborted ? 'stopped' : await this.#read();
    } catch (error) {
      if (!signal.aborted) throw error;
      return 'stopped';
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #read(): Promise<'end' | 'quit' | 'stopped'> {
    const { signal, input } = this.#options;
    for await (const lines of linesOf(input, MAX_LINE_CHARACTERS)) {
      for (let at = 0; at < lines.length; at += MAX_BATCH) {
        if (await this.#doAll(lines.slice(at, at + MAX_BATCH))) return 'quit';
        await this.#calm();
        if (signal.aborted) return 'stopped';
      }
    }
    return signal.aborted ? 'stopped' : 'end';
  }

  /** @returns whether to quit */
  async #doAll(lines: readonly Line[]): Promise<boolean> {
    for (const line of lines) {
      const command = this.#parse(line);
      if (command === undefined) continue;
      const id = command.id ?? line.number;
      if (command.do === 'wait') await this.#wait(id);
      else if (command.do === 'quit') {
        this.#answer({ id, ok: true });
        this.#say();
        return true;
      } else this.#do(id, command);
    }
    this.#say();
    return false;
  }

  #parse({ number, text }: Line): Command | undefined {
    try {
      if (text === undefined) throw new Error(`longer than ${MAX_LINE_CHARACTERS} characters`);
      return parseCommand(text);
    } catch (error) {
      this.#fail(idIn(text) ?? number, `line ${number}: ${wordsOf(error)}`);
      return undefined;
    }
  }

  #do(id: string | number, command: Prompt): void {
    try {
      this.#answer({ id, ok: true, ...runCommand(this.#options.client, this.#names, command) });
    } catch (error) {
      this.#fail(id, wordsOf(error));
    }
  }

  async #wait(id: string | number): Promise<void> {
    const { client, signal } = this.#options;
    this.#say();
    client.sync.flush();
    await client.until(() => client.sync.pendingCount === 0, signal);
    const { pendingCount, state } = client.sync;
    if (pendingCount === 0) this.#answer({ id, ok: true });
    else this.#fail(id, state.kind === 'closed' ? state.reason.message : `${pendingCount} edits are not acknowledged`);
    this.#say();
  }

  #fail(id: string | number, error: string): void {
    this.#failures += 1;
    this.#answer({ id, ok: false, error });
  }

  #answer(answer: object): void {
    this.#answers.push(`${JSON.stringify(answer)}\n`);
  }

  /** What is answered has been kept. */
  #say(): void {
    const answers = this.#answers;
    this.#answers = [];
    if (answers.length === 0 || this.#options.state?.commit() === false) return;
    this.#options.output.write(answers.join(''));
  }

  /** Lets sockets and timers have their turn, and whoever reads and takes in catch up. */
  async #calm(): Promise<void> {
    const { client, output, maxPending, signal } = this.#options;
    await new Promise((resolve) => setImmediate(resolve));
    if (output.writableNeedDrain) await drained(output, signal);
    await client.until(() => client.sync.pendingCount < maxPending, signal);
  }
}

function drained(output: Writable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ['drain', 'close']) output.off(event, done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    for (const event of ['drain', 'close']) output.on(event, done);
    signal.addEventListener('abort', done);
    if (signal.aborted || output.destroyed) done();
  });
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
