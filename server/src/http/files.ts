/** Files as people handle them: made, named, copied, put in the trash. What is in them is the rooms' business. */
import { canonicalJson, Document, encodeSnapshot, randomActorId, ROOT } from '@joinery/shared';
import type { Config } from '../config.ts';
import type { Rooms } from '../relay/rooms.ts';
import type { Author, FileRecord, Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';
import { ApiError, noSuchFile } from './api-error.ts';

export interface FilesOptions {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly config: Config;
  readonly timers: RelayTimers;
  /** Uniform in [0, 1) and not to be guessed: a file's id is what protects it. */
  readonly secretRandom: () => number;
}

/** A file as the start page sees it. Times in Unix milliseconds. */
export interface FileInfo extends FileRecord {
  /** How many distinct persons have it open, those who are invisible left out. */
  readonly people: number;
  /** Some of them: {@link MOST_FACES} at most. */
  readonly faces: readonly { readonly name: string; readonly color: string }[];
}

const MOST_FACES = 4;

const FIRST_PAGE = 'Page 1';
export const UNNAMED = 'Untitled';

export class Files {
  readonly #options: FilesOptions;

  constructor(options: FilesOptions) {
    this.#options = options;
  }

  async list(trashed: boolean): Promise<FileInfo[]> {
    const records = await this.#options.store.files();
    return records.filter(({ trashedAt }) => (trashedAt !== null) === trashed).map((record) => this.#info(record));
  }

  async get(id: string): Promise<FileInfo> {
    const record = await this.#options.store.file(id);
    if (record === undefined) throw noSuchFile();
    return this.#info(record);
  }

  /** A new file with one empty page. */
  async create(name: string, editedBy: string | null): Promise<FileInfo> {
    const { timers } = this.#options;
    const document = new Document({ actor: randomActorId(() => timers.random()), wall: () => timers.now() });
    document.transact((tx) => void tx.create('page', ROOT, { name: FIRST_PAGE }));
    return await this.#create(name, editedBy, encodeSnapshot(document));
  }

  /** A new file that begins as this one is now. */
  async duplicate(id: string, editedBy: string | null): Promise<FileInfo> {
    const { name } = await this.get(id);
    const snapshot = await this.#options.rooms.read(id, encodeSnapshot);
    if (snapshot === undefined) throw noSuchFile();
    const copy = await this.#create(`Copy of ${name}`, editedBy, snapshot);
    await this.#options.store.copyPictures(id, copy.id);
    await this.#options.store.copyAuthors(id, copy.id);
    return copy;
  }

  async rename(id: string, name: string): Promise<FileInfo> {
    return await this.#update(id, { name });
  }

  /** Whoever has it open is sent out. */
  async trash(id: string): Promise<FileInfo> {
    if ((await this.get(id)).trashedAt === null) {
      await this.#update(id, { trashedAt: this.#options.timers.now() });
      await this.#options.rooms.end(id, 'no-such-file', 'this file was moved to the trash');
    }
    return await this.get(id);
  }

  async restore(id: string): Promise<FileInfo> {
    return await this.#update(id, { trashedAt: null });
  }

  /** For good, and only out of the trash. */
  async delete(id: string): Promise<void> {
    if ((await this.get(id)).trashedAt === null) {
      throw new ApiError(409, 'not-trashed', 'Only files in the trash can be deleted for good.');
    }
    await this.#options.rooms.end(id, 'no-such-file', 'this file was deleted');
    await this.#options.store.deleteFile(id);
  }

  /** As canonical JSON: only what is committed, the same bytes on every replica of the same version. */
  async documentJson(id: string): Promise<string> {
    const json = await this.#options.rooms.read(id, (document) => canonicalJson(document.toJSON()));
    if (json === undefined) throw noSuchFile();
    return json;
  }

  /** Whose these actors are, those who have edited the file. */
  async authors(id: string, actors: readonly string[]): Promise<readonly Author[]> {
    return await this.#options.store.authors(id, actors);
  }

  /** With how old what it shows may be, in ms: 0 when nobody has edited the file since. */
  async thumbnail(id: string): Promise<{ readonly png: Uint8Array; readonly lagMs: number }> {
    const { store, config, timers } = this.#options;
    const thumbnail = await store.thumbnail(id);
    if (thumbnail === undefined) throw new ApiError(404, 'no-thumbnail', 'This file has no picture yet.');
    const { png, savedAt } = thumbnail;
    // "Last edited" is not written for each edit.
    const newest = (await this.get(id)).editedAt + config.editedEveryMs;
    return { png, lagMs: savedAt >= newest ? 0 : Math.max(0, timers.now() - savedAt) };
  }

  async saveThumbnail(id: string, png: Uint8Array): Promise<void> {
    await this.get(id);
    await this.#options.store.saveThumbnail(id, { png, savedAt: this.#options.timers.now() });
  }

  async #create(name: string, editedBy: string | null, snapshot: Uint8Array): Promise<FileInfo> {
    const { store, config, timers, secretRandom } = this.#options;
    if ((await store.fileCount()) >= config.maxFiles) {
      throw new ApiError(507, 'too-many-files', `This relay keeps at most ${config.maxFiles} files.`);
    }
    // Two runs of eight base-62 characters: 95 bits.
    const id = randomActorId(secretRandom) + randomActorId(secretRandom);
    await store.createFile({ id, name, createdAt: timers.now(), editedBy }, snapshot);
    return await this.get(id);
  }

  async #update(id: string, patch: Parameters<Store['updateFile']>[1]): Promise<FileInfo> {
    const record = await this.#options.store.updateFile(id, patch);
    if (record === undefined) throw noSuchFile();
    return this.#info(record);
  }

  #info(record: FileRecord): FileInfo {
    const people = this.#options.rooms.peopleIn(record.id);
    const faces = people.slice(0, MOST_FACES).map(({ name, color }) => ({ name, color }));
    return { ...record, people: people.length, faces };
  }
}
