/**
 * Order keys (D6): siblings sort by (key, node id), as plain strings.
 *
 * A key is a path of segments; each segment is an actor id followed by an integer of `fractional-indexing`, such as
 * `aB3dE6gHa0`. Whoever inserts somewhere opens a segment of their own there and counts up or down inside it, so
 *
 *     left neighbour   …a0                  A inserts a run: …a0 A a0, …a0 A a1, …a0 A a2
 *     right neighbour  …a1                  B meanwhile:     …a0 B a0, …a0 B a1
 *
 * two concurrent runs sort as blocks, never interleave, and never hold equal keys. Counting needs no fractions, so a key
 * stays at one segment more than its neighbour's however many are inserted at one place. `!` sorts before every actor: it
 * leads to the space between a key and the keys nested below it. What still grows (always between the last two) is re-keyed
 * by the caller at {@link MAX_KEY_CHARACTERS}.
 */
import { generateKeyBetween } from 'fractional-indexing';
import { ACTOR_LENGTH } from '../clock/actor.ts';
import type { ActorId } from '../clock/stamp.ts';

/** A local insert never leaves a key longer than this. */
export const MAX_KEY_CHARACTERS = 48;

/** Siblings with keys longer than this are re-keyed together with a neighbour that grew too long. */
const CROWDED_CHARACTERS = 24;

/** Where the last segment's integer starts when that segment is the actor's own; -1 otherwise. */
function ownIntegerAt(key: string, actor: ActorId): number {
  let at = 0;
  let actorAt = -1;
  while (at < key.length) {
    if (key[at] === '!') {
      at += 1;
      continue;
    }
    actorAt = at;
    const length = integerLength(key.charCodeAt(at + ACTOR_LENGTH));
    if (length === 0 || at + ACTOR_LENGTH + length > key.length) return -1;
    at += ACTOR_LENGTH + length;
  }
  return actorAt >= 0 && key.startsWith(actor, actorAt) ? actorAt + ACTOR_LENGTH : -1;
}

/** Characters of an integer by its head: `a` and `Z` are followed by one digit, `b` and `Y` by two … 0 for no head. */
function integerLength(head: number): number {
  if (head >= 97 && head <= 122) return head - 97 + 2;
  if (head >= 65 && head <= 90) return 90 - head + 2;
  return 0;
}

/**
 * A key strictly between two neighbours.
 * @param left key of the left neighbour, null at the start
 * @param right key of the right neighbour, null at the end; must be greater than `left`
 * @returns undefined when there is no room (neighbours equal or out of order): re-key them
 */
export function keyBetween(left: string | null, right: string | null, actor: ActorId): string | undefined {
  if (left !== null && right !== null && left >= right) return undefined;
  const fits = (key: string): boolean => (left === null || left < key) && (right === null || key < right);
  if (left !== null) {
    const at = ownIntegerAt(left, actor);
    const after = at < 0 ? undefined : left.slice(0, at) + generateKeyBetween(left.slice(at), null);
    if (after !== undefined && fits(after)) return after;
  }
  if (right !== null) {
    const at = ownIntegerAt(right, actor);
    const before = at < 0 ? undefined : right.slice(0, at) + generateKeyBetween(null, right.slice(at));
    if (before !== undefined && fits(before)) return before;
  }
  // A segment of one's own below the left neighbour; one `!` more for each nested key that it must stay in front of.
  const base = left ?? '';
  for (let marks = ''; base.length + marks.length <= MAX_KEY_CHARACTERS; marks += '!') {
    const nested = `${base}${marks}${actor}a0`;
    if (fits(nested)) return nested;
  }
  return undefined;
}

/** Consecutive keys between two neighbours; undefined when there is no room for them. */
export function keysBetween(
  left: string | null,
  right: string | null,
  count: number,
  actor: ActorId,
): string[] | undefined {
  const keys: string[] = [];
  let last = left;
  for (let i = 0; i < count; i++) {
    const key = keyBetween(last, right, actor);
    if (key === undefined || key.length > MAX_KEY_CHARACTERS) return undefined;
    keys.push(key);
    last = key;
  }
  return keys;
}

/** Order keys of existing siblings, read one by one: a child list may be long. */
export interface SiblingKeys {
  readonly length: number;
  at(index: number): string;
}

export interface Rekeyed {
  /** Keys of the inserted nodes, in order. */
  readonly inserted: readonly string[];
  /** New keys of siblings around them: index in `siblings` → key. Mostly empty. */
  readonly moved: ReadonlyMap<number, string>;
}

/**
 * Keys for `count` nodes inserted at `index` among siblings with these keys, re-keying crowded neighbours where a key would
 * grow past {@link MAX_KEY_CHARACTERS} or there is no room.
 */
export function insertKeys(siblings: SiblingKeys, index: number, count: number, actor: ActorId): Rekeyed {
  const at = (i: number): string | null => (i >= 0 && i < siblings.length ? siblings.at(i) : null);
  const plain = keysBetween(at(index - 1), at(index), count, actor);
  if (plain !== undefined) return { inserted: plain, moved: new Map() };
  let from = index;
  let to = index;
  while (from > 0 || to < siblings.length) {
    ({ from, to } = widen(siblings, from, to));
    const keys = keysBetween(at(from - 1), at(to), to - from + count, actor);
    if (keys === undefined) continue;
    const before = index - from;
    const moved = new Map<number, string>();
    for (let i = from; i < to; i++) moved.set(i, keys[i < index ? i - from : i - from + count] as string);
    return { inserted: keys.slice(before, before + count), moved };
  }
  throw new Error(`no order keys for ${count} nodes among ${siblings.length} siblings`);
}

/** One sibling more on each side, and on over crowded ones. */
function widen(siblings: SiblingKeys, from: number, to: number): { from: number; to: number } {
  const crowded = (i: number): boolean => siblings.at(i).length > CROWDED_CHARACTERS;
  from = Math.max(0, from - 1);
  to = Math.min(siblings.length, to + 1);
  while (from > 0 && crowded(from - 1)) from -= 1;
  while (to < siblings.length && crowded(to)) to += 1;
  return { from, to };
}
