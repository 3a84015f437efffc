/** The relay's list of files over HTTP. Its answers are checked here, so that inside they are trusted. */
import type { Me } from './me.ts';

export interface FileInfo {
  /** Unguessable; whoever has it can open the file. */
  readonly id: string;
  readonly name: string;
  /** Unix time in ms, like all times here. */
  readonly createdAt: number;
  readonly editedAt: number;
  readonly editedBy: string | null;
  readonly trashedAt: number | null;
  readonly hasThumbnail: boolean;
  /** How many people have it open now. */
  readonly people: number;
}

/** Why a request came to nothing: `unreachable` without an answer, else the relay's own code. */
export class FilesError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface FilesApi {
  list(trashed: boolean): Promise<readonly FileInfo[]>;
  create(name?: string): Promise<FileInfo>;
  get(id: string): Promise<FileInfo>;
  rename(id: string, name: string): Promise<FileInfo>;
  duplicate(id: string): Promise<FileInfo>;
  trash(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** For good: only what is in the trash. */
  remove(id: string): Promise<void>;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Milliseconds without an answer after which the relay counts as unreachable. */
const TIMEOUT_MS = 15_000;

function toFileInfo(value: unknown): FileInfo {
  if (!isRecord(value) || typeof value['id'] !== 'string' || typeof value['name'] !== 'string') {
    throw new FilesError('bad-answer', 'The server answered with something that is no file.');
  }
  const number = (key: string): number => (typeof value[key] === 'number' ? value[key] : 0);
  return {
    id: value['id'],
    name: value['name'],
    createdAt: number('createdAt'),
    editedAt: number('editedAt'),
    editedBy: typeof value['editedBy'] === 'string' ? value['editedBy'] : null,
    trashedAt: typeof value['trashedAt'] === 'number' ? value['trashedAt'] : null,
    hasThumbnail: value['hasThumbnail'] === true,
    people: number('people'),
  };
}

async function failure(response: Response): Promise<FilesError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : {};
  const { code, message } = error;
  if (typeof code === 'string' && typeof message === 'string') return new FilesError(code, message);
  // A proxy in front answers for a relay that is down.
  if (response.status >= 502) return new FilesError('unreachable', 'The server cannot be reached.');
  return new FilesError('failed', `The server answered with an error (${response.status}).`);
}

/** @param me read before each request: the name under which it is made */
export function createFilesApi(me: () => Me): FilesApi {
  const request = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', 'x-joinery-name': encodeURIComponent(me().name) };
    let response: Response;
    try {
      response = await fetch(`/api/files${path}`, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch {
      throw new FilesError('unreachable', 'The server cannot be reached.');
    }
    if (!response.ok) throw await failure(response);
    return response.status === 204 ? undefined : await response.json().catch(() => undefined);
  };
  const post = (path: string): Promise<unknown> => request(path, { method: 'POST', body: '{}' });
  return {
    async list(trashed) {
      const answer = await request(`?trashed=${trashed ? 1 : 0}`);
      const files = isRecord(answer) ? answer['files'] : undefined;
      if (!Array.isArray(files))
        throw new FilesError('bad-answer', 'The server answered with something that is no list.');
      return files.map(toFileInfo);
    },
    create: async (name) =>
      toFileInfo(await request('', { method: 'POST', body: JSON.stringify(name === undefined ? {} : { name }) })),
    get: async (id) => toFileInfo(await request(`/${encodeURIComponent(id)}`)),
    rename: async (id, name) =>
      toFileInfo(await request(`/${id}`, { method: 'PATCH', body: JSON.stringify({ name }) })),
    duplicate: async (id) => toFileInfo(await post(`/${id}/duplicate`)),
    trash: async (id) => void (await post(`/${id}/trash`)),
    restore: async (id) => void (await post(`/${id}/restore`)),
    remove: async (id) => void (await request(`/${id}`, { method: 'DELETE' })),
  };
}
