/**
 * What an order key is made of (D6): a path of elements, each a lead and an integer of `fractional-indexing`. Integers say their
 * own length, so nothing separates elements. Below one path, these sort in this order:
 *
 *     !a0            a slot in front, for anybody to begin something in
 *     *a0            a count of the path's owner, written short
 *     aB3dE6gHa0     a count of the actor aB3dE6gH
 *     |a0            a slot behind these
 *     ~a0            a count of the path's owner, behind everything
 *
 * The owner of a path is whose count was the last in it. A key ends in a count, and only its owner writes it: concurrent keys
 * are never equal.
 */
import { BASE_62_DIGITS, generateKeyBetween } from 'fractional-indexing';
import { ACTOR_LENGTH, fromBase62, toBase62 } from '../clock/actor.ts';
import type { ActorId } from '../clock/stamp.ts';

const FRONT = 33; // !
const OWN = 42; // *
const BACK = 124; // |
const OWN_BEHIND = 126; // ~

const isSlot = (lead: number): boolean => lead === FRONT || lead === BACK;
const isActor = (lead: number): boolean => !isSlot(lead) && lead !== OWN && lead !== OWN_BEHIND;

/** Where the integer of the last element starts when the path is the actor's own; -1 otherwise, and for what is no path. */
export function ownIntegerAt(path: string, actor: ActorId): number {
  let own = false;
  let integerAt = -1;
  for (let at = 0; at < path.length;) {
    const named = isActor(path.charCodeAt(at));
    if (named) own = path.startsWith(actor, at);
    integerAt = at + (named ? ACTOR_LENGTH : 1);
    const length = integerLength(path.charCodeAt(integerAt));
    at = integerAt + length;
    if (length === 0 || at > path.length) return -1;
  }
  return own ? integerAt : -1;
}

/** The element at a place in a path: '' at its end, undefined where there is none. */
export function elementAt(path: string, at: number): string | undefined {
  if (at === path.length) return '';
  const integerAt = at + (isActor(path.charCodeAt(at)) ? ACTOR_LENGTH : 1);
  const length = integerLength(path.charCodeAt(integerAt));
  return length === 0 || integerAt + length > path.length ? undefined : path.slice(at, integerAt + length);
}

/** Characters of an integer by its head: `a` and `Z` are followed by one digit, `b` and `Y` by two … 0 for no head. */
function integerLength(head: number): number {
  if (head >= 97 && head <= 122) return head - 97 + 2;
  if (head >= 65 && head <= 90) return 90 - head + 2;
  return 0;
}

/** The key with its last integer one greater; undefined where that cannot be. */
export function successor(key: string, integerAt: number): string | undefined {
  return withLastDigit(key, NEXT_DIGIT) ?? withInteger(key, integerAt, integerBetween(key.slice(integerAt), null));
}

/** The key with its last integer one smaller; undefined where that cannot be. */
export function predecessor(key: string, integerAt: number): string | undefined {
  return withLastDigit(key, PREVIOUS_DIGIT) ?? withInteger(key, integerAt, integerBetween(null, key.slice(integerAt)));
}

/** A key halfway between two that differ in their last integers only; undefined when they differ elsewhere or are neighbours. */
export function middle(left: string, right: string, integerAt: number): string | undefined {
  if (!right.startsWith(left.slice(0, integerAt))) return undefined;
  return withInteger(left, integerAt, integersBetween(left.slice(integerAt), right.slice(integerAt), 1, 1)?.[0]);
}

/** By character code: the digit that follows one, undefined where it carries. Most counting changes the last digit only. */
const NEXT_DIGIT = digitsByCode(1);
const PREVIOUS_DIGIT = digitsByCode(-1);

function digitsByCode(step: 1 | -1): readonly (string | undefined)[] {
  return Array.from({ length: 128 }, (_, code) => {
    const at = BASE_62_DIGITS.indexOf(String.fromCharCode(code));
    return at < 0 ? undefined : BASE_62_DIGITS[at + step];
  });
}

