/** The client as a process: pipes, signals, exit codes, and what a SIGKILL leaves. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundleForNode } from '../../testing/bundle-for-node.ts';
import { eventually } from '../../testing/eventually.ts';
import { Served } from '../../testing/served.ts';

let main: string;
let served: Served;
let address: string;
let folder: string;
const runs: Run[] = [];

beforeAll(async () => {
  main = await bundleForNode(new URL('main.ts', import.meta.url));
});
beforeEach(async () => {
  served = await Served.start();
  address = `${served.url}/file/${(await served.newFile()).id}`;
  folder = await mkdtemp(join(tmpdir(), 'joinery-client-'));
});
afterEach(async () => {
  for (const { child } of runs.splice(0)) child.kill('SIGKILL');
  await served.stop();
  await rm(folder, { recursive: true, force: true });
});

type Said = Readonly<Record<string, unknown>>;

class Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly said: Said[] = [];
  complaints = '';
  readonly #ended: Promise<unknown>;

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'] } });
    createInterface(this.child.stdout).on('line', (line) => this.said.push(JSON.parse(line) as Said));
    this.child.stderr.on('data', (text: Buffer) => (this.complaints += text.toString()));
    // A client that was killed does not read what is still written to it.
    this.child.stdin.on('error', () => {});
    this.#ended = once(this.child, 'close');
    runs.push(this);
  }

  writes(...commands: object[]): this {
    for (const command of commands) this.child.stdin.write(`${JSON.stringify(command)}\n`);
    return this;
  }

  /** Nothing more is written. @returns the exit code */
  async ends(): Promise<number | null> {
    this.child.stdin.end();
    await this.#ended;
    return this.child.exitCode;
  }

  async isKilled(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    await this.#ended;
    return this.child.exitCode;
  }

  async isLive(): Promise<void> {
    await eventually(() => expect(this.said.some(({ event }) => event === 'welcome')).toBe(true));
  }

  /** Nodes that were answered to be made. */
  get made(): string[] {
    return this.said.filter(({ node }) => typeof node === 'string').map(({ node }) => node as string);
  }
}

const draw = (name: string): object => ({ do: 'create', type: 'rectangle', properties: { name } });

const relayText = async (): Promise<string> =>
  (await served.request('GET', `${new URL(address).pathname.replace('/file/', '/api/files/')}/document`)).text();

test('what is piped in is done, acknowledged, and the client leaves with 0', async () => {
  const run = new Run(address);
  for (let i = 0; i < 300; i++) run.writes(draw(`shape ${i}`));
  expect(await run.ends()).toBe(0);
  expect(run.made).toHaveLength(300);
  expect(run.said.at(-1)).toEqual({ event: 'left', pending: 0, rejected: 0 });
  const text = await relayText();
  for (const node of run.made) expect(text).toContain(node);
  expect(run.complaints).toBe('');
});

test('a command that failed makes it leave with 1, and the others are done', async () => {
  const run = new Run(address).writes(draw('one'), { do: 'trash', node: 'ghost' }, draw('two'));
  expect(await run.ends()).toBe(1);
  expect(run.made).toHaveLength(2);
  expect(await relayText()).toContain('two');
});

test('quit leaves at once, with what comes after it undone', async () => {
  const run = new Run(address).writes(draw('one'), { id: 'bye', do: 'quit' }, draw('two'));
  await eventually(() => expect(run.child.exitCode).toBe(0));
  expect(run.said.some(({ id, ok }) => id === 'bye' && ok === true)).toBe(true);
  expect(run.made).toHaveLength(1);
});

test('a file that does not exist is said in one line, with exit code 3', async () => {
  const run = new Run(address.replace(/[^/]*$/, 'nowhere'), '--follow');
  expect(await run.ends()).toBe(3);
  expect(run.complaints).toBe('joinery: there is no such file\n');
});

test('a relay that is not there is said, with exit code 3, to who does not want to wait for ever', async () => {
  await served.stop();
  const run = new Run(address, '--give-up-ms', '300');
  expect(await run.ends()).toBe(3);
  expect(run.complaints).toBe(`joinery: nobody answers at ${new URL(address).host}\n`);
});

test('options that make no sense, and a state file that cannot be used, are said with exit code 2', async () => {
  const none = new Run();
  expect(await none.ends()).toBe(2);
  expect(none.complaints).toBe('joinery: give the address of one file; --help says more\n');
  const nowhere = new Run(address, '--state', join(folder, 'no', 'such', 'folder'));
  expect(await nowhere.ends()).toBe(2);
  expect(nowhere.complaints).toContain('joinery: cannot use the state file ');
  const first = new Run(address, '--state', join(folder, 'state'));
  await first.isLive();
  const second = new Run(address, '--state', join(folder, 'state'));
  expect(await second.ends()).toBe(2);
  expect(second.complaints).toContain('in use by another client');
});

test.each(['SIGINT', 'SIGTERM'] as const)('P4 %s says goodbye: the others see it gone at once', async (signal) => {
  const watcher = new Run(address, '--follow', '--presence');
  await watcher.isLive();
  const run = new Run(address, '--name', 'Bot');
  await run.isLive();
  run.writes(draw('last words'));
  await eventually(() => expect(run.made).toHaveLength(1));
  const statuses = (): unknown[] =>
    watcher.said.filter(({ event }) => event === 'presence').map(({ status }) => status);
  await eventually(() => expect(statuses().at(-1)).toBe('online'));
  expect(await run.isKilled(signal)).toBe(0);
  const startedAt = performance.now();
  await eventually(() => expect(statuses().at(-1)).toBe('offline'));
  // Less than a lease.
  expect(performance.now() - startedAt).toBeLessThan(4000);
  expect(await relayText()).toContain('last words');
});

test('S2 a client killed with unsent edits comes back and sends them', async () => {
  const state = ['--state', join(folder, 'state')];
  const run = new Run(address, ...state);
  await run.isLive();
  await served.restart(async () => {
    await eventually(() => expect(run.said.some((said) => said['state'] === 'offline')).toBe(true));
    for (let i = 0; i < 50; i++) run.writes(draw(`unsent ${i}`));
    await eventually(() => expect(run.made).toHaveLength(50));
    await run.isKilled('SIGKILL');
  });
  expect(await relayText()).not.toContain('unsent');
  expect(await new Run(address, ...state).ends()).toBe(0);
  const text = await relayText();
  for (const node of run.made) expect(text).toContain(node);
});

test.each([1, 2, 3])('S2 nothing that was answered is lost, whenever the client is killed (%i)', async (round) => {
  const state = ['--state', join(folder, 'state')];
  const run = new Run(address, ...state);
  await run.isLive();
  for (let i = 0; i < 3000; i++) run.writes(draw(`shape ${i}`));
  await eventually(() => expect(run.made.length).toBeGreaterThan(round * 211));
  await run.isKilled('SIGKILL');
  expect(await new Run(address, ...state).ends()).toBe(0);
  const text = await relayText();
  expect(run.made.filter((node) => !text.includes(node))).toEqual([]);
  expect(run.made.length).toBeLessThan(3000);
});

test('whoever reads no more ends it', async () => {
  const run = new Run(address, '--follow');
  await run.isLive();
  run.child.stdout.destroy();
  run.writes(draw('unread'));
  await eventually(() => expect(run.child.exitCode).not.toBeNull());
  expect(await relayText()).toContain('unread');
});
