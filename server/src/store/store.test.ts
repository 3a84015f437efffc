/** The contract of `Store`, run against each implementation. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleForNode } from '../../testing/bundle-for-node.ts';
import { MemoryStore } from './memory-store.ts';
import { openDatabase } from './sqlite-driver.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { NewFile, NewLink, Store } from './store.ts';
import { WorkerStore } from './worker-store.ts';

let worker: string;
beforeAll(async () => {
  worker = await bundleForNode(new URL('store-worker.ts', import.meta.url));
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const aFile = (id: string, createdAt = 1000): NewFile => ({ id, name: `File ${id}`, createdAt, editedBy: 'Ada' });

const aLink = (id: string, file: string | null = 'a', createdAt = 1000): NewLink => ({
  id,
  file,
  role: 'viewer',
  createdAt,
  expiresAt: 5000,
  secretHash: bytes(1, 2, 3),
});

interface Subject {
  readonly store: Store;
  /** Flips a bit of a record behind the store's back. */
  damage(file: string, what: 'journal' | 'snapshots', position: number): Promise<void>;
  dispose(): Promise<void>;
}

async function inMemory(): Promise<Subject> {
  const store = new MemoryStore();
  return { store, damage: async (...what) => store.damage(...what), dispose: async () => {} };
}

const onDisk = (): Promise<Subject> => inFolder((folder) => SqliteStore.open(folder));
const inWorker = (): Promise<Subject> => inFolder((folder) => WorkerStore.open(folder, pathToFileURL(worker)));

