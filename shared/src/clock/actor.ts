import type { ActorId } from './stamp.ts';

/** In ASCII order, so that base-62 text of equal length sorts like the numbers it stands for. */
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Characters in an {@link ActorId}. 62⁸ ≈ 2⁴⁷: it fits six bytes, and a million actors of one file collide with p ≈ 0.002. */
export const ACTOR_LENGTH = 8;

/** Nobody's id: under it a version keeps its floor (D4). */
export const FLOOR: ActorId = '00000000';

const PATTERN = /^[0-9A-Za-z]{8}$/;

/** Whether a text is an {@link ActorId}: 8 base-62 characters. */
export const isActorId = (text: string): boolean => PATTERN.test(text);

/** Whether this can be the id of somebody who writes. */
export const canWrite = (actor: ActorId): boolean => actor !== FLOOR;

/** @param random uniform in [0, 1), handed in: `crypto`-backed in production, seeded in tests. */
export function randomActorId(random: () => number): ActorId {
  let id = '';
  for (let i = 0; i < ACTOR_LENGTH; i++) id += BASE62[Math.floor(random() * 62)];
  return canWrite(id) ? id : '00000001';
}

/** Two digits at a time: 62² texts. */
const PAIRS = Array.from({ length: 62 * 62 }, (_, at) => BASE62.charAt(Math.floor(at / 62)) + BASE62.charAt(at % 62));

/** Fixed-width base 62 of a safe integer. */
export function toBase62(value: number, width: number): string {
  let text = '';
  let left = width;
  for (; left > 1; left -= 2) {
    const rest = Math.floor(value / 3844);
    text = (PAIRS[value - rest * 3844] as string) + text;
    value = rest;
  }
  return left === 1 ? BASE62.charAt(value % 62) + text : text;
}

/** By digit, and by pair of digits: character codes. */
const CODES = Uint8Array.from(BASE62, (digit) => digit.charCodeAt(0));
const HIGH_CODES = Uint8Array.from(PAIRS, (pair) => pair.charCodeAt(0));
const LOW_CODES = Uint8Array.from(PAIRS, (pair) => pair.charCodeAt(1));

/**
 * An actor and nine base-62 digits of a safe integer as one flat text. Texts that are put together or cut out of others are compared
 * the slow way whenever a map is asked for them.
 */
export function actorAndDigits(actor: ActorId, value: number): string {
  const pairs3 = Math.floor(value / 3844);
  const pairs2 = Math.floor(pairs3 / 3844);
  const pairs1 = Math.floor(pairs2 / 3844);
  const pairs0 = Math.floor(pairs1 / 3844);
  const [last, third, second, first] = [
    value - pairs3 * 3844,
    pairs3 - pairs2 * 3844,
    pairs2 - pairs1 * 3844,
    pairs1 - pairs0 * 3844,
  ];
  return String.fromCharCode(
    actor.charCodeAt(0),
    actor.charCodeAt(1),
    actor.charCodeAt(2),
    actor.charCodeAt(3),
    actor.charCodeAt(4),
    actor.charCodeAt(5),
    actor.charCodeAt(6),
    actor.charCodeAt(7),
    CODES[pairs0 % 62] as number,
    HIGH_CODES[first] as number,
    LOW_CODES[first] as number,
    HIGH_CODES[second] as number,
    LOW_CODES[second] as number,
    HIGH_CODES[third] as number,
    LOW_CODES[third] as number,
    HIGH_CODES[last] as number,
    LOW_CODES[last] as number,
  );
}

/** By character code: the digit, NaN for what is none. */
const DIGITS = Float64Array.from({ length: 128 }, (_, code) => {
  const digit = BASE62.indexOf(String.fromCharCode(code));
  return digit < 0 ? Number.NaN : digit;
});

/** Inverse of {@link toBase62}, of the characters from `start` on. NaN where a character is not a base-62 digit. */
export function fromBase62(text: string, start = 0): number {
  let value = 0;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    value = value * 62 + (code < 128 ? (DIGITS[code] as number) : Number.NaN);
  }
  return value;
}
