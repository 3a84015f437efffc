/** The links of files over HTTP: what they are, and what becomes of them (R7). */
import { isRole, type Role } from '@joinery/shared';
import { apiRequest, isRecord, RequestError } from './api-request.ts';

export interface FileLink {
  readonly id: string;
  readonly role: Role;
  /** Unix ms, like all times here. */
  readonly createdAt: number;
  /** null: never. */
  readonly expiresAt: number | null;
  readonly state: 'active' | 'expired' | 'revoked';
  /** How many have the file open by it. */
  readonly people: number;
}

export interface FileLinks {
  /** Whoever reaches the server owns every file, without any link. */
  readonly open: boolean;
  /** Those that are not revoked, newest first. */
  readonly links: readonly FileLink[];
}

export interface LinksApi {
  list(): Promise<FileLinks>;
  /** @returns the link with its key, which is told this once */
  make(role: Role, expiresInMs: number | null): Promise<{ readonly link: FileLink; readonly key: string }>;
  revoke(id: string): Promise<void>;
}

export function createLinksApi(fileId: string): LinksApi {
  const path = `/files/${fileId}/links`;
  return {
    async list() {
      const answer = await apiRequest(path);
      const links = isRecord(answer) ? answer['links'] : undefined;
      if (!isRecord(answer) || !Array.isArray(links)) throw badAnswer();
      return { open: answer['open'] === true, links: links.map(toLink).filter(({ state }) => state !== 'revoked') };
    },
    async make(role, expiresInMs) {
      const answer = await apiRequest(path, { method: 'POST', body: JSON.stringify({ role, expiresInMs }) });
      const key = isRecord(answer) ? answer['key'] : undefined;
      if (typeof key !== 'string') throw badAnswer();
      return { link: toLink(answer), key };
    },
    revoke: async (id) => void (await apiRequest(`${path}/${id}`, { method: 'DELETE' })),
  };
}

/** Hands the key of a link over for a cookie, by which this browser has what the link allows. @throws RequestError */
export const showKey = async (key: string): Promise<void> =>
  void (await apiRequest('/keys', { method: 'POST', body: JSON.stringify({ key }) }));

/** The address by which a file is opened with a key. Browsers send what is behind `#` to nobody. */
export const linkAddress = (fileId: string, key: string, page: { readonly origin: string } = location): string =>
  `${page.origin}/file/${fileId}#key=${key}`;

const badAnswer = (): RequestError =>
  new RequestError('bad-answer', 'The server answered with something that is no link.');

function toLink(value: unknown): FileLink {
  if (!isRecord(value) || typeof value['id'] !== 'string' || !isRole(value['role'])) throw badAnswer();
  const { id, role, createdAt, expiresAt, state, people } = value;
  return {
    id,
    role,
    createdAt: typeof createdAt === 'number' ? createdAt : 0,
    expiresAt: typeof expiresAt === 'number' ? expiresAt : null,
    state: state === 'expired' || state === 'revoked' ? state : 'active',
    people: typeof people === 'number' ? people : 0,
  };
}
