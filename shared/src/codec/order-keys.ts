/**
 * A column of order keys. Siblings mostly count up, so a key is written as "the next after the sibling before", or as what it does not
 * share with it.
 */
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The key with its last digits counted up by one. What this guesses wrong is written out: it need not know what a key means. */
function counted(key: string): string {
  let at = key.length - 1;
  while (at > 0 && key.charAt(at) === 'z') at -= 1;
  const digit = DIGITS.indexOf(key.charAt(at));
  if (digit < 0 || digit === 61) return key;
  return key.slice(0, at) + DIGITS.charAt(digit + 1) + '0'.repeat(key.length - 1 - at);
}

/** A key's predecessor in the column: the sibling before, or whatever key comes before. */
class Before {
  readonly #last = new Map<number, string>();
  #latest = '';

  of(parent: number): string {
    return this.#last.get(parent) ?? this.#latest;
  }

  note(parent: number, key: string): void {
    this.#last.set(parent, key);
    this.#latest = key;
  }
}

/** @param parents of the same nodes, in the same order */
export function writeOrderKeys(writer: ByteWriter, keys: readonly string[], parents: ArrayLike<number>): void {
  const before = new Before();
  keys.forEach((key, i) => {
    const parent = parents[i] as number;
    const last = before.of(parent);
    before.note(parent, key);
    if (key === counted(last)) return writer.uint(0);
    let shared = 0;
    while (shared < key.length && shared < last.length && key.charCodeAt(shared) === last.charCodeAt(shared))
      shared += 1;
    // Never through the middle of a character.
    if (shared > 0 && (key.charCodeAt(shared - 1) & 0xfc00) === 0xd800) shared -= 1;
    writer.uint(shared + 1);
    writer.text(key.slice(shared));
  });
}

export function readOrderKeys(reader: ByteReader, parents: ArrayLike<number>): string[] {
  const before = new Before();
  const keys: string[] = [];
  for (let i = 0; i < parents.length; i++) {
    const parent = parents[i] as number;
    const last = before.of(parent);
    const head = reader.uint();
    if (head > last.length + 1) throw new DecodeError('a key that shares more than there is');
    const key = head === 0 ? counted(last) : last.slice(0, head - 1) + reader.text();
    before.note(parent, key);
    keys.push(key);
  }
  return keys;
}
