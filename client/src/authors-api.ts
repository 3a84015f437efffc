/** Whose actors are, over HTTP: stamps name actors, people want names. */
import { apiRequest, isRecord } from './api-request.ts';

/** As somebody called themselves when they last edited under this actor. */
export interface AuthorRecord {
  readonly actor: string;
  readonly person: string;
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
}

/** The relay answers for so many at once. */
export const MAX_ACTORS_ASKED = 200;

/** @param actors at most {@link MAX_ACTORS_ASKED} @returns those who have edited the file @throws RequestError */
export async function askAuthors(fileId: string, actors: readonly string[]): Promise<readonly AuthorRecord[]> {
  const answer = await apiRequest(`/files/${fileId}/authors?actors=${actors.join(',')}`);
  const authors = isRecord(answer) ? answer['authors'] : undefined;
  return Array.isArray(authors) ? authors.filter(isAuthor) : [];
}

const isAuthor = (value: unknown): value is AuthorRecord =>
  isRecord(value) &&
  ['actor', 'person', 'name', 'color'].every((key) => typeof value[key] === 'string') &&
  /^#[0-9a-f]{6}$/i.test(String(value['color']));
