/**
 * The log torn at every byte. A process or a machine that ends while a commit is being written leaves part of it at the end of SQLite's
 * write-ahead log, or over what an earlier round of the log has left there: the store opens, and has everything before it.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Random } from '@joinery/shared/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { openDatabase } from './sqlite-driver.ts';
import { SqliteStore } from './sqlite-store.ts';

const DATABASE = 'joinery.db';
const LOG = 'joinery.db-wal';
/** Of the places to tear at; all of them with `TEAR=all`. */
const SAMPLE = 80;
/** In memory where there is such a place: the tears are made here, and syncing thousands of copies would take the disk minutes. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** A page and its header, and the header of the log, in bytes: SQLite's. */
const [FRAME, HEADER] = [4096 + 24, 32];
const BEFORE = 6;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(PLACE, 'joinery-torn-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytesOf = (position: number): Uint8Array => new Uint8Array(300).fill(position);

/** Databases stay open until they are collected as garbage, and there are many here. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Makes a journal, and says what the log was before its last commit and after it. */
async function lastCommit(again: boolean): Promise<{ before: Buffer; after: Buffer }> {
  const store = await SqliteStore.open(folder);
  await store.createFile({ id: 'a', name: 'a', createdAt: 0, editedBy: null }, new Uint8Array());
  for (let position = 1; position <= BEFORE; position++) {
    // The log is begun anew, over what it held.
    if (again && position === BEFORE) await checkpoint();
    await store.commit([{ file: 'a', position, bytes: bytesOf(position) }]);
  }
  const log = join(folder, LOG);
  const before = await readFile(log);
  await copyFile(join(folder, DATABASE), join(folder, 'kept.db'));
  await store.commit([{ file: 'a', position: BEFORE + 1, bytes: bytesOf(BEFORE + 1) }]);
  const after = await readFile(log);
  await store.close();
  return { before, after };
}

async function checkpoint(): Promise<void> {
  const database = await openDatabase(join(folder, DATABASE));
  database.exec('PRAGMA wal_checkpoint(RESTART)');
  database.close();
}

/** Opens what a crash has left. @returns the position of the last record; all before it are whole, and another can be added */
async function lastAfter(log: Uint8Array, place: number): Promise<number> {
  const torn = join(folder, String(place));
  await mkdir(torn);
  await copyFile(join(folder, 'kept.db'), join(torn, DATABASE));
  await writeFile(join(torn, LOG), log);
  const store = await SqliteStore.open(torn);
  const { records, damaged, last } = await store.journal('a', 0);
  expect(damaged).toEqual([]);
  expect(records.map(({ position, bytes }) => [position, bytes])).toEqual(
    Array.from({ length: last }, (_, index) => [index + 1, bytesOf(index + 1)]),
  );
  await store.commit([{ file: 'a', position: last + 1, bytes: bytesOf(last + 1) }]);
  expect((await store.journal('a', last)).records).toHaveLength(1);
  await store.close();
  await rm(torn, { recursive: true });
  return last;
}

/** The ends of frames and their neighbours, and places in between. */
function places(from: number, to: number): number[] {
  if (process.env['TEAR'] === 'all') return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const random = new Random(1);
  const chosen = new Set([from, from + 1, to - 1, to]);
  for (let frame = HEADER; frame <= to; frame += FRAME)
    for (const place of [frame - 1, frame, frame + 1, frame + 24]) if (place >= from && place <= to) chosen.add(place);
  while (chosen.size < SAMPLE) chosen.add(random.between(from, to));
  return [...chosen].sort((a, b) => a - b);
}

test.each([
  ['at the end of the log', false],
  ['over what an earlier round has left in the log', true],
])('R5 a last commit that was written up to any byte, %s, loses nothing before it', async (_, again) => {
  const { before, after } = await lastCommit(again);
  const first = after.findIndex((byte, index) => byte !== before[index]);
  const end = after.findLastIndex((byte, index) => byte !== before[index]) + 1;
  const found = new Set<number>();
  for (const [index, place] of places(first, end).entries()) {
    const log = Buffer.concat([after.subarray(0, place), before.subarray(place)]);
    const last = await lastAfter(log, place);
    expect(last, `torn at byte ${place} of ${end}`).toBe(place === end ? BEFORE + 1 : BEFORE);
    found.add(last);
    if (index % 50 === 49) collectGarbage();
  }
  expect([...found]).toEqual([BEFORE, BEFORE + 1]);
});

test('R1 a commit waits for the disk: SQLite is told to, and keeps to a write-ahead log', async () => {
  const { database, lock } = await openDataFolder(folder);
  // FULL. What it is good for shows only when the machine loses power: a process that is killed loses nothing that it has written.
  expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 });
  expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  database.close();
  lock.close();
});
