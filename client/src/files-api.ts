/** The relay's list of files over HTTP. Its answers are checked here, so that inside they are trusted. */
import { isRole, type Role } from '@joinery/shared';
import { apiRequest, isRecord, RequestError } from './api-request.ts';
import type { Me } from './me.ts';

/** Who somebody is, as others see it. */
export interface Face {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
}

export interface FileInfo {
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
  /** Some of them. */
  readonly faces: readonly Face[];
  /** What this browser may do with it. */
  readonly role: Role;
}

export interface FileList {
  readonly files: readonly FileInfo[];
  /** Whether this browser may make new ones. */
  readonly mayCreate: boolean;
}

export interface FilesApi {
  list(trashed: boolean): Promise<FileList>;
  create(name?: string): Promise<FileInfo>;
  get(id: string): Promise<FileInfo>;
  rename(id: string, name: string): Promise<FileInfo>;
  duplicate(id: string): Promise<FileInfo>;
  trash(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** For good: only what is in the trash. */
  remove(id: string): Promise<void>;
}

const COLOR = /^#[0-9a-f]{6}$/i;

const isFace = (value: unknown): value is Face =>
  isRecord(value) &&
  typeof value['name'] === 'string' &&
  typeof value['color'] === 'string' &&
  COLOR.test(value['color']);

function toFileInfo(value: unknown): FileInfo {
  if (!isRecord(value) || typeof value['id'] !== 'string' || typeof value['name'] !== 'string') {
    throw new RequestError('bad-answer', 'The server answered with something that is no file.');
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
    faces: Array.isArray(value['faces']) ? value['faces'].filter(isFace) : [],
    // A relay from before there were roles.
    role: isRole(value['role']) ? value['role'] : 'owner',
  };
}

/** @param me read before each request: the name under which it is made */
export function createFilesApi(me: () => Me): FilesApi {
  const request = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const headers = { 'x-joinery-name': encodeURIComponent(me().name) };
    return await apiRequest(`/files${path}`, { ...init, headers });
  };
  const post = (path: string): Promise<unknown> => request(path, { method: 'POST', body: '{}' });
  return {
    async list(trashed) {
      const answer = await request(`?trashed=${trashed ? 1 : 0}`);
      const files = isRecord(answer) ? answer['files'] : undefined;
      if (!Array.isArray(files))
        throw new RequestError('bad-answer', 'The server answered with something that is no list.');
      return { files: files.map(toFileInfo), mayCreate: isRecord(answer) && answer['mayCreate'] !== false };
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
