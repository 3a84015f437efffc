import { MAX_PERSON_NAME_CHARACTERS } from '@joinery/shared';

/** Header in which a client says who its person is, URI-encoded. */
export const NAME_HEADER = 'x-joinery-name';

/** A name as it may be kept; null when none was given, or nothing that can be read. */
export function personName(header: string | undefined): string | null {
  if (header === undefined) return null;
  try {
    const name = decodeURIComponent(header).trim().slice(0, MAX_PERSON_NAME_CHARACTERS);
    return name === '' ? null : name;
  } catch {
    return null;
  }
}
