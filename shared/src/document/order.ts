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
 * leads to the space between a key and the keys nested below it. `~` sorts behind every actor: it leads to the space between
 * those and the next of one's own run, so that a run counted from its own left neighbour stays a block too.
 *
 * What still grows (always between the last two) is re-keyed by the caller at {@link MAX_KEY_CHARACTERS}: the smallest
 * window around it that has room gets evenly spread integers, so the next inserts there find gaps.
 */
import { generateKeyBetween } from 'fractional-indexing';
import { ACTOR_LENGTH, fromBase62, toBase62 } from '../clock/actor.ts';
import type { ActorId } from '../clock/stamp.ts';

/** A local insert never leaves a key longer than this. */
export const MAX_KEY_CHARACTERS = 48;

/** Re-keyed siblings get keys no longer than this, so that a segment still fits below them. */
const SPREAD_CHARACTERS = 36;

/** Least distance of the integers that re-keyed siblings get. */
const SPREAD_STEP = 8;

/** Where the last segment's integer starts when that segment is the actor's own; -1 otherwise. */
function ownIntegerAt(key: string, actor: ActorId): number {
  let at = 0;
  let actorAt = -1;
  while (at < key.length) {
    if (key[at] === '!' || key[at] === '~') {
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

/** `count` integers strictly between two of equal length, at least `step` apart; undefined when there is no such room. */
function integersBetween(low: string, high: string, count: number, step: number): string[] | undefined {
  if (low[0] !== high[0]) return undefined;
  const first = fromBase62(low.slice(1));
  const apart = (fromBase62(high.slice(1)) - first) / (count + 1);
  if (!(apart >= step)) return undefined;
  return Array.from(
    { length: count },
    (_, i) => low.charAt(0) + toBase62(first + Math.floor(apart * (i + 1)), low.length - 1),
  );
}

/** Keys between two of one's own in one segment, at least `step` apart. */
function ownBetween(left: string, right: string, actor: ActorId, { count, step }: Spread): string[] | undefined {
  const at = ownIntegerAt(left, actor);
  if (at < 0 || ownIntegerAt(right, actor) !== at || !right.startsWith(left.slice(0, at))) return undefined;
  return integersBetween(left.slice(at), right.slice(at), count, step)?.map((integer) => left.slice(0, at) + integer);
}

interface Spread {
  readonly count: number;
  readonly step: number;
}

/**
 * A key strictly between two neighbours.
 * @param left key of the left neighbour, null at the start
 * @param right key of the right neighbour, null at the end; must be greater than `left`
 * @returns undefined when there is no room (neighbours equal or out of order): re-key them
 */
export function keyBetween(left: string | null, right: string | null, actor: ActorId): string | undefined {
  if (left !== null && right !== null) {
    if (left >= right) return undefined;
    const middle = ownBetween(left, right, actor, { count: 1, step: 1 })?.[0];
    if (middle !== undefined) return middle;
  }
  const fits = (key: string): boolean => (left === null || left < key) && (right === null || key < right);
  const after = left === null ? undefined : counted(left, actor, (integer) => generateKeyBetween(integer, null));
  if (after !== undefined && fits(after)) return after;
  const before = right === null ? undefined : counted(right, actor, (integer) => generateKeyBetween(null, integer));
  if (before !== undefined && fits(before)) return before;
  // A segment of one's own below the left neighbour; behind everybody's when the right one continues one's own run.
  const base = left === null ? '' : after === right ? `${left}~` : left;
  return nestedPrefix(base, actor, (prefix) => fits(`${prefix}a0`), MAX_KEY_CHARACTERS)?.concat('a0');
}

/** The key with its last integer changed, when that one is the actor's own; undefined where it cannot be. */
function counted(key: string, actor: ActorId, next: (integer: string) => string): string | undefined {
  const at = ownIntegerAt(key, actor);
  return at < 0 || !WHOLE.test(key.slice(at)) ? undefined : key.slice(0, at) + next(key.slice(at));
}

/** Integers that `fractional-indexing` takes: base 62, and not its smallest, below which it has no more. */
const WHOLE = /^[A-Za-z](?!0{26}$)[0-9A-Za-z]*$/;

/** A new segment of the actor's below `base`, with one `!` more for each nested key that it must stay in front of. */
function nestedPrefix(
  base: string,
  actor: ActorId,
  fits: (prefix: string) => boolean,
  most: number,
): string | undefined {
  for (let marks = ''; base.length + marks.length <= most; marks += '!') {
    const prefix = base + marks + actor;
    if (fits(prefix)) return prefix;
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

/** Keys far enough apart that many more fit between them; undefined when there is no room for that. */
function spreadKeys(left: string | null, right: string | null, count: number, actor: ActorId): string[] | undefined {
  if (left !== null && right !== null) {
    if (left >= right) return undefined;
    const own = ownBetween(left, right, actor, { count, step: SPREAD_STEP });
    if (own !== undefined && left.length <= SPREAD_CHARACTERS) return own;
  }
  const [low, high] = count * SPREAD_STEP < 62 ** 3 / 2 ? ['c000', 'czzz'] : ['e00000', 'ezzzzz'];
  const fits = (prefix: string): boolean =>
    (left === null || left < prefix + low) &&
    (right === null || prefix + high < right) &&
    prefix.length + low.length <= SPREAD_CHARACTERS;
  const prefix = nestedPrefix(left ?? '', actor, fits, SPREAD_CHARACTERS);
  return prefix === undefined
    ? undefined
    : integersBetween(low, high, count, SPREAD_STEP)?.map((integer) => prefix + integer);
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
 * Keys for `count` nodes inserted at `index` among siblings with these keys, re-keying neighbours where a key would
 * grow past {@link MAX_KEY_CHARACTERS} or there is no room.
 */
export function insertKeys(siblings: SiblingKeys, index: number, count: number, actor: ActorId): Rekeyed {
  const at = (i: number): string | null => (i >= 0 && i < siblings.length ? siblings.at(i) : null);
  const plain = keysBetween(at(index - 1), at(index), count, actor);
  if (plain !== undefined) return { inserted: plain, moved: new Map() };
  for (let reach = 1, whole = false; !whole; reach *= 2) {
    const from = Math.max(0, index - reach);
    const to = Math.min(siblings.length, index + reach);
    whole = from === 0 && to === siblings.length;
    const keys = spreadKeys(at(from - 1), at(to), to - from + count, actor);
    if (keys === undefined) continue;
    const before = index - from;
    const moved = new Map<number, string>();
    for (let i = from; i < to; i++) moved.set(i, keys[i < index ? i - from : i - from + count] as string);
    return { inserted: keys.slice(before, before + count), moved };
  }
  throw new Error(`no order keys for ${count} nodes among ${siblings.length} siblings`);
}
