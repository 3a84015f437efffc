import type { ActorId } from './stamp.ts';

/** In ASCII order, so that base-62 text of equal length sorts like the numbers it stands for. */
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Characters in an {@link ActorId}. 62⁸ ≈ 2⁴⁷: it fits six bytes, and a million actors of one file collide with p ≈ 0.002. */
export const ACTOR_LENGTH = 8;

const PATTERN = /^[0-9A-Za-z]{8}$/;

export const isActorId = (text: string): boolean => PATTERN.test(text);

/** @param random uniform in [0, 1), handed in: `crypto`-backed in production, seeded in tests. */
export function randomActorId(random: () => number): ActorId {
  let id = '';
  for (let i = 0; i < ACTOR_LENGTH; i++) id += BASE62[Math.floor(random() * 62)];
  return id;
}

/** Fixed-width base 62 of a safe integer. */
export function toBase62(value: number, width: number): string {
  let text = '';
  for (let i = 0; i < width; i++) {
    text = BASE62.charAt(value % 62) + text;
    value = Math.floor(value / 62);
  }
  return text;
}

const DIGIT = new Map(Array.from(BASE62).map((char, index) => [char, index]));

/** Inverse of {@link toBase62}. NaN where a character is not a base-62 digit. */
export function fromBase62(text: string): number {
  let value = 0;
  for (let i = 0; i < text.length; i++) value = value * 62 + (DIGIT.get(text.charAt(i)) ?? Number.NaN);
  return value;
}
