/**
 * What this browser keeps of files, in IndexedDB: unacknowledged changes per file and actor (S2), refused ones (S5), conflicts that are
 * to be looked at (S8), and the last acknowledged snapshot, so that a file opens without a network.
 */
import type { ConflictRecord } from '@joinery/shared';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export interface PendingRecord {
  readonly file: string;
  readonly actor: string;
  readonly time: number;
  /** One change, encoded. */
  readonly bytes: Uint8Array;
}

export interface RejectedRecord extends PendingRecord {
  readonly code: string;
  readonly message: string;
}

export interface ConflictsRecord {
  readonly file: string;
  readonly actor: string;
  /** Never none: an actor without conflicts has no record. */
  readonly conflicts: readonly ConflictRecord[];
}

export interface SnapshotRecord {
  readonly file: string;
  /** A delta from the empty version, encoded. */
  readonly bytes: Uint8Array;
}

interface Schema extends DBSchema {
  pending: { key: [file: string, actor: string, time: number]; value: PendingRecord };
  rejected: { key: [file: string, actor: string, time: number]; value: RejectedRecord };
  conflicts: { key: [file: string, actor: string]; value: ConflictsRecord };
  snapshots: { key: string; value: SnapshotRecord };
}

export type Database = IDBPDatabase<Schema>;

const VERSION = 2;

/** @throws where the browser refuses storage, as some private windows do */
export const openDatabase = (): Promise<Database> =>
  openDB<Schema>('joinery', VERSION, {
    upgrade: (database, from) => {
      if (from < 1) {
        database.createObjectStore('pending', { keyPath: ['file', 'actor', 'time'] });
        database.createObjectStore('rejected', { keyPath: ['file', 'actor', 'time'] });
        database.createObjectStore('snapshots', { keyPath: 'file' });
      }
      database.createObjectStore('conflicts', { keyPath: ['file', 'actor'] });
    },
  });

/** All records of a file, or of one actor in it: in order of actor, then time. */
export const recordsOf = (file: string, actor?: string): IDBKeyRange =>
  actor === undefined ? IDBKeyRange.bound([file], [file, []]) : IDBKeyRange.bound([file, actor], [file, actor, []]);

/** One actor's records up to a time, that time included. */
export const recordsUpTo = (file: string, actor: string, time: number): IDBKeyRange =>
  IDBKeyRange.bound([file, actor], [file, actor, time]);
