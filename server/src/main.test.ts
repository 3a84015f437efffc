/** The relay as a process: exit codes, signals, and what a SIGKILL leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  Document,
  FORGETFUL_OUTBOX,
  type OpenChannel,
  PresenceClient,
  ROOT,
  SyncClient,
  type Time,
} from '@joinery/shared';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { bundleForNode } from '../testing/bundle-for-node.ts';
import { eventually } from '../testing/eventually.ts';
import { webSocketChannel } from './headless/web-socket-channel.ts';
import type { FileInfo } from './http/files.ts';
import { SYSTEM_TIMERS } from './timers.ts';

let main: string;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  main = await bundleForNode(new URL('main.ts', import.meta.url));
  await bundleForNode(new URL('store/store-worker.ts', import.meta.url));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joinery-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function spawnRelay(env: Record<string, string>, args: readonly string[] = []): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** Runs it to its end. */
async function outcome(env: Record<string, string>, args: readonly string[] = []) {
  const child = spawnRelay(env, args);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

async function serving(env: Record<string, string> = {}): Promise<{ child: ChildProcess; url: string }> {
  const child = spawnRelay(env);
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) {
    const url = /^Joinery is ready: (http:\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error('the relay ended before it was ready');
}

const newFile = async (url: string): Promise<FileInfo> =>
  (await (await fetch(`${url}/api/files`, { method: 'POST' })).json()) as FileInfo;

/** Somebody who keeps all that the relay has acknowledged in mind. */
class Person {
  readonly document: Document;
  readonly sync: SyncClient;
  #drawn = 0;
  url: string;

  constructor(url: string, file: string, name: string) {
    this.url = url;
    this.document = new Document({ actor: name.padEnd(8, '0'), wall: () => Date.now() });
    const openChannel: OpenChannel = (events) =>
      webSocketChannel(`${this.url.replace('http', 'ws')}/sync/${file}`)(events);
    const profile = { person: this.document.actor, name, color: '#112233', choice: 'automatic' } as const;
    this.sync = new SyncClient({
      document: this.document,
      session: this.document.actor,
      openChannel,
      outbox: FORGETFUL_OUTBOX,
      contents: { pending: [], rejected: [] },
      timers: SYSTEM_TIMERS,
      presence: new PresenceClient(this.document.actor, profile),
    });
    this.sync.start();
  }

  /** How many own changes the relay has acknowledged. */
  get acknowledged(): number {
    return this.#drawn - this.sync.pendingCount;
  }

  draw(): void {
    this.#drawn += 1;
    this.document.transact((tx) => void tx.create('rectangle', this.document.children(ROOT)[0] ?? ''));
    this.sync.flush();
  }

  get oldestPending(): Time {
    return this.sync.pendingChanges()[0]?.time ?? Number.MAX_SAFE_INTEGER;
  }
}

test('--help prints the knobs and ends well', async () => {
  const { code, stdout } = await outcome({}, ['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('PORT, 4870 by default');
});

test('what is wrong with the configuration is said in one line each, with exit code 2', async () => {
  expect(await outcome({ PORT: 'http' })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'joinery: PORT must be a whole number from 0 to 65535, not "http"\n',
  });
});

test('a data folder that cannot be written is said in one line, with exit code 2', async () => {
  await writeFile(join(folder, 'file'), '');
  const { code, stderr } = await outcome({ DATA_DIR: join(folder, 'file') });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^joinery: cannot write to the data folder .*\n$/);
});

test('a port in use is said in one line, with exit code 2', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { code, stderr } = await outcome({ PORT: port });
  expect(code).toBe(2);
  expect(stderr).toBe(`joinery: port ${port} of 127.0.0.1 is in use: choose another with PORT\n`);
  other.close();
});

test('a second relay on the same data folder is refused, with exit code 2', async () => {
  await serving();
  const { code, stderr } = await outcome({});
  expect(code).toBe(2);
  expect(stderr).toContain('in use by another relay');
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s drains and exits with 0, also with somebody connected',
  async (signal) => {
    const { child, url } = await serving();
    const { id } = await newFile(url);
    const ada = new Person(url, id, 'ada');
    const silent = new WebSocket(`${url.replace('http', 'ws')}/sync/${id}`);
    silent.on('error', () => {});
    await eventually(() => expect(ada.sync.state.kind).toBe('live'));
    const startedAt = performance.now();
    child.kill(signal);
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    ada.sync.dispose();
  },
);

test('R1, R5 after SIGKILL in the middle of edits nothing is missing that was acknowledged or seen by somebody else', async () => {
  let { child, url } = await serving();
  const { id } = await newFile(url);
  const people = [new Person(url, id, 'ada'), new Person(url, id, 'grace')];
  await eventually(() => {
    for (const { sync } of people) expect(sync.state.kind).toBe('live');
  });
  for (const round of [1, 2, 3]) {
    expect(child.exitCode, `round ${round}`).toBeNull();
    const drawing = setInterval(() => {
      for (const person of people) person.draw();
    }, 3);
    const before = people.map(({ acknowledged }) => acknowledged);
    await eventually(() => {
      people.forEach((person, index) => expect(person.acknowledged - (before[index] ?? 0)).toBeGreaterThan(20));
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    clearInterval(drawing);
    ({ child, url } = await serving());
    const json = (await (await fetch(`${url}/api/files/${id}/document`)).json()) as {
      pages: { children: { id: string }[] }[];
    };
    const kept = new Set(json.pages.flatMap(({ children: nodes }) => nodes.map((node) => node.id)));
    const promised = people.flatMap(({ document }) =>
      document.children(document.children(ROOT)[0] ?? '').filter((node) => {
        const { actor, time } = document.stamp(node, 'type') ?? { actor: '', time: 0 };
        const author = people.find((person) => person.document.actor === actor);
        return author?.document !== document || time < author.oldestPending;
      }),
    );
    expect(promised.filter((node) => !kept.has(node))).toEqual([]);
    expect(promised.length).toBeGreaterThan(40);
    for (const person of people) {
      person.url = url;
      person.sync.wake();
    }
    await eventually(() => {
      for (const { sync } of people) expect([sync.state.kind, sync.pendingCount]).toEqual(['live', 0]);
    });
  }
  const [ada, grace] = people;
  await eventually(() => expect(ada?.document.toJSON()).toEqual(grace?.document.toJSON()));
  for (const { sync } of people) sync.dispose();
}, 120_000);
