/** Backups: made beside a relay that works, verified by digest, and led back to (R9). */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, Document, encodeChanges, encodeSnapshot, ROOT } from '@joinery/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SILENT_LOG } from '../log.ts';
import { loadDocument } from '../relay/load-document.ts';
import { openDatabase } from '../store/sqlite-driver.ts';
import { SqliteStore } from '../store/sqlite-store.ts';
import { backup, restore } from './backup.ts';

const NOW = Date.UTC(2026, 0, 1);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joinery-backup-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

/** A store with a file that somebody edits. */
async function working(id = 'a') {
  const store = await SqliteStore.open(at('data'));
  const document = new Document({ actor: 'ada00000', wall: () => NOW });
  document.transact((tx) => void tx.create('page', ROOT));
  await store.createFile({ id, name: `File ${id}`, createdAt: NOW, editedBy: 'Ada' }, encodeSnapshot(document));
  let position = 0;
  const edit = async (): Promise<void> => {
    const change = document.transact((tx) => void tx.create('rectangle', document.children(ROOT)[0] ?? ''));
    if (change === undefined) throw new Error('nothing was edited');
    position += 1;
    await store.commit([{ file: id, position, bytes: encodeChanges([change]) }]);
  };
  return { store, document, edit };
}

async function jsonIn(dataDir: string, file: string): Promise<string> {
  const store = await SqliteStore.open(dataDir);
  const options = { store, file, actor: 'reader00', now: () => NOW, log: SILENT_LOG, checks: { misread: 0 } };
  const { document } = await loadDocument(options);
  await store.close();
  return canonicalJson(document.toJSON());
}

test('R9 a backup is the state of one moment, made while edits go on, and leads back to it', async () => {
  const { store, document, edit } = await working();
  for (let i = 0; i < 5; i++) await edit();
  const json = canonicalJson(document.toJSON());
  await store.saveThumbnail('a', { png: Uint8Array.of(1, 2, 3), savedAt: NOW });
  const made = backup(at('data'), at('backup'), NOW);
  await edit();
  const manifest = await made;
  expect(manifest.files).toMatchObject([{ id: 'a', name: 'File a', digest: expect.stringMatching(/^[0-9a-f]{8}$/) }]);
  expect(manifest.files[0]?.position).toBeOneOf([5, 6]);
  await store.close();
  expect(await restore(at('backup'), at('new data'), NOW)).toEqual(manifest);
  const restored = await jsonIn(at('new data'), 'a');
  expect(restored).toBe(manifest.files[0]?.position === 5 ? json : canonicalJson(document.toJSON()));
  const back = await SqliteStore.open(at('new data'));
  expect(await back.thumbnail('a')).toEqual({ png: Uint8Array.of(1, 2, 3), savedAt: NOW });
  await back.close();
});

test('R9 a backup goes into a folder of its own, and a restore into an empty one', async () => {
  const { store } = await working();
  await backup(at('data'), at('backup'), NOW);
  await expect(backup(at('data'), at('backup'), NOW)).rejects.toThrow('is not empty');
  await expect(restore(at('backup'), at('data'), NOW)).rejects.toThrow('is not empty');
  await store.close();
  expect(await readdir(at('data'))).toContain('joinery.db');
  await expect(backup(at('nowhere'), at('another'), NOW)).rejects.toThrow('the backup failed');
  expect(await readdir(folder)).not.toContain('another');
});

test('R9 a backup of damaged data is none, and says which file it is', async () => {
  const { store, edit } = await working();
  await edit();
  await store.close();
  const database = await openDatabase(join(at('data'), 'joinery.db'));
  database.prepare(`UPDATE journal SET bytes = x'00' WHERE position = 1`).run();
  database.close();
  await expect(backup(at('data'), at('backup'), NOW)).rejects.toThrow(/file a \(File a\): .*damaged/);
  expect(await readdir(folder)).not.toContain('backup');
});

test('R9 a backup with one flipped bit, or another manifest, is not restored, and leaves nothing behind', async () => {
  const { store } = await working();
  await backup(at('data'), at('backup'), NOW);
  await store.close();
  const path = join(at('backup'), 'manifest.json');
  const text = await readFile(path, 'utf8');
  await writeFile(
    path,
    text.replace(/"digest": "(.)/, (_, digit: string) => `"digest": "${digit === '0' ? '1' : '0'}`),
  );
  await expect(restore(at('backup'), at('new data'), NOW)).rejects.toThrow('the digests differ');
  await writeFile(path, text);
  const database = await readFile(join(at('backup'), 'joinery.db'));
  database[database.length - 100] = (database[database.length - 100] ?? 0) ^ 1;
  await writeFile(join(at('backup'), 'joinery.db'), database);
  await expect(restore(at('backup'), at('new data'), NOW)).rejects.toThrow('SHA-256');
  await writeFile(path, '{}');
  await expect(restore(at('backup'), at('new data'), NOW)).rejects.toThrow('is no backup');
  expect(await readdir(folder)).not.toContain('new data');
});
