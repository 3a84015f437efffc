/** The relay as a process: who gets in by what it is told at the start, and what it prints for its owner (R7). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundleForNode } from '../testing/bundle-for-node.ts';
import { eventually } from '../testing/eventually.ts';

let main: string;
let folder: string;
let relay: ChildProcess | undefined;

beforeAll(async () => {
  main = await bundleForNode(new URL('main.ts', import.meta.url));
  await bundleForNode(new URL('store/store-worker.ts', import.meta.url));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joinery-owner-'));
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  const ending = relay;
  relay = undefined;
  if (ending === undefined || ending.exitCode !== null) return;
  ending.kill('SIGKILL');
  await once(ending, 'close');
}

/** Starts it, on the data that is there. @returns what it printed, and where it is */
async function start(env: Record<string, string>) {
  await stop();
  relay = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'debug', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, logged] = ['', ''];
  relay.stdout?.on('data', (text: Buffer) => (printed += text.toString()));
  relay.stderr?.on('data', (text: Buffer) => (logged += text.toString()));
  await eventually(async () => {
    expect(printed).toContain('ready');
    expect((await fetch(urlIn(printed))).status).toBeGreaterThan(0);
  });
  return { url: urlIn(printed), printed: () => printed, logged: () => logged };
}

const urlIn = (printed: string): string => /ready: (\S+)/.exec(printed)?.[1] ?? 'http://nowhere.invalid';
const keyIn = (printed: string): string | undefined => /#key=(\S+)/.exec(printed)?.[1];

const statusOf = async (url: string, key?: string): Promise<number> =>
  (
    await fetch(`${url}/api/files`, {
      method: 'POST',
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    })
  ).status;

test('R7 on loopback, with nothing said, one person owns everything', async () => {
  const { url, printed } = await start({});
  expect(await statusOf(url)).toBe(201);
  expect(printed()).not.toContain('key=');
});

test('R7 on another address it does not start open, and prints the owner’s link once', async () => {
  const first = await start({ HOST: '0.0.0.0' });
  await eventually(() => expect(keyIn(first.printed())).toMatch(/^[0-9A-Za-z_-]{40}$/));
  const key = keyIn(first.printed()) ?? '';
  expect([await statusOf(first.url), await statusOf(first.url, key)]).toEqual([403, 201]);
  expect(first.logged()).not.toContain(key.slice(8));
  const second = await start({ HOST: '0.0.0.0' });
  await eventually(() => expect(second.printed()).toContain('NEW_OWNER_LINK'));
  expect(keyIn(second.printed())).toBeUndefined();
  expect(await statusOf(second.url, key)).toBe(201);
});

test('R7 a lost owner link is replaced by another, and is good for nothing then', async () => {
  const first = await start({ ACCESS: 'links' });
  await eventually(() => expect(keyIn(first.printed())).toBeDefined());
  const lost = keyIn(first.printed()) ?? '';
  const second = await start({ ACCESS: 'links', NEW_OWNER_LINK: 'yes' });
  await eventually(() => expect(keyIn(second.printed())).toBeDefined());
  expect([await statusOf(second.url, lost), await statusOf(second.url, keyIn(second.printed()))]).toEqual([403, 201]);
});

test('R7 on another address it is open only when told so, and says it', async () => {
  const { url, printed } = await start({ HOST: '0.0.0.0', ACCESS: 'open' });
  await eventually(() => expect(printed()).toContain('whoever reaches it owns every file'));
  expect(await statusOf(url)).toBe(201);
});
