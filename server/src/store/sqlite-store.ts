/**
 * One SQLite database in the data folder. Write-ahead log with synchronous=FULL: a commit that has returned survives a power
 * cut. A lock beside it, held for as long as the store is open, keeps a second relay out of the data folder; backups may read.
 *
 * SQLite's calls block; each method does its work before it returns its promise, so calls never interleave.
 */
import { checksum } from './checksum.ts';
import { openDataFolder } from './data-folder.ts';
import type { Database, Statement } from './sqlite-driver.ts';
import type {
  Author,
  FilePatch,
  FileRecord,
  JournalRead,
  JournalRecord,
  LinkRecord,
  NewFile,
  NewLink,
  Picture,
  Snapshot,
  SnapshotRead,
  Store,
  Thumbnail,
} from './store.ts';

const FILES = `
  SELECT id, name, created_at AS createdAt, edited_at AS editedAt, edited_by AS editedBy, trashed_at AS trashedAt,
    EXISTS (SELECT 1 FROM thumbnails WHERE file = files.id) AS hasThumbnail
  FROM files`;

const LINKS = `
  SELECT id, file, role, created_at AS createdAt, expires_at AS expiresAt, revoked_at AS revokedAt, secret_hash AS secretHash
  FROM links`;

interface FileRow extends Omit<FileRecord, 'hasThumbnail'> {
  readonly hasThumbnail: number;
}

interface KeptRow {
  readonly position: number;
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

type Statements = ReturnType<typeof prepare>;

export class SqliteStore implements Store {
  readonly #database: Database;
  readonly #lock: Database;
  readonly #statements: Statements;

  private constructor(database: Database, lock: Database) {
    this.#database = database;
    this.#lock = lock;
    this.#statements = prepare(database);
  }

  /**
   * Opens the store of a data folder, and creates both where they are missing.
   * @throws StoreUnusableError, in words for whoever runs the relay
   */
  static async open(folder: string): Promise<SqliteStore> {
    const { database, lock } = await openDataFolder(folder);
    return new SqliteStore(database, lock);
  }

  async files(): Promise<readonly FileRecord[]> {
    return (this.#statements.files.all() as FileRow[]).map(toRecord);
  }

  async file(id: string): Promise<FileRecord | undefined> {
    const row = this.#statements.file.get(id) as FileRow | undefined;
    return row && toRecord(row);
  }

  async fileCount(): Promise<number> {
    return (this.#statements.fileCount.get() as { count: number }).count;
  }

  async createFile({ id, name, createdAt, editedBy }: NewFile, snapshot: Uint8Array): Promise<void> {
    this.#transaction(() => {
      this.#statements.createFile.run(id, name, createdAt, createdAt, editedBy);
      this.#statements.saveSnapshot.run(id, 0, checksum(snapshot), snapshot);
    });
  }

