/**
 * What the relay keeps: files, their journals and snapshots, and a picture of each. The bytes are opaque here; the relay
 * knows what they mean.
 *
 * A file's document is its newest snapshot with every journal record past that snapshot's position applied (R5).
 *
 * Who calls: one relay process, which has the store to itself. Calls on one file are made in order, each after the one
 * before has resolved, but for reads; calls on different files run at any time. When a promise resolves, what it did survives
 * a crash of the process and a power cut. When it rejects, nothing of it happened.
 *
 * Every snapshot and journal record carries a checksum. What does not match it is never handed out.
 */
import type { Role } from '@joinery/shared';

export interface FileRecord {
  readonly id: string;
  readonly name: string;
  /** Unix milliseconds, like all times here. */
  readonly createdAt: number;
  readonly editedAt: number;
  /** Name of the person who edited last; null when nobody has. */
  readonly editedBy: string | null;
  readonly trashedAt: number | null;
  readonly hasThumbnail: boolean;
}

export type NewFile = Pick<FileRecord, 'id' | 'name' | 'createdAt' | 'editedBy'>;

export interface FilePatch {
  readonly name?: string;
  readonly trashedAt?: number | null;
}

/** Who edited a file last, and when. */
export interface Edited {
  readonly at: number;
  readonly by: string | null;
}

/** A link by which a file, or everything here, may be opened (R7). Whoever has its secret has its role. */
export interface LinkRecord {
  readonly id: string;
  /** null: all files, and the making of new ones. */
  readonly file: string | null;
  readonly role: Role;
  readonly createdAt: number;
  /** null: never. */
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** The secret itself is kept nowhere. */
  readonly secretHash: Uint8Array;
}

export type NewLink = Omit<LinkRecord, 'revokedAt'>;

/** A small picture of a file. */
export interface Thumbnail {
  readonly png: Uint8Array;
  readonly savedAt: number;
}

/** A picture that a file shows. */
export interface Picture {
  /** Of its bytes: it never changes. */
  readonly hash: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Whose an actor is: stamps name actors, people want names. As they called themselves when they last edited under it. */
export interface Author {
  readonly actor: string;
  readonly person: string;
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
}

/** What one commit adds to one file's journal. */
export interface JournalRecord {
  readonly file: string;
  /** 1 for a file's first record, then always one more: a second writer to the same file is refused by it. */
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly edited?: Edited;
  /** Authors of what is in it who are new to the file, or call themselves something else now. */
  readonly authors?: readonly Author[];
}

export interface Snapshot {
  /** The last journal record that it contains; 0 for the one a file begins with. */
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** What is left of a file's snapshots. */
export interface SnapshotRead {
  readonly snapshot: Snapshot | undefined;
  /** Positions of newer snapshots whose checksum does not match. */
  readonly damaged: readonly number[];
}

export interface JournalRead {
  readonly records: readonly { readonly position: number; readonly bytes: Uint8Array }[];
  /** Positions of records whose checksum does not match. */
  readonly damaged: readonly number[];
  /** Position of the last record ever written, damaged or trimmed ones included; 0 when there was none. */
  readonly last: number;
}

/** The data folder cannot be used: the message says why, in words for whoever runs the relay. */
export class StoreUnusableError extends Error {
  override readonly name = 'StoreUnusableError';
}

export interface Store {
  /** All files, those in the trash included, last edited first. */
  files(): Promise<readonly FileRecord[]>;
  file(id: string): Promise<FileRecord | undefined>;
  fileCount(): Promise<number>;
  /** A new file with its first snapshot, at position 0. @throws when the id is taken */
  createFile(file: NewFile, snapshot: Uint8Array): Promise<void>;
  /** @returns the file as it is now; undefined when there is none */
  updateFile(id: string, patch: FilePatch): Promise<FileRecord | undefined>;
  /** Removes a file with all that belongs to it. @returns whether there was one */
  deleteFile(id: string): Promise<boolean>;

  /**
   * Appends to the journals of any number of files in one transaction (R2): all of it, or nothing.
   * @throws when a file is not there or a position is not the next
   */
  commit(records: readonly JournalRecord[]): Promise<void>;

  /** Writes something small that means nothing, as durably as a commit. @throws when the store takes nothing: the disk is full, or broken */
  probe(): Promise<void>;

  /**
   * Keeps a snapshot and the one before it, and drops older ones with the journal records that neither needs (R5).
   * @throws when the file is not there
   */
  saveSnapshot(file: string, snapshot: Snapshot): Promise<void>;
  /** Forgets a snapshot that turned out to be bad, so that {@link saveSnapshot} does not count it as the one before. */
  discardSnapshot(file: string, position: number): Promise<void>;
  /** The newest snapshot that is whole, at a position below `before`. */
  snapshot(file: string, before?: number): Promise<SnapshotRead>;
  /** The records past a position, in order. */
  journal(file: string, after: number): Promise<JournalRead>;

  saveThumbnail(file: string, thumbnail: Thumbnail): Promise<void>;
  thumbnail(file: string): Promise<Thumbnail | undefined>;

  /** Again is once. @throws when the file is not there */
  savePicture(file: string, picture: Picture): Promise<void>;
  picture(file: string, hash: string): Promise<Picture | undefined>;
  /** Of all pictures of a file together. */
  pictureBytes(file: string): Promise<number>;
  /** Gives a file all pictures of another one. */
  copyPictures(from: string, to: string): Promise<void>;

  /** Those of these actors who have edited the file, in no order. */
  authors(file: string, actors: readonly string[]): Promise<readonly Author[]>;
  /** Gives a file all authors of another one. */
  copyAuthors(from: string, to: string): Promise<void>;

  /** @throws when the id is taken or the file is not there */
  createLink(link: NewLink): Promise<void>;
  /** Also one that is revoked or expired: it is known as long as its file is there. */
  link(id: string): Promise<LinkRecord | undefined>;
  /** Of a file, or those to everything (null), newest first. */
  links(file: string | null): Promise<readonly LinkRecord[]>;
  /** For good; the first time counts. @returns the link as it is now; undefined when there is none */
  revokeLink(id: string, at: number): Promise<LinkRecord | undefined>;

  /** Resolves once everything is on disk. Nothing may be called afterwards. */
  close(): Promise<void>;
}
