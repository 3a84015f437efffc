/** Keeps everything in memory, for tests, the simulator and trying things out. The process's end is its end. */
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
import { checksum } from './checksum.ts';

interface Kept {
  readonly position: number;
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

interface Entry {
  record: FileRecord;
  journal: Kept[];
  /** Newest last. */
  snapshots: Kept[];
  last: number;
  thumbnail: Thumbnail | undefined;
  readonly pictures: Map<string, Picture>;
  readonly authors: Map<string, Author>;
}

export class MemoryStore implements Store {
  readonly #files = new Map<string, Entry>();
  /** Oldest first. */
  readonly #links = new Map<string, LinkRecord>();

  async files(): Promise<readonly FileRecord[]> {
    return [...this.#files.values()].map(({ record }) => record).sort((a, b) => b.editedAt - a.editedAt);
  }

  async file(id: string): Promise<FileRecord | undefined> {
    return this.#files.get(id)?.record;
  }

  async fileCount(): Promise<number> {
    return this.#files.size;
  }

  async createFile({ id, name, createdAt, editedBy }: NewFile, snapshot: Uint8Array): Promise<void> {
    if (this.#files.has(id)) throw new Error(`there is a file ${id} already`);
    const record = { id, name, createdAt, editedAt: createdAt, editedBy, trashedAt: null, hasThumbnail: false };
    const snapshots = [keep(0, snapshot)];
    this.#files.set(id, {
      record,
      journal: [],
      snapshots,
      last: 0,
      thumbnail: undefined,
      pictures: new Map(),
      authors: new Map(),
    });
  }

  async updateFile(id: string, patch: FilePatch): Promise<FileRecord | undefined> {
    const entry = this.#files.get(id);
    if (entry !== undefined) entry.record = { ...entry.record, ...patch };
    return entry?.record;
  }

  async deleteFile(id: string): Promise<boolean> {
    for (const link of await this.links(id)) this.#links.delete(link.id);
    return this.#files.delete(id);
  }

  async probe(): Promise<void> {}

  async commit(records: readonly JournalRecord[]): Promise<void> {
    const lasts = new Map<string, number>();
    for (const { file, position } of records) {
      const last = lasts.get(file) ?? this.#entry(file).last;
      if (position !== last + 1) throw new Error(`journal of ${file} is at ${last}, so ${position} is not the next`);
      lasts.set(file, position);
    }
    for (const { file, position, bytes, edited, authors = [] } of records) {
      const entry = this.#entry(file);
      entry.journal.push(keep(position, bytes));
      entry.last = position;
      if (edited !== undefined) entry.record = { ...entry.record, editedAt: edited.at, editedBy: edited.by };
      for (const author of authors) entry.authors.set(author.actor, author);
    }
  }

  async saveSnapshot(file: string, { position, bytes }: Snapshot): Promise<void> {
    const entry = this.#entry(file);
    const others = entry.snapshots.filter((kept) => kept.position !== position);
    entry.snapshots = [...others, keep(position, bytes)].sort((a, b) => a.position - b.position).slice(-2);
    const oldest = entry.snapshots[0]?.position ?? 0;
    entry.journal = entry.journal.filter((kept) => kept.position > oldest);
  }

  async discardSnapshot(file: string, position: number): Promise<void> {
    const entry = this.#entry(file);
    entry.snapshots = entry.snapshots.filter((kept) => kept.position !== position);
  }

  async snapshot(file: string, before = Number.POSITIVE_INFINITY): Promise<SnapshotRead> {
    const damaged: number[] = [];
    for (const kept of (this.#files.get(file)?.snapshots ?? []).toReversed()) {
      if (kept.position >= before) continue;
      if (intact(kept)) return { snapshot: kept, damaged };
      damaged.push(kept.position);
    }
    return { snapshot: undefined, damaged };
  }

  async journal(file: string, after: number): Promise<JournalRead> {
    const entry = this.#files.get(file);
    const tail = (entry?.journal ?? []).filter(({ position }) => position > after);
    const damaged = tail.filter((kept) => !intact(kept)).map(({ position }) => position);
    return { records: tail.filter(intact), damaged, last: entry?.last ?? 0 };
  }

  async saveThumbnail(file: string, { png, savedAt }: Thumbnail): Promise<void> {
    const entry = this.#entry(file);
    entry.thumbnail = { png: png.slice(), savedAt };
    entry.record = { ...entry.record, hasThumbnail: true };
  }

  async thumbnail(file: string): Promise<Thumbnail | undefined> {
    return this.#files.get(file)?.thumbnail;
  }

  async savePicture(file: string, picture: Picture): Promise<void> {
    this.#entry(file).pictures.set(picture.hash, { ...picture, bytes: picture.bytes.slice() });
  }

  async picture(file: string, hash: string): Promise<Picture | undefined> {
    return this.#files.get(file)?.pictures.get(hash);
  }

  async pictureBytes(file: string): Promise<number> {
    const pictures = this.#files.get(file)?.pictures.values() ?? [];
    return [...pictures].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  async copyPictures(from: string, to: string): Promise<void> {
    for (const picture of this.#files.get(from)?.pictures.values() ?? []) await this.savePicture(to, picture);
  }

  async authors(file: string, actors: readonly string[]): Promise<readonly Author[]> {
    return actors.flatMap((actor) => this.#files.get(file)?.authors.get(actor) ?? []);
  }

  async copyAuthors(from: string, to: string): Promise<void> {
    for (const [actor, author] of this.#files.get(from)?.authors ?? []) this.#entry(to).authors.set(actor, author);
  }

  async createLink(link: NewLink): Promise<void> {
    if (this.#links.has(link.id)) throw new Error(`there is a link ${link.id} already`);
    if (link.file !== null) this.#entry(link.file);
    this.#links.set(link.id, { ...link, revokedAt: null });
  }

  async link(id: string): Promise<LinkRecord | undefined> {
    return this.#links.get(id);
  }

  async links(file: string | null): Promise<readonly LinkRecord[]> {
    const ofFile = [...this.#links.values()].filter((link) => link.file === file);
    return ofFile.toReversed().sort((a, b) => b.createdAt - a.createdAt);
  }

  async revokeLink(id: string, at: number): Promise<LinkRecord | undefined> {
    const link = this.#links.get(id);
    if (link !== undefined) this.#links.set(id, { ...link, revokedAt: link.revokedAt ?? at });
    return this.#links.get(id);
  }

  async close(): Promise<void> {}

  /** What a broken disk would do: flips one bit of a record, for tests. */
  damage(file: string, what: 'journal' | 'snapshots', position: number): void {
    const kept = this.#entry(file)[what].find((each) => each.position === position);
    if (kept === undefined) throw new Error(`no ${what} at ${position} to damage`);
    kept.bytes[0] = (kept.bytes[0] ?? 0) ^ 1;
  }

  #entry(file: string): Entry {
    const entry = this.#files.get(file);
    if (entry === undefined) throw new Error(`no file ${file}`);
    return entry;
  }
}

const keep = (position: number, bytes: Uint8Array): Kept => ({
  position,
  checksum: checksum(bytes),
  bytes: bytes.slice(),
});

const intact = (kept: Kept): boolean => checksum(kept.bytes) === kept.checksum;