  async updateFile(id: string, { name, trashedAt }: FilePatch): Promise<FileRecord | undefined> {
    this.#transaction(() => {
      if (name !== undefined) this.#statements.rename.run(name, id);
      if (trashedAt !== undefined) this.#statements.setTrashed.run(trashedAt, id);
    });
    return await this.file(id);
  }

  async deleteFile(id: string): Promise<boolean> {
    return Number(this.#statements.deleteFile.run(id).changes) > 0;
  }

  async commit(records: readonly JournalRecord[]): Promise<void> {
    this.#transaction(() => {
      for (const record of records) this.#append(record);
    });
  }

  async probe(): Promise<void> {
    this.#transaction(() => void this.#statements.probe.run());
  }

  async saveSnapshot(file: string, { position, bytes }: Snapshot): Promise<void> {
    this.#transaction(() => {
      this.#statements.saveSnapshot.run(file, position, checksum(bytes), bytes);
      this.#statements.dropSnapshots.run(file, file);
      this.#statements.trimJournal.run(file, file);
    });
  }

  async discardSnapshot(file: string, position: number): Promise<void> {
    this.#statements.discardSnapshot.run(file, position);
  }

  async snapshot(file: string, before = Number.MAX_SAFE_INTEGER): Promise<SnapshotRead> {
    const damaged: number[] = [];
    for (const row of this.#statements.snapshots.iterate(file, before)) {
      const kept = row as KeptRow;
      if (intact(kept)) return { snapshot: { position: kept.position, bytes: kept.bytes }, damaged };
      damaged.push(kept.position);
    }
    return { snapshot: undefined, damaged };
  }

  async journal(file: string, after: number): Promise<JournalRead> {
    const tail = this.#statements.journal.all(file, after) as KeptRow[];
    const last = this.#statements.lastPosition.get(file) as { last: number } | undefined;
    return {
      records: tail.filter(intact).map(({ position, bytes }) => ({ position, bytes })),
      damaged: tail.filter((kept) => !intact(kept)).map(({ position }) => position),
      last: last?.last ?? 0,
    };
  }

  async saveThumbnail(file: string, { png, savedAt }: Thumbnail): Promise<void> {
    this.#statements.saveThumbnail.run(file, png, savedAt);
  }

  async thumbnail(file: string): Promise<Thumbnail | undefined> {
    const row = this.#statements.thumbnail.get(file) as Thumbnail | undefined;
    return row && { ...row };
  }

  async savePicture(file: string, { hash, type, bytes }: Picture): Promise<void> {
    this.#statements.savePicture.run(file, hash, type, bytes);
  }

  async picture(file: string, hash: string): Promise<Picture | undefined> {
    const row = this.#statements.picture.get(file, hash) as Picture | undefined;
    return row && { ...row };
  }

  async pictureBytes(file: string): Promise<number> {
    return (this.#statements.pictureBytes.get(file) as { bytes: number }).bytes;
  }

  async copyPictures(from: string, to: string): Promise<void> {
    this.#statements.copyPictures.run(to, from);
  }

  async authors(file: string, actors: readonly string[]): Promise<readonly Author[]> {
    return (this.#statements.authors.all(file, JSON.stringify(actors)) as Author[]).map((row) => ({ ...row }));
  }

  async copyAuthors(from: string, to: string): Promise<void> {
    this.#statements.copyAuthors.run(to, from);
  }

  async createLink({ id, file, role, createdAt, expiresAt, secretHash }: NewLink): Promise<void> {
    this.#statements.createLink.run(id, file, role, createdAt, expiresAt, secretHash);
  }

  async link(id: string): Promise<LinkRecord | undefined> {
    const row = this.#statements.link.get(id) as LinkRecord | undefined;
    return row && { ...row };
  }

  async links(file: string | null): Promise<readonly LinkRecord[]> {
    return (this.#statements.links.all(file) as LinkRecord[]).map((row) => ({ ...row }));
  }

  async revokeLink(id: string, at: number): Promise<LinkRecord | undefined> {
    this.#statements.revokeLink.run(at, id);
    return await this.link(id);
  }

  async close(): Promise<void> {
    this.#database.close();
    this.#lock.close();
  }

  #append({ file, position, bytes, edited, authors = [] }: JournalRecord): void {
    const { changes } = this.#statements.advance.run(position, file, position - 1);
    if (Number(changes) !== 1) throw new Error(`${position} is not the next position in the journal of ${file}`);
    this.#statements.append.run(file, position, checksum(bytes), bytes);
    if (edited !== undefined) this.#statements.setEdited.run(edited.at, edited.by, file);
    for (const { actor, person, name, color } of authors)
      this.#statements.saveAuthor.run(file, actor, person, name, color);
  }

  #transaction(work: () => void): void {
    this.#statements.begin.run();
    try {
      work();
      this.#statements.commit.run();
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #rollBack(): void {
    try {
      this.#statements.rollback.run();
    } catch {
      // After some errors (a full disk) SQLite has rolled back by itself, and says so.
    }
  }
}

function prepare(database: Database) {
  const statement = (sql: string): Statement => database.prepare(sql);
  return {
    begin: statement('BEGIN IMMEDIATE'),
    commit: statement('COMMIT'),
    rollback: statement('ROLLBACK'),
    files: statement(`${FILES} ORDER BY edited_at DESC`),
    file: statement(`${FILES} WHERE id = ?`),
    fileCount: statement('SELECT count(*) AS count FROM files'),
    createFile: statement('INSERT INTO files (id, name, created_at, edited_at, edited_by) VALUES (?, ?, ?, ?, ?)'),
    rename: statement('UPDATE files SET name = ? WHERE id = ?'),
    setTrashed: statement('UPDATE files SET trashed_at = ? WHERE id = ?'),
    setEdited: statement('UPDATE files SET edited_at = ?, edited_by = ? WHERE id = ?'),
    deleteFile: statement('DELETE FROM files WHERE id = ?'),
    advance: statement('UPDATE files SET last_position = ? WHERE id = ? AND last_position = ?'),
    append: statement('INSERT INTO journal (file, position, checksum, bytes) VALUES (?, ?, ?, ?)'),
    journal: statement(
      'SELECT position, checksum, bytes FROM journal WHERE file = ? AND position > ? ORDER BY position',
    ),
    lastPosition: statement('SELECT last_position AS last FROM files WHERE id = ?'),
    trimJournal: statement(
      'DELETE FROM journal WHERE file = ? AND position <= (SELECT min(position) FROM snapshots WHERE file = ?)',
    ),
    probe: statement(`INSERT OR REPLACE INTO meta (key, value) VALUES ('probe', 0)`),
    saveSnapshot: statement('INSERT OR REPLACE INTO snapshots (file, position, checksum, bytes) VALUES (?, ?, ?, ?)'),
    discardSnapshot: statement('DELETE FROM snapshots WHERE file = ? AND position = ?'),
    dropSnapshots: statement(
      `DELETE FROM snapshots WHERE file = ? AND position NOT IN
        (SELECT position FROM snapshots WHERE file = ? ORDER BY position DESC LIMIT 2)`,
    ),
    snapshots: statement(
      'SELECT position, checksum, bytes FROM snapshots WHERE file = ? AND position < ? ORDER BY position DESC',
    ),
    saveThumbnail: statement('INSERT OR REPLACE INTO thumbnails (file, png, saved_at) VALUES (?, ?, ?)'),
    thumbnail: statement('SELECT png, saved_at AS savedAt FROM thumbnails WHERE file = ?'),
    savePicture: statement('INSERT INTO pictures (file, hash, type, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    picture: statement('SELECT hash, type, bytes FROM pictures WHERE file = ? AND hash = ?'),
    pictureBytes: statement('SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM pictures WHERE file = ?'),
    copyPictures: statement(
      `INSERT INTO pictures (file, hash, type, bytes)
        SELECT ?, hash, type, bytes FROM pictures WHERE file = ? ON CONFLICT DO NOTHING`,
    ),
    saveAuthor: statement('INSERT OR REPLACE INTO authors (file, actor, person, name, color) VALUES (?, ?, ?, ?, ?)'),
    authors: statement(
      `SELECT actor, person, name, color FROM authors
        WHERE file = ? AND actor IN (SELECT value FROM json_each(?))`,
    ),
    copyAuthors: statement(
      `INSERT OR IGNORE INTO authors (file, actor, person, name, color)
        SELECT ?, actor, person, name, color FROM authors WHERE file = ?`,
    ),
    createLink: statement(
      'INSERT INTO links (id, file, role, created_at, expires_at, secret_hash) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    link: statement(`${LINKS} WHERE id = ?`),
    links: statement(`${LINKS} WHERE file IS ? ORDER BY created_at DESC, rowid DESC`),
    revokeLink: statement('UPDATE links SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL'),
  };
}

const intact = (kept: KeptRow): boolean => checksum(kept.bytes) === kept.checksum;

const toRecord = ({ hasThumbnail, ...row }: FileRow): FileRecord => ({ ...row, hasThumbnail: hasThumbnail === 1 });