async function inFolder(openStore: (folder: string) => Promise<Store>): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-store-'));
  let store = await openStore(folder);
  return {
    get store() {
      return store;
    },
    damage: async (file, what, position) => {
      await store.close();
      const database = await openDatabase(join(folder, 'joinery.db'));
      const row = database.prepare(`SELECT bytes FROM ${what} WHERE file = ? AND position = ?`).get(file, position);
      const flipped = (row as { bytes: Uint8Array }).bytes.slice();
      flipped[0] = (flipped[0] ?? 0) ^ 1;
      database.prepare(`UPDATE ${what} SET bytes = ? WHERE file = ? AND position = ?`).run(flipped, file, position);
      database.close();
      store = await openStore(folder);
    },
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

describe.each([
  ['memory', inMemory],
  ['sqlite', onDisk],
  ['sqlite in a worker', inWorker],
])('store in %s', (_, open) => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await open();
  });
  afterEach(() => subject.dispose());

  test('a new file is listed with the name and times it was given', async () => {
    await subject.store.createFile(aFile('a'), bytes(1));
    expect(await subject.store.file('a')).toEqual({
      id: 'a',
      name: 'File a',
      createdAt: 1000,
      editedAt: 1000,
      editedBy: 'Ada',
      trashedAt: null,
      hasThumbnail: false,
    });
    expect(await subject.store.fileCount()).toBe(1);
  });

  test('files are listed with the last edited first', async () => {
    for (const [id, at] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ] as const)
      await subject.store.createFile(aFile(id, at), bytes());
    expect((await subject.store.files()).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('an id is given once', async () => {
    await subject.store.createFile(aFile('a'), bytes(1));
    await expect(subject.store.createFile(aFile('a'), bytes(2))).rejects.toThrow(/already|UNIQUE/);
    expect((await subject.store.snapshot('a')).snapshot?.bytes).toEqual(bytes(1));
  });

  test('a file is renamed, trashed and restored', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    expect(await subject.store.updateFile('a', { name: 'Poster' })).toMatchObject({ name: 'Poster', trashedAt: null });
    expect(await subject.store.updateFile('a', { trashedAt: 5 })).toMatchObject({ name: 'Poster', trashedAt: 5 });
    expect(await subject.store.updateFile('a', { trashedAt: null })).toMatchObject({ trashedAt: null });
    expect(await subject.store.updateFile('b', { name: 'x' })).toBeUndefined();
  });

  test('R2 one commit appends to the journals of several files', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    await subject.store.createFile(aFile('b'), bytes());
    await subject.store.commit([
      { file: 'a', position: 1, bytes: bytes(1), edited: { at: 2000, by: 'Grace' } },
      { file: 'b', position: 1, bytes: bytes(2) },
      { file: 'a', position: 2, bytes: bytes(3) },
    ]);
    expect(await subject.store.journal('a', 0)).toEqual({
      records: [
        { position: 1, bytes: bytes(1) },
        { position: 2, bytes: bytes(3) },
      ].map((record) => expect.objectContaining(record) as unknown),
      damaged: [],
      last: 2,
    });
    expect((await subject.store.journal('a', 1)).records.map(({ position }) => position)).toEqual([2]);
    expect((await subject.store.journal('b', 0)).records).toHaveLength(1);
    expect(await subject.store.file('a')).toMatchObject({ editedAt: 2000, editedBy: 'Grace' });
    expect(await subject.store.file('b')).toMatchObject({ editedAt: 1000, editedBy: 'Ada' });
  });

  test('R2 a commit that fails has not happened, for any of its files', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    await expect(
      subject.store.commit([
        { file: 'a', position: 1, bytes: bytes(1) },
        { file: 'nowhere', position: 1, bytes: bytes(2) },
      ]),
    ).rejects.toThrow('nowhere');
    expect(await subject.store.journal('a', 0)).toEqual({ records: [], damaged: [], last: 0 });
    await subject.store.commit([{ file: 'a', position: 1, bytes: bytes(1) }]);
  });

  test('a probe writes, and changes nothing that anybody asks for', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    for (let i = 0; i < 3; i++) await subject.store.probe();
    expect(await subject.store.files()).toHaveLength(1);
    expect(await subject.store.journal('a', 0)).toEqual({ records: [], damaged: [], last: 0 });
  });

  test('a position that is not the next is refused: two writers of one file are noticed', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    await subject.store.commit([{ file: 'a', position: 1, bytes: bytes(1) }]);
    await expect(subject.store.commit([{ file: 'a', position: 1, bytes: bytes(2) }])).rejects.toThrow('next');
    await expect(subject.store.commit([{ file: 'a', position: 3, bytes: bytes(2) }])).rejects.toThrow('next');
  });

  test('R5 two snapshots are kept, and the journal from the older of them on', async () => {
    await subject.store.createFile(aFile('a'), bytes(0));
    for (let position = 1; position <= 6; position++) {
      await subject.store.commit([{ file: 'a', position, bytes: bytes(position) }]);
      if (position % 2 === 0) await subject.store.saveSnapshot('a', { position, bytes: bytes(100 + position) });
    }
    expect((await subject.store.snapshot('a')).snapshot).toMatchObject({ position: 6, bytes: bytes(106) });
    expect((await subject.store.snapshot('a', 6)).snapshot).toMatchObject({ position: 4, bytes: bytes(104) });
    expect((await subject.store.snapshot('a', 4)).snapshot).toBeUndefined();
    expect((await subject.store.journal('a', 0)).records.map(({ position }) => position)).toEqual([5, 6]);
  });

  test('R5 the next position is known although the journal was trimmed', async () => {
    await subject.store.createFile(aFile('a'), bytes(0));
    await subject.store.commit([{ file: 'a', position: 1, bytes: bytes(1) }]);
    await subject.store.saveSnapshot('a', { position: 1, bytes: bytes(101) });
    await subject.store.commit([{ file: 'a', position: 2, bytes: bytes(2) }]);
    await subject.store.saveSnapshot('a', { position: 2, bytes: bytes(102) });
    expect(await subject.store.journal('a', 2)).toEqual({ records: [], damaged: [], last: 2 });
  });

  test('R5 a damaged snapshot is named, and the one before it handed out', async () => {
    await subject.store.createFile(aFile('a'), bytes(0));
    await subject.store.commit([{ file: 'a', position: 1, bytes: bytes(1) }]);
    await subject.store.saveSnapshot('a', { position: 1, bytes: bytes(101) });
    await subject.damage('a', 'snapshots', 1);
    const { snapshot, damaged } = await subject.store.snapshot('a');
    expect(snapshot).toMatchObject({ position: 0, bytes: bytes(0) });
    expect(damaged).toEqual([1]);
    await subject.store.discardSnapshot('a', 1);
    await subject.store.saveSnapshot('a', { position: 1, bytes: bytes(201) });
    expect((await subject.store.snapshot('a', 1)).snapshot).toMatchObject({ position: 0 });
    expect((await subject.store.journal('a', 0)).records).toHaveLength(1);
  });

  test('R5 a damaged journal record is named and not handed out', async () => {
    await subject.store.createFile(aFile('a'), bytes(0));
    for (const position of [1, 2, 3]) await subject.store.commit([{ file: 'a', position, bytes: bytes(position) }]);
    await subject.damage('a', 'journal', 2);
    const { records, damaged, last } = await subject.store.journal('a', 0);
    expect(records.map(({ position }) => position)).toEqual([1, 3]);
    expect(damaged).toEqual([2]);
    expect(last).toBe(3);
  });

  test('a thumbnail is kept and replaced', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    expect(await subject.store.thumbnail('a')).toBeUndefined();
    await subject.store.saveThumbnail('a', { png: bytes(1), savedAt: 1000 });
    await subject.store.saveThumbnail('a', { png: bytes(2), savedAt: 2000 });
    expect(await subject.store.thumbnail('a')).toEqual({ png: bytes(2), savedAt: 2000 });
    expect(await subject.store.file('a')).toMatchObject({ hasThumbnail: true });
  });

  test('a picture is kept once by its hash, counted by its bytes, and copied with its file', async () => {
    for (const id of ['a', 'b']) await subject.store.createFile(aFile(id), bytes());
    const picture = { hash: 'h', type: 'image/png', bytes: bytes(1, 2, 3) };
    await subject.store.savePicture('a', picture);
    await subject.store.savePicture('a', picture);
    expect(await subject.store.picture('a', 'h')).toEqual(picture);
    expect([await subject.store.picture('a', 'x'), await subject.store.picture('b', 'h')]).toEqual([
      undefined,
      undefined,
    ]);
    expect([await subject.store.pictureBytes('a'), await subject.store.pictureBytes('b')]).toEqual([3, 0]);
    await subject.store.copyPictures('a', 'b');
    await subject.store.copyPictures('a', 'b');
    expect([await subject.store.picture('b', 'h'), await subject.store.pictureBytes('b')]).toEqual([picture, 3]);
    await subject.store.deleteFile('a');
    expect([await subject.store.picture('a', 'h'), await subject.store.pictureBytes('a')]).toEqual([undefined, 0]);
    await expect(subject.store.savePicture('a', picture)).rejects.toThrow(/a|FOREIGN/);
  });

  test('whose actors are is committed with their changes, in the latest words, and copied', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    await subject.store.createFile(aFile('b'), bytes());
    const ada = { actor: 'AAAAAAAA', person: 'PPPPPPPP', name: 'Ada', color: '#112233' };
    const ben = { ...ada, actor: 'BBBBBBBB', name: 'Ben' };
    await subject.store.commit([{ file: 'a', position: 1, bytes: bytes(1), authors: [ada, ben] }]);
    await subject.store.commit([{ file: 'a', position: 2, bytes: bytes(2), authors: [{ ...ben, name: 'Benedict' }] }]);
    expect(await subject.store.authors('a', ['AAAAAAAA', 'CCCCCCCC'])).toEqual([ada]);
    await subject.store.copyAuthors('a', 'b');
    expect(await subject.store.authors('b', ['BBBBBBBB'])).toEqual([{ ...ben, name: 'Benedict' }]);
    await subject.store.deleteFile('a');
    expect(await subject.store.authors('a', ['AAAAAAAA'])).toEqual([]);
  });

  test('R7 a link is kept as it was made, and listed by its file with the newest first', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    await subject.store.createFile(aFile('b'), bytes());
    for (const link of [aLink('1'), aLink('2', 'a', 3000), aLink('3', 'a', 2000), aLink('4', 'b'), aLink('5', null)])
      await subject.store.createLink(link);
    expect(await subject.store.link('1')).toEqual({ ...aLink('1'), revokedAt: null });
    const idsOf = async (file: string | null): Promise<string[]> =>
      (await subject.store.links(file)).map(({ id }) => id);
    expect([await idsOf('a'), await idsOf('b'), await idsOf(null)]).toEqual([['2', '3', '1'], ['4'], ['5']]);
    expect(await subject.store.link('6')).toBeUndefined();
  });

  test('R7 a link id is given once, and only to a file that is there', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    await subject.store.createLink(aLink('1'));
    await expect(subject.store.createLink(aLink('1', null))).rejects.toThrow(/already|UNIQUE/);
    await expect(subject.store.createLink(aLink('2', 'nowhere'))).rejects.toThrow(/nowhere|FOREIGN/);
  });

  test('R7 a revoked link stays known as revoked, since the first time', async () => {
    await subject.store.createFile(aFile('a'), bytes());
    await subject.store.createLink(aLink('1'));
    expect(await subject.store.revokeLink('1', 2000)).toMatchObject({ revokedAt: 2000 });
    expect(await subject.store.revokeLink('1', 3000)).toMatchObject({ revokedAt: 2000 });
    expect(await subject.store.link('1')).toMatchObject({ revokedAt: 2000 });
    expect(await subject.store.revokeLink('2', 3000)).toBeUndefined();
  });

  test('a deleted file takes everything with it', async () => {
    await subject.store.createFile(aFile('a'), bytes(0));
    await subject.store.commit([{ file: 'a', position: 1, bytes: bytes(1) }]);
    await subject.store.saveThumbnail('a', { png: bytes(1), savedAt: 1000 });
    await subject.store.createLink(aLink('1'));
    await subject.store.createLink(aLink('2', null));
    expect(await subject.store.deleteFile('a')).toBe(true);
    expect(await subject.store.deleteFile('a')).toBe(false);
    expect(await subject.store.file('a')).toBeUndefined();
    expect((await subject.store.snapshot('a')).snapshot).toBeUndefined();
    expect(await subject.store.journal('a', 0)).toEqual({ records: [], damaged: [], last: 0 });
    expect(await subject.store.thumbnail('a')).toBeUndefined();
    expect([await subject.store.link('1'), await subject.store.links('a')]).toEqual([undefined, []]);
    expect(await subject.store.link('2')).toBeDefined();
    await expect(subject.store.commit([{ file: 'a', position: 2, bytes: bytes(2) }])).rejects.toThrow('a');
  });
});
