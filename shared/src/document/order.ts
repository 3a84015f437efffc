/**
 * Order keys (D6): siblings sort by (key, node id), as plain strings. What keys are made of is in order-path.ts.
 *
 * Whoever inserts somewhere begins a run of their own there and counts up or down in it; whoever comes next begins theirs in the
 * next slot. So, spaces added, where a list ends in A's  A a0 , A a1
 *
 *     B appends two, then C one:             |a0 B a0, |a0 B a1, |a1 C a0
 *     D, who has not seen those, two:        |a0 D a0, |a0 D a1
 *     E inserts two between A's:             A a0 E a0, A a0 E a1
 *     A does so too, not having seen E's:    A a0 ~a0, A a0 ~a1
 *
 * Concurrent runs sort as blocks: each has a path that nobody else writes, below a slot that depends on the two neighbours
 * alone. Nothing grows by counting: 10,000 inserts at one place take up to 15 characters, by many people in turn 28. What still
 * grows (always between the last two, from both sides) is re-keyed at {@link MAX_KEY_CHARACTERS}: the smallest window around it
 * that has room gets slots far apart, so the next inserts there find gaps.
 */
import type { ActorId } from '../clock/stamp.ts';
import {
  elementAt,
  middle,
  ownIntegerAt,
  partingOf,
  predecessor,
  slotBetween,
  slotRow,
  slotsBetween,
  successor,
} from './order-path.ts';

/** A local insert never leaves a key longer than this. */
export const MAX_KEY_CHARACTERS = 48;

/** Two re-keyed siblings get keys no longer than this, so that more fits below them … */
const SPREAD_CHARACTERS = 36;

/** … and more siblings shorter ones, by this for each doubling of their number: what costs more has to last longer. */
const SPREAD_CHARACTERS_LESS = 1.5;

/** Least distance of the slots that re-keyed siblings get. */
const SPREAD_STEP = 8;

/**
 * A key strictly between two neighbours, at most {@link MAX_KEY_CHARACTERS} long.
 * @param left key of the left neighbour, null at the start
 * @param right key of the right neighbour, null at the end
 * @returns undefined when there is no room (neighbours equal, out of order, too long or none of ours), which is rare:
 *   {@link insertKeys} makes some
 */
export function keyBetween(left: string | null, right: string | null, actor: ActorId): string | undefined {
  const low = left ?? '';
  if (right !== null && low >= right) return undefined;
  const key = nextOfRun(low, right, actor) ?? firstOfRun(low, right, actor);
  return key !== undefined && key.length <= MAX_KEY_CHARACTERS ? key : undefined;
}

/** Goes on with a run of the actor's own, on either side. */
function nextOfRun(left: string, right: string | null, actor: ActorId): string | undefined {
  const leftAt = ownIntegerAt(left, actor);
  if (right === null) return leftAt < 0 ? undefined : successor(left, leftAt);
  const rightAt = ownIntegerAt(right, actor);
  if (leftAt >= 0) {
    const next = (leftAt === rightAt ? middle(left, right, leftAt) : undefined) ?? successor(left, leftAt);
    // Never a key that others nest below though it is gone: they would go on between it and what comes next of this run.
    if (next !== undefined && next < right && !right.startsWith(next)) return next;
  }
  if (rightAt < 0) return undefined;
  const previous = predecessor(right, rightAt);
  if (previous === undefined || left < previous) return previous;
  // The left neighbour is the run's previous key, or nested below it.
  const behind = ownBehind(previous, left);
  return behind !== undefined && left < behind ? behind : undefined;
}

/** The owner's next key behind all that is nested below `key`; `last` is the last that is. */
function ownBehind(key: string, last: string): string | undefined {
  const nested = last.startsWith(key) ? elementAt(last, key.length) : '';
  return nested?.startsWith('~') ? successor(key + nested, key.length + 1) : `${key}~a0`;
}

/** Begins a run, in the slot that anybody would find between these two. */
function firstOfRun(left: string, right: string | null, actor: ActorId): string | undefined {
  const path = pathBetween(left, right ?? '');
  if (path === undefined) return undefined;
  const key = `${path}${counterIn(path, actor)}a0`;
  return left < key && (right === null || key < right) ? key : undefined;
}

/** How the actor leads counts below a path. */
const counterIn = (path: string, actor: ActorId): string => (ownIntegerAt(path, actor) < 0 ? actor : '*');

/**
 * The shortest path between two keys below which nothing stands between them: a slot, or the left key itself.
 * @param right '' at the end
 * @returns undefined for keys that are no paths
 */
function pathBetween(left: string, right: string): string | undefined {
  const parting = partingOf(left, right);
  if (parting === undefined) return undefined;
  const { common, low, high } = parting;
  if (low === '' && high === '') return common;
  const slot = slotBetween(low, high);
  if (slot !== undefined) return common + slot;
  for (let at = common.length + low.length; at < left.length;) {
    const element = elementAt(left, at);
    if (element === undefined) return undefined;
    const behind = slotBetween(element, '');
    if (behind !== undefined) return left.slice(0, at) + behind;
    at += element.length;
  }
  return left;
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
    if (key === undefined) return undefined;
    keys.push(key);
    last = key;
  }
  return keys;
}

/** Keys of equal length in slots so far apart that many more fit between them; undefined when there is no room for that. */
function spreadKeys(left: string, right: string | null, count: number, actor: ActorId): string[] | undefined {
  if (right !== null && left >= right) return undefined;
  const parting = partingOf(left, right ?? '');
  const between = parting && slotsBetween(parting, count, SPREAD_STEP);
  const path = between === undefined ? pathBetween(left, right ?? '') : parting?.common;
  const slots = between ?? slotRow(count, SPREAD_STEP);
  if (path === undefined || slots === undefined) return undefined;
  const counter = counterIn(path, actor);
  const keys = slots.map((slot) => `${path}${slot}${counter}a0`);
  const fits = left < (keys[0] as string) && (right === null || (keys.at(-1) as string) < right);
  return fits ? keys : undefined;
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
 * Keys for `count` nodes inserted at `index` among siblings with these keys, re-keying neighbours where {@link keyBetween}
 * finds none.
 */
export function insertKeys(siblings: SiblingKeys, index: number, count: number, actor: ActorId): Rekeyed {
  const at = (i: number): string | null => (i >= 0 && i < siblings.length ? siblings.at(i) : null);
  const plain = keysBetween(at(index - 1), at(index), count, actor);
  if (plain !== undefined) return { inserted: plain, moved: new Map() };
  for (let reach = 1, whole = false; !whole; reach *= 2) {
    const from = Math.max(0, index - reach);
    const to = Math.min(siblings.length, index + reach);
    whole = from === 0 && to === siblings.length;
    const most = whole ? MAX_KEY_CHARACTERS : SPREAD_CHARACTERS - SPREAD_CHARACTERS_LESS * Math.log2(reach);
    const keys = spreadKeys(at(from - 1) ?? '', at(to), to - from + count, actor);
    if (keys === undefined || (keys[0] as string).length > most) continue;
    const before = index - from;
    const moved = new Map<number, string>();
    for (let i = from; i < to; i++) moved.set(i, keys[i < index ? i - from : i - from + count] as string);
    return { inserted: keys.slice(before, before + count), moved };
  }
  throw new Error(`no order keys for ${count} nodes among ${siblings.length} siblings`);
}
