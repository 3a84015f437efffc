/**
 * The folder that a relay keeps everything in: one SQLite database, and a lock beside it. Opens them, brings the database's tables
 * up to date, and says in words for whoever runs the relay why one cannot be used.
 */
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { takeLock } from './file-lock.ts';
import { MIGRATIONS } from './migrations.ts';
import { type Database, openDatabase } from './sqlite-driver.ts';
import { StoreUnusableError } from './store.ts';

/** In a data folder. */
export const DATABASE = 'joinery.db';
const LOCK = 'joinery.lock';

export interface DataFolder {
  readonly database: Database;
  /** To be closed after the database: another relay may have the folder then. */
  readonly lock: Database;
}

/** Opens a data folder, and creates what is missing. @throws StoreUnusableError */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  await prepareFolder(folder);
  const path = join(folder, DATABASE);
  const lock = await lockFolder(folder);
  let database: Database | undefined;
  try {
    database = await openDatabase(path);
    configure(database);
    migrate(database);
    return { database, lock };
  } catch (error) {
    database?.close();
    lock.close();
    throw unusable(path, error);
  }
}

async function prepareFolder(folder: string): Promise<void> {
  try {
    await makeFolder(resolve(folder));
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreUnusableError(`cannot write to the data folder ${folder}: ${reason(error)}`);
  }
}

/** Like `mkdir` with `recursive`, which in Node 20 never returns for folders that the system will not make, as below /proc. */
async function makeFolder(folder: string): Promise<void> {
  const made = async (): Promise<boolean> =>
    await mkdir(folder).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return true;
        if (error.code === 'ENOENT' && dirname(folder) !== folder) return false;
        throw error;
      },
    );
  if (await made()) return;
  await makeFolder(dirname(folder));
  if (!(await made())) throw new Error('the system does not let a folder be made there');
}

async function lockFolder(folder: string): Promise<Database> {
  try {
    return await takeLock(join(folder, LOCK));
  } catch (error) {
    throw new StoreUnusableError(`the data folder ${folder} is in use by another relay: ${reason(error)}`);
  }
}

function configure(database: Database): void {
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
}

function migrate(database: Database): void {
  database.exec('BEGIN IMMEDIATE');
  database.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT');
  const row = database.prepare(`SELECT value FROM meta WHERE key = 'format'`).get() as { value: number } | undefined;
  const format = row?.value ?? 0;
  if (format > MIGRATIONS.length) {
    database.exec('ROLLBACK');
    throw new StoreUnusableError(
      `has store format ${format}, and this version of Joinery knows formats up to ${MIGRATIONS.length}: start a newer version`,
    );
  }
  for (const step of MIGRATIONS.slice(format)) database.exec(step);
  database.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('format', ?)`).run(MIGRATIONS.length);
  database.exec('COMMIT');
}

/** SQLite's errors in words for whoever runs the relay. */
function unusable(path: string, error: unknown): StoreUnusableError {
  if (error instanceof StoreUnusableError) return new StoreUnusableError(`${path} ${error.message}`);
  return new StoreUnusableError(`cannot open ${path}: ${reason(error)}`);
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
