/**
 * A copy of everything a relay keeps, made while it runs, and its way back. The copy is one transaction of SQLite, so it is the state of one
 * moment; then every file in it is read as the relay would read it, and the digest of its document (D12) written down beside it. A
 * restore that leads to another digest is refused.
 *
 *     backup/joinery.db       the database
 *     backup/manifest.json    its SHA-256, and of each file the digest of its document
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashDocument } from '@joinery/shared';
import { z } from 'zod';
import { type Log, SILENT_LOG } from '../log.ts';
import { loadDocument } from '../relay/load-document.ts';
import { DATABASE } from '../store/data-folder.ts';
import { openDatabase } from '../store/sqlite-driver.ts';
import { SqliteStore } from '../store/sqlite-store.ts';

const MANIFEST = 'manifest.json';

const Manifest = z.object({
  format: z.literal('joinery-backup-1'),
  /** Unix ms. */
  madeAt: z.number(),
  /** Of the database, in hexadecimal. */
  sha256: z.string(),
  files: z.array(z.object({ id: z.string(), name: z.string(), position: z.number(), digest: z.string() })),
});

export type BackupManifest = z.infer<typeof Manifest>;

/** In words for whoever asked for it. */
class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Copies a data folder, also while a relay uses it, into a new folder.
 * @throws BackupError when the target is not empty, or the copy cannot be read; then nothing is left of it
 */
export async function backup(dataDir: string, target: string, now: number): Promise<BackupManifest> {
  await emptyFolder(target, 'a backup goes into a folder of its own');
  try {
    await copyDatabase(join(dataDir, DATABASE), join(target, DATABASE));
    const files = await filesInCopy(target, now);
    const manifest: BackupManifest = {
      format: 'joinery-backup-1',
      madeAt: now,
      sha256: await sha256(join(target, DATABASE)),
      files,
    };
    await writeWhole(join(target, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } catch (error) {
    await takeAway(target);
    throw error instanceof BackupError ? error : new BackupError(`the backup failed: ${reason(error)}`);
  }
}

/**
 * Puts a backup into a data folder that has nothing in it yet.
 * @throws BackupError when the folder is in use, or what is there is not what was backed up; then nothing is left in it
 */
export async function restore(source: string, dataDir: string, now: number): Promise<BackupManifest> {
  const manifest = await readManifest(source);
  if ((await sha256(join(source, DATABASE))) !== manifest.sha256)
    throw new BackupError(`${join(source, DATABASE)} is not what was backed up: its SHA-256 is another`);
  await emptyFolder(dataDir, 'a backup is restored into an empty data folder: move what is there away');
  try {
    await copyFile(join(source, DATABASE), join(dataDir, `${DATABASE}.partial`));
    await sync(join(dataDir, `${DATABASE}.partial`));
    await rename(join(dataDir, `${DATABASE}.partial`), join(dataDir, DATABASE));
    const found = await filesIn(dataDir, now);
    if (JSON.stringify(found) !== JSON.stringify(manifest.files))
      throw new BackupError('what was restored is not what was backed up: the digests differ');
    return manifest;
  } catch (error) {
    await takeAway(dataDir);
    throw error instanceof BackupError ? error : new BackupError(`the restore failed: ${reason(error)}`);
  }
}

/** One read transaction, however long it takes: the relay goes on writing beside it. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const database = await openDatabase(from, true);
  try {
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
  await sync(to);
}

/** Read in a copy: a store that is opened writes to its database, be it only that it was opened. */
async function filesInCopy(folder: string, now: number): Promise<BackupManifest['files']> {
  const copy = join(folder, 'being-checked');
  await mkdir(copy);
  try {
    await copyFile(join(folder, DATABASE), join(copy, DATABASE));
    return await filesIn(copy, now);
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** Each file with the digest of its document, read as a relay reads it. @throws BackupError for what is damaged */
async function filesIn(folder: string, now: number): Promise<BackupManifest['files']> {
  const store = await SqliteStore.open(folder);
  const troubles: string[] = [];
  const log: Log = { ...SILENT_LOG, error: (_, message) => void troubles.push(message) };
  try {
    const files: BackupManifest['files'] = [];
    for (const { id, name } of await store.files()) {
      const checks = { misread: 0 };
      const { document, position } = await loadDocument({
        store,
        file: id,
        actor: '00000000',
        now: () => now,
        log,
        checks,
      });
      if (troubles.length > 0) throw new BackupError(`file ${id} (${name}): ${troubles.join('; ')}`);
      files.push({ id, name, position, digest: (hashDocument(document) >>> 0).toString(16).padStart(8, '0') });
    }
    return files.sort((a, b) => (a.id < b.id ? -1 : 1));
  } finally {
    await store.close();
  }
}

async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch (error) {
    throw new BackupError(`${folder} is no backup: ${reason(error)}`);
  }
}

async function emptyFolder(folder: string, otherwise: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new BackupError(`${folder} is not empty: ${otherwise}`);
}

/** What is in a folder that was empty before, and the folder where that can be. */
async function takeAway(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  await rmdir(folder).catch(() => undefined);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.partial`, text);
  await sync(`${path}.partial`);
  await rename(`${path}.partial`, path);
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
