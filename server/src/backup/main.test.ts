/** The commands as they are run: beside a relay that works, and before another one that goes on from there (R9). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundleForNode } from '../../testing/bundle-for-node.ts';

let relay: string;
let command: string;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  relay = await bundleForNode(new URL('../main.ts', import.meta.url));
  await bundleForNode(new URL('../store/store-worker.ts', import.meta.url));
  command = await bundleForNode(new URL('main.ts', import.meta.url));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joinery-backups-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** @returns its address */
async function serving(dataDir: string): Promise<string> {
  const child = spawn(process.execPath, [relay], {
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, dataDir), PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) {
    const url = /^Joinery is ready: (http:\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the relay ended before it was ready');
}

async function run(...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

test('R9 what a working relay was backed up to is what another one goes on from', async () => {
  const url = await serving('data');
  const { id } = (await (await fetch(`${url}/api/files`, { method: 'POST', body: '{"name":"Poster"}' })).json()) as {
    id: string;
  };
  const document = await (await fetch(`${url}/api/files/${id}/document`)).text();
  expect(await run('backup', 'kept', '--data-dir', 'data')).toEqual({
    code: 0,
    stdout: '1 file in kept, each verified by its digest.\n',
    stderr: '',
  });
  expect((await fetch(`${url}/api/files`, { method: 'POST' })).status).toBe(201);
  expect(await run('restore', 'kept', '--data-dir', 'again')).toMatchObject({ code: 0, stderr: '' });
  const again = await serving('again');
  const { files } = (await (await fetch(`${again}/api/files`)).json()) as { files: { name: string }[] };
  expect(files).toMatchObject([{ name: 'Poster' }]);
  expect(await (await fetch(`${again}/api/files/${id}/document`)).text()).toBe(document);
});

test('R9 what is wrong is said in one line, with exit code 1; what was not understood is answered by help', async () => {
  expect(await run('restore', 'nothing', '--data-dir', 'again')).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^joinery: nothing is no backup: .*\n$/) as string,
  });
  expect(await run('backup')).toMatchObject({ code: 2, stdout: expect.stringContaining('Usage') as string });
  expect(await run('backup', '--help')).toMatchObject({ code: 0 });
});
