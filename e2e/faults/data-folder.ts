/**
 * A relay's data folder as its owner may look into it. The journal is kept whole: a trigger puts aside what the relay trims after a
 * snapshot, in the very transaction that trims it.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Change, decodeChanges, EMPTY_VERSION, encodeDelta } from '@joinery/shared';
import { Broken, replica } from '@joinery/shared/testing';
import { openDatabase } from '../../server/src/store/sqlite-driver.ts';
import { SqliteStore } from '../../server/src/store/sqlite-store.ts';

const DATABASE = 'joinery.db';

/** What the relay deletes from the journal comes here. */
const ARCHIVE = `
  CREATE TABLE archive (file TEXT NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TRIGGER archive_journal AFTER DELETE ON journal BEGIN
    INSERT INTO archive (file, position, bytes) VALUES (old.file, old.position, old.bytes);
  END`;

const TAKE_OUT = `CREATE TABLE taken.journal AS
  SELECT file, position, bytes FROM archive UNION ALL SELECT file, position, bytes FROM main.journal`;

export class DataFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** A new one, with empty files of these names. */
  static async create(files: readonly string[]): Promise<DataFolder> {
    const path = await mkdtemp(join(tmpdir(), 'joinery-faults-'));
    const store = await SqliteStore.open(path);
    const empty = encodeDelta(replica('maker').since(EMPTY_VERSION));
    for (const id of files) await store.createFile({ id, name: id, createdAt: 0, editedBy: null }, empty);
    await store.close();
    const database = await openDatabase(join(path, DATABASE));
    database.exec(ARCHIVE);
    database.close();
    const made = new DataFolder(path);
    try {
      return await made.copy();
    } finally {
      await made.remove();
    }
  }

  /** What a crash has left, byte by byte, so that looking at it mends nothing for the relay. No relay may run. */
  async copy(): Promise<DataFolder> {
    const path = await mkdtemp(join(tmpdir(), 'joinery-faults-'));
    for (const file of [DATABASE, `${DATABASE}-wal`]) {
      if (existsSync(join(this.path, file))) await copyFile(join(this.path, file), join(path, file));
    }
    return new DataFolder(path);
  }

  /**
   * All that was ever journalled of a file, in order; a relay may run.
   * @throws Broken when a record is missing, twice there, or cannot be read
   */
  async journal(file: string): Promise<Change[]> {
    const folder = await mkdtemp(join(tmpdir(), 'joinery-journal-'));
    try {
      const rows = await rowsOf(await this.#takeOut(join(folder, DATABASE)), file);
      return rows.flatMap(({ position, bytes }, index) => {
        if (position !== index + 1)
          throw new Broken(`journal record ${index + 1} of ${file} is missing: ${position} is there`);
        const decoded = decodeChanges(bytes);
        if (!decoded.ok) throw new Broken(`journal record ${position} of ${file} cannot be read: ${decoded.reason}`);
        return decoded.value;
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  /**
   * A database stays open, whatever its owner says, until the last statement is collected as garbage; and while anybody has it open, a
   * relay that starts does not recover from what is on the disk. So no statement is prepared in this one.
   */
  async #takeOut(path: string): Promise<string> {
    const database = await openDatabase(join(this.path, DATABASE));
    database.exec(`ATTACH '${path}' AS taken; ${TAKE_OUT}; DETACH taken`);
    database.close();
    return path;
  }
}

interface Row {
  readonly position: number;
  readonly bytes: Uint8Array;
}

async function rowsOf(path: string, file: string): Promise<Row[]> {
  const database = await openDatabase(path);
  const rows = database.prepare('SELECT position, bytes FROM journal WHERE file = ? ORDER BY position').all(file);
  database.close();
  return rows as Row[];
}
