/** Names of keyed properties, made of parts that stay apart (D10). */
import { MAX_PROPERTY_CHARACTERS } from '../schema/properties.ts';
import { wellFormed } from '../schema/value.ts';

/** Characters that a type adds to its family's name: a slash, a sign, an actor. */
const OWNER_CHARACTERS = 10;

/** @throws RangeError when a part is empty, holds a slash or half a character, or all are too long together */
export function familyName(...parts: readonly string[]): string {
  for (const part of parts) {
    if (part === '' || part.includes('/'))
      throw new RangeError(`a name or key must have characters, and no slash, not "${part}"`);
    if (wellFormed(part) !== part) throw new RangeError('a name or key must be made of whole characters');
  }
  const family = parts.join('/');
  const most = MAX_PROPERTY_CHARACTERS - OWNER_CHARACTERS;
  if (family.length > most)
    throw new RangeError(`a name with its key must have at most ${most} characters, not ${family.length}`);
  return family;
}
