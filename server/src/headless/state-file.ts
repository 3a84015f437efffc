/**
 * What a headless client keeps over its death (S2): its actor, the changes that are not acknowledged or were refused, conflicts. One SQLite
 * database with synchronous=FULL, and a lock beside it for as long as it is open, since no two live replicas may share an actor (D2).
 *
 * Changes of one turn share a commit. {@link StateFile.commit} makes it now: it is called before anything is sent, so what the relay
 * has seen is always here, too.
 */
import {
  type ActorId,
  type Change,
  type ConflictRecord,
  decodeChanges,
  encodeChanges,
  type Outbox,
  type OutboxContents,
  randomActorId,
  type RejectCode,
  type RejectedChange,
  type Time,
} from '@joinery/shared';
import { takeLock } from '../store/file-lock.ts';
import { type Database, openDatabase, type Statement } from '../store/sqlite-driver.ts';

/** The file cannot be used: the message says why, in words for whoever runs the client. */
export class StateUnusableError extends Error {
  override readonly name = 'StateUnusableError';
}

const FORMAT = 1;
/** Acknowledgements may be written a little late, in ms: what is sent twice is recognised (S3). */
const FORGET_AFTER_MS = 1000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS changes (time INTEGER PRIMARY KEY, bytes BLOB NOT NULL, code TEXT, message TEXT) STRICT;
`;

interface Opened {
  readonly database: Database;
  /** Held for as long as the database is open. */
  readonly lock: Database;
}

interface ChangeRow {
  readonly bytes: Uint8Array;
  readonly code: RejectCode | null;
  readonly message: string | null;
}

export class StateFile implements Outbox {
  readonly actor: ActorId;
  /** What was kept when it was opened. */
  readonly contents: OutboxContents;
  /** The greatest time of this actor's that the relay is known to have. */
  readonly last: Time;
  readonly #database: Database;
  readonly #lock: Database;
  readonly #put: Statement;
  readonly #drop: Statement;
  readonly #dropUpTo: Statement;
  readonly #setLast: Statement;
  readonly #setConflicts: Statement;
  readonly #onFailure: (error: unknown) => void;
  #batch: (() => void)[] = [];
  #kept: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  #forgetting: NodeJS.Timeout | undefined;
  #failed = false;
  #open = true;

  private constructor({ database, lock }: Opened, file: string, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#lock = lock;
    this.#onFailure = onFailure;
    const meta = readMeta(database, file);
    this.actor = meta.actor;
    this.last = meta.last;
    this.contents = { ...readChanges(database), conflicts: meta.conflicts };
    this.#put = database.prepare('INSERT OR REPLACE INTO changes (time, bytes, code, message) VALUES (?, ?, ?, ?)');
    this.#drop = database.prepare('DELETE FROM changes WHERE time = ?');
    this.#dropUpTo = database.prepare('DELETE FROM changes WHERE time <= ? AND code IS NULL');
    this.#setLast = database.prepare(`UPDATE meta SET value = max(value, ?) WHERE key = 'last'`);
    this.#setConflicts = database.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('conflicts', ?)`);
  }

  /**
   * Opens a state file, or makes it.
   * @param onFailure told when the disk fails later on: nothing is sent from then on
   * @throws StateUnusableError
   */
  static async open(path: string, file: string, onFailure: (error: unknown) => void): Promise<StateFile> {
    let lock: Database | undefined;
    let database: Database | undefined;
    try {
      lock = await takeLock(`${path}.lock`);
      database = await openDatabase(path);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      database.exec(TABLES);
      return new StateFile({ database, lock }, file, onFailure);
    } catch (error) {
      database?.close();
      lock?.close();
      throw error instanceof StateUnusableError ? error : new StateUnusableError(openingWords(path, error));
    }
  }

  /** Whether the disk has refused something. */
  get failed(): boolean {
    return this.#failed;
  }

  append(change: Change, instead?: Time): Promise<void> {
    this.#batch.push(() => {
      if (instead !== undefined) this.#drop.run(instead);
      this.#put.run(change.time, encodeChanges([change]), null, null);
    });
    return this.#soon();
  }

  async acknowledge(upTo: Time): Promise<void> {
    this.#batch.push(() => {
      this.#dropUpTo.run(upTo);
      this.#setLast.run(upTo);
    });
    this.#forgetting ??= setTimeout(() => this.commit(), FORGET_AFTER_MS).unref();
  }

  reject({ change, code, message }: RejectedChange): Promise<void> {
    this.#batch.push(() => {
      this.#put.run(change.time, encodeChanges([change]), code, message);
      // What a clock that ran ahead has stamped says nothing of where the actor's clock is.
      if (code !== 'clock') this.#setLast.run(change.time);
    });
    return this.#soon();
  }

  reissue(before: readonly Time[], changes: readonly Change[], rejected: readonly RejectedChange[]): Promise<void> {
    this.#batch.push(() => {
      for (const time of before) this.#drop.run(time);
      for (const change of changes) this.#put.run(change.time, encodeChanges([change]), null, null);
      for (const { change, code, message } of rejected)
        this.#put.run(change.time, encodeChanges([change]), code, message);
    });
    return this.#soon();
  }

  dismiss(time: Time): Promise<void> {
    this.#batch.push(() => void this.#drop.run(time));
    return this.#soon();
  }

  keepConflicts(conflicts: readonly ConflictRecord[]): Promise<void> {
    const text = JSON.stringify(conflicts);
    this.#batch.push(() => void this.#setConflicts.run(text));
    return this.#soon();
  }

  /** Writes what was handed over so far to the disk. @returns false when the disk does not take it: `onFailure` was told */
  commit(): boolean {
    clearTimeout(this.#forgetting);
    this.#forgetting = undefined;
    if (this.#batch.length === 0) return true;
    try {
      this.#write();
    } catch (error) {
      this.#failed = true;
      this.#onFailure(error);
      return false;
    }
    this.#batch = [];
    this.#kept?.resolve();
    this.#kept = undefined;
    return true;
  }

  /** Gives the file back. */
  close(): void {
    if (!this.#open) return;
    this.commit();
    this.#open = false;
    this.#database.close();
    this.#lock.close();
  }

  #soon(): Promise<void> {
    if (this.#kept === undefined) {
      this.#kept = deferred();
      setImmediate(() => this.commit());
    }
    return this.#kept.promise;
  }

  #write(): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const write of this.#batch) write();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

interface Meta {
  readonly actor: ActorId;
  readonly last: Time;
  readonly conflicts: readonly ConflictRecord[];
}

function readMeta(database: Database, file: string): Meta {
  const rows = database.prepare('SELECT key, value FROM meta').all() as { key: string; value: string | number }[];
  const known = new Map(rows.map(({ key, value }) => [key, value]));
  if (known.size === 0) {
    const fresh = { format: FORMAT, file, actor: randomActorId(Math.random), last: 0 };
    const put = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
    for (const [key, value] of Object.entries(fresh)) put.run(key, value);
    return { ...fresh, conflicts: [] };
  }
  if (known.get('format') !== FORMAT)
    throw new StateUnusableError(
      `the state file has format ${known.get('format')}, and this version knows format ${FORMAT}`,
    );
  if (known.get('file') !== file)
    throw new StateUnusableError(`the state file belongs to the file ${known.get('file')}, not to ${file}`);
  const conflicts = JSON.parse(String(known.get('conflicts') ?? '[]')) as ConflictRecord[];
  return { actor: String(known.get('actor')), last: Number(known.get('last')), conflicts };
}

function readChanges(database: Database): OutboxContents {
  const pending: Change[] = [];
  const rejected: RejectedChange[] = [];
  const rows = database.prepare('SELECT bytes, code, message FROM changes ORDER BY time').all() as ChangeRow[];
  for (const { bytes, code, message } of rows) {
    const decoded = decodeChanges(bytes);
    if (!decoded.ok)
      throw new StateUnusableError(`the state file holds an edit that cannot be read: ${decoded.reason}`);
    for (const change of decoded.value) {
      if (code === null) pending.push(change);
      else rejected.push({ change, code, message: message ?? '' });
    }
  }
  return { pending, rejected };
}

function openingWords(path: string, error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(words)) return `the state file ${path} is in use by another client`;
  return `cannot use the state file ${path}: ${words}`;
}