function withLastDigit(key: string, digits: readonly (string | undefined)[]): string | undefined {
  const last = key.length - 1;
  const digit = digits[key.charCodeAt(last)];
  return digit === undefined ? undefined : key.slice(0, last) + digit;
}

const withInteger = (key: string, integerAt: number, integer: string | undefined): string | undefined =>
  integer === undefined ? undefined : key.slice(0, integerAt) + integer;

/** Integers that `fractional-indexing` takes: base 62, and not its smallest, below which it has no more. */
const WHOLE = /^[A-Za-z](?!0{26}$)[0-9A-Za-z]*$/;

/** An integer strictly between two, null for no bound; undefined when there is none. */
function integerBetween(low: string | null, high: string | null): string | undefined {
  if ((low !== null && !WHOLE.test(low)) || (high !== null && !WHOLE.test(high))) return undefined;
  if (low === null || high === null) return generateKeyBetween(low, high);
  const next = integersBetween(low, high, 1, 1)?.[0] ?? generateKeyBetween(low, null);
  return next < high ? next : undefined;
}

/** `count` integers strictly between two of equal length, at least `step` apart; undefined when there is no such room. */
function integersBetween(low: string, high: string, count: number, step: number): string[] | undefined {
  if (low.charCodeAt(0) !== high.charCodeAt(0)) return undefined;
  const first = fromBase62(low, 1);
  const last = fromBase62(high, 1);
  const apart = (last - first) / (count + 1);
  if (!(apart >= step && last <= Number.MAX_SAFE_INTEGER)) return undefined;
  const integers: string[] = [];
  for (let i = 1; i <= count; i++)
    integers.push(low.charAt(0) + toBase62(first + Math.floor(apart * i), low.length - 1));
  return integers;
}

/** Where two paths part: what they have in common, and the next element of either, '' for none. */
export interface Parting {
  readonly common: string;
  readonly low: string;
  readonly high: string;
}

/** @returns undefined for what is no path */
export function partingOf(left: string, right: string): Parting | undefined {
  for (let at = 0; ;) {
    const low = elementAt(left, at);
    const high = elementAt(right, at);
    if (low === undefined || high === undefined) return undefined;
    if (low === '' || low !== high) return { common: left.slice(0, at), low, high };
    at += low.length;
  }
}

/** A slot between two elements below one path, '' for no bound; undefined when there is none: counts are on both sides of it. */
export function slotBetween(low: string, high: string): string | undefined {
  const left = low.charCodeAt(0);
  const right = high.charCodeAt(0);
  const beforeCount = right === OWN || (high !== '' && isActor(right));
  const lead = left === FRONT || right === FRONT || (low === '' && beforeCount) ? FRONT : BACK;
  if (lead === BACK && (beforeCount || left === OWN_BEHIND)) return undefined;
  const integer = integerBetween(left === lead ? low.slice(1) : null, right === lead ? high.slice(1) : null);
  return integer && String.fromCharCode(lead) + integer;
}

/** Slots between two elements of the same row, at least `step` apart; undefined when they are not of one, or near. */
export function slotsBetween({ low, high }: Parting, count: number, step: number): string[] | undefined {
  const lead = low.charCodeAt(0);
  if (!isSlot(lead) || high.charCodeAt(0) !== lead) return undefined;
  return integersBetween(low.slice(1), high.slice(1), count, step)?.map((integer) => low.charAt(0) + integer);
}

/** A row of slots of its own, at least `step` apart, with as much room before and behind them. */
export function slotRow(count: number, step: number): string[] | undefined {
  const [low, high] = count * step < 62 ** 3 / 2 ? ['c000', 'czzz'] : ['e00000', 'ezzzzz'];
  return integersBetween(low, high, count, step)?.map((integer) => `|${integer}`);
}
