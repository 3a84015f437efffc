/**
 * A SQLite store in a thread of its own: SQLite's calls block until the disk has it, and the relay must go on meanwhile.
 * Calls are answered in the order in which they were made.
 */
import { MessageChannel, type MessagePort, Worker, workerData } from 'node:worker_threads';
import { SqliteStore } from './sqlite-store.ts';
import {
  type Author,
  type FilePatch,
  type FileRecord,
  type JournalRead,
  type JournalRecord,
  type LinkRecord,
  type NewFile,
  type NewLink,
  type Picture,
  type Snapshot,
  type SnapshotRead,
  type Store,
  StoreUnusableError,
  type Thumbnail,
} from './store.ts';

type Method = keyof Store;

interface Call {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
}

interface Failure {
  readonly message: string;
  readonly unusable: boolean;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: Failure;
}

interface Start {
  readonly folder: string;
  readonly port: MessagePort;
}

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The answer to this is that the store is open. */
const OPENED = 0;

/** The worker's side: opens the store that it was started for, and answers until the thread is ended. */
export async function serveStore(): Promise<void> {
  const { folder, port } = workerData as Start;
  const answer = async (id: number, work: () => Promise<unknown>): Promise<void> => {
    try {
      port.postMessage({ id, value: await work() } satisfies Answer);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, failure: { message, unusable: error instanceof StoreUnusableError } } satisfies Answer);
    }
  };
  let store: Store | undefined;
  await answer(OPENED, async () => void (store = await SqliteStore.open(folder)));
  port.on('message', ({ id, method, args }: Call) => {
    const call = store?.[method] as ((...args: readonly unknown[]) => Promise<unknown>) | undefined;
    void answer(id, async () => await call?.apply(store, [...args]));
  });
}

export class WorkerStore implements Store {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #asked = new Map<number, Asked>();
  #next = OPENED;
  readonly #onEnd: (error: Error) => void;
  #dead: Error | undefined;
  #closing = false;

  private constructor(folder: string, script: URL, onEnd: (error: Error) => void) {
    this.#onEnd = onEnd;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(script, { workerData: { folder, port: port2 } satisfies Start, transferList: [port2] });
    this.#port.on('message', (answer: Answer) => this.#onAnswer(answer));
    this.#worker.on('error', (error) => this.#onDeath(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', () => this.#onDeath(new Error('the store has ended')));
  }

  /**
   * @param script a module that calls {@link serveStore} when it is run in a worker
   * @param onEnd told when the thread ends without having been asked to: nothing works any more
   * @throws StoreUnusableError, in words for whoever runs the relay
   */
  static async open(folder: string, script: URL, onEnd: (error: Error) => void = () => {}): Promise<WorkerStore> {
    const store = new WorkerStore(folder, script, onEnd);
    try {
      await store.#asking();
      return store;
    } catch (error) {
      store.#closing = true;
      await store.#worker.terminate();
      throw error;
    }
  }

  files(): Promise<readonly FileRecord[]> {
    return this.#call('files');
  }

  file(id: string): Promise<FileRecord | undefined> {
    return this.#call('file', id);
  }

  fileCount(): Promise<number> {
    return this.#call('fileCount');
  }

  createFile(file: NewFile, snapshot: Uint8Array): Promise<void> {
    return this.#call('createFile', file, snapshot);
  }

  updateFile(id: string, patch: FilePatch): Promise<FileRecord | undefined> {
    return this.#call('updateFile', id, patch);
  }

  deleteFile(id: string): Promise<boolean> {
    return this.#call('deleteFile', id);
  }

  commit(records: readonly JournalRecord[]): Promise<void> {
    return this.#call('commit', records);
  }

  probe(): Promise<void> {
    return this.#call('probe');
  }

  saveSnapshot(file: string, snapshot: Snapshot): Promise<void> {
    return this.#call('saveSnapshot', file, snapshot);
  }

  discardSnapshot(file: string, position: number): Promise<void> {
    return this.#call('discardSnapshot', file, position);
  }

  snapshot(file: string, before?: number): Promise<SnapshotRead> {
    return this.#call('snapshot', file, before);
  }

  journal(file: string, after: number): Promise<JournalRead> {
    return this.#call('journal', file, after);
  }

  saveThumbnail(file: string, thumbnail: Thumbnail): Promise<void> {
    return this.#call('saveThumbnail', file, thumbnail);
  }

  thumbnail(file: string): Promise<Thumbnail | undefined> {
    return this.#call('thumbnail', file);
  }

  savePicture(file: string, picture: Picture): Promise<void> {
    return this.#call('savePicture', file, picture);
  }

  picture(file: string, hash: string): Promise<Picture | undefined> {
    return this.#call('picture', file, hash);
  }

  pictureBytes(file: string): Promise<number> {
    return this.#call('pictureBytes', file);
  }

  copyPictures(from: string, to: string): Promise<void> {
    return this.#call('copyPictures', from, to);
  }

  authors(file: string, actors: readonly string[]): Promise<readonly Author[]> {
    return this.#call('authors', file, actors);
  }

  copyAuthors(from: string, to: string): Promise<void> {
    return this.#call('copyAuthors', from, to);
  }

  createLink(link: NewLink): Promise<void> {
    return this.#call('createLink', link);
  }

  link(id: string): Promise<LinkRecord | undefined> {
    return this.#call('link', id);
  }

  links(file: string | null): Promise<readonly LinkRecord[]> {
    return this.#call('links', file);
  }

  revokeLink(id: string, at: number): Promise<LinkRecord | undefined> {
    return this.#call('revokeLink', id, at);
  }

  async close(): Promise<void> {
    await this.#call('close');
    this.#closing = true;
    await this.#worker.terminate();
  }

  #call<M extends Method>(method: M, ...args: Parameters<Store[M]>): ReturnType<Store[M]> {
    this.#next += 1;
    const answer = this.#asking();
    if (this.#dead === undefined) this.#port.postMessage({ id: this.#next, method, args } satisfies Call);
    // The other side ran the method of this very name.
    return answer as ReturnType<Store[M]>;
  }

  /** The answer to the call that is being made. */
  #asking(): Promise<unknown> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => this.#asked.set(this.#next, { resolve, reject }));
  }

  #onAnswer({ id, value, failure }: Answer): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (failure === undefined) asked?.resolve(value);
    else asked?.reject(failure.unusable ? new StoreUnusableError(failure.message) : new Error(failure.message));
  }

  #onDeath(error: Error): void {
    const first = this.#dead === undefined;
    this.#dead ??= error;
    for (const { reject } of this.#asked.values()) reject(this.#dead);
    this.#asked.clear();
    if (first && !this.#closing) this.#onEnd(error);
  }
}
