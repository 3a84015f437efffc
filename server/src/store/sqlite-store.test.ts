/** What only a store on disk can be asked: other processes, crashes, and data folders that will not do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundleForNode } from '../../testing/bundle-for-node.ts';
import { openDatabase } from './sqlite-driver.ts';
import { SqliteStore } from './sqlite-store.ts';
import { StoreUnusableError } from './store.ts';
import { WorkerStore } from './worker-store.ts';

let folder: string;
let committer: string;
let worker: string;

beforeAll(async () => {
  committer = await bundleForNode(new URL('../../testing/endless-committer.ts', import.meta.url));
  worker = await bundleForNode(new URL('store-worker.ts', import.meta.url));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joinery-sqlite-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs commits in another process and kills it in the middle. @returns how many it had acknowledged */
async function commitUntilKilled(afterAtLeast: number): Promise<number> {
  const child = spawn(process.execPath, [committer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let acknowledged = 0;
  const ended = once(child, 'close');
  for await (const line of createInterface(child.stdout)) {
    acknowledged = Number(line);
    if (acknowledged >= afterAtLeast) child.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
}

test('R5 everything acknowledged is there after the process was killed in the middle of a commit', async () => {
  let acknowledged = 0;
  for (const round of [1, 2, 3]) {
    acknowledged = await commitUntilKilled(acknowledged + 40 * round);
    const store = await SqliteStore.open(folder);
    const { records, damaged, last } = await store.journal('a', 0);
    expect(damaged).toEqual([]);
    // A commit that nobody was told of may be there or not; if it is, whole, in both files.
    expect(last - acknowledged).toBeOneOf([0, 1]);
    expect(records.map(({ position }) => position)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect((await store.journal('b', 0)).last).toBe(last);
    await store.close();
  }
});

test('a data folder has one relay at a time', async () => {
  const store = await SqliteStore.open(folder);
  await expect(SqliteStore.open(folder)).rejects.toThrow('in use by another relay');
  await store.close();
  await (await SqliteStore.open(folder)).close();
});

test('a newer store format is refused by its number, and left as it is', async () => {
  await (await SqliteStore.open(folder)).close();
  const database = await openDatabase(join(folder, 'joinery.db'));
  database.exec(`UPDATE meta SET value = 99 WHERE key = 'format'`);
  database.close();
  await expect(SqliteStore.open(folder)).rejects.toThrow('has store format 99');
  await expect(SqliteStore.open(folder)).rejects.toBeInstanceOf(StoreUnusableError);
});

test('what is no database is refused', async () => {
  await writeFile(join(folder, 'joinery.db'), 'once upon a time, '.repeat(1000));
  await expect(SqliteStore.open(folder)).rejects.toThrow(/cannot open .*joinery\.db: .*not a database/);
});

test('a data folder that cannot be made is refused', async () => {
  await writeFile(join(folder, 'occupied'), '');
  await expect(SqliteStore.open(join(folder, 'occupied'))).rejects.toThrow('cannot write to the data folder');
  await mkdir(join(folder, 'missing'), { recursive: true });
  await (await SqliteStore.open(join(folder, 'missing', 'too'))).close();
});

test('a store in a worker refuses a data folder in the same words', async () => {
  await writeFile(join(folder, 'occupied'), '');
  const opening = WorkerStore.open(join(folder, 'occupied'), pathToFileURL(worker));
  await expect(opening).rejects.toBeInstanceOf(StoreUnusableError);
  await expect(opening).rejects.toThrow('cannot write to the data folder');
});

test('a store whose worker has ended refuses everything', async () => {
  const store = await WorkerStore.open(folder, pathToFileURL(worker));
  await store.close();
  await expect(store.files()).rejects.toThrow('has ended');
});
