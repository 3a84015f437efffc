/**
 * Hashes of values and texts (D12): 32 bits, the same on every replica and machine; equal for values that are equal
 * (schema/value.ts). The mixing is MurmurHash3's, a word of 32 bits at a time, and nothing is built for it. Not against forgers: a
 * digest finds accidents, and who could forge a register can write it.
 *
 * What documents are full of takes a shorter way to the same number: records of the shapes below, and ids just met.
 */
import type { SolidPaint } from '../schema/paint.ts';
import type { Placement, Position } from '../schema/properties.ts';
import { isList, type Value } from '../schema/value.ts';

/** Kinds of values, so that none looks like one of another kind. Part of every hash, so of the protocol: append only. */
const NULL = 1;
const FALSE = 2;
const TRUE = 3;
const NUMBER = 4;
const TEXT = 5;
const LIST = 6;
const RECORD = 7;

const BITS = new DataView(new ArrayBuffer(8));

/** Takes a word in. */
export function mix(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** Spreads what was taken in over all bits. */
export function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Of a text, two characters a word. */
export function hashText(text: string): number {
  const { length } = text;
  let mixed = mix(TEXT, length);
  let at = 1;
  for (; at < length; at += 2) mixed = mix(mixed, text.charCodeAt(at - 1) | (text.charCodeAt(at) << 16));
  return finish(at === length ? mix(mixed, text.charCodeAt(at - 1)) : mixed);
}

export function hashValue(value: Value): number {
  if (typeof value === 'number') return hashNumber(value);
  if (typeof value === 'string') return hashText(value);
  if (value === null) return NULL;
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  if (!isList(value)) return hashRecord(value);
  let mixed = mix(LIST, value.length);
  for (let i = 0; i < value.length; i++) mixed = mix(mixed, hashValue(value[i] as Value));
  return finish(mixed);
}

/** By its bits: minus zero is another number than zero. */
function hashNumber(value: number): number {
  BITS.setFloat64(0, value, true);
  return finish(mix(mix(NUMBER, BITS.getInt32(0, true)), BITS.getInt32(4, true)));
}

/** Entries are added up, so that their order does not count. */
function hashRecord(record: { readonly [key: string]: Value }): number {
  const keys = Object.keys(record);
  let sum = 0;
  if (isPosition(record, keys)) {
    sum = entry(X, hashNumber(record.x)) + entry(Y, hashNumber(record.y)) + entry(SPACE, hashId(record.space));
  } else if (isPlacement(record, keys)) {
    sum =
      entry(PARENT, hashId(record.parent)) + entry(ORDER, hashText(record.order)) + entry(FROM, hashId(record.from));
  } else if (isSolidPaint(record, keys)) {
    sum =
      entry(TYPE, SOLID) +
      entry(COLOR, hashText(record.color)) +
      entry(OPACITY, hashNumber(record.opacity)) +
      entry(VISIBLE, record.visible ? TRUE : FALSE);
  } else {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      sum = (sum + entry(hashText(key), hashValue(record[key] as Value))) | 0;
    }
  }
  return finish(mix(mix(RECORD, keys.length), sum | 0));
}

const entry = (key: number, value: number): number => finish(mix(key, value));

const [X, Y, SPACE] = [hashText('x'), hashText('y'), hashText('space')];
const [PARENT, ORDER, FROM] = [hashText('parent'), hashText('order'), hashText('from')];
const [TYPE, COLOR, OPACITY, VISIBLE] = [hashText('type'), hashText('color'), hashText('opacity'), hashText('visible')];
const SOLID = hashText('solid');

type Fields = { readonly [key: string]: Value };

function isPosition(record: Fields, keys: readonly string[]): record is Fields & Position {
  return (
    keys.length === 3 &&
    keys[0] === 'x' &&
    keys[1] === 'y' &&
    keys[2] === 'space' &&
    typeof record.x === 'number' &&
    typeof record.y === 'number' &&
    typeof record.space === 'string'
  );
}

function isPlacement(record: Fields, keys: readonly string[]): record is Fields & Placement {
  return (
    keys.length === 3 &&
    keys[0] === 'parent' &&
    keys[1] === 'order' &&
    keys[2] === 'from' &&
    typeof record.parent === 'string' &&
    typeof record.order === 'string' &&
    typeof record.from === 'string'
  );
}

function isSolidPaint(record: Fields, keys: readonly string[]): record is Fields & SolidPaint {
  return (
    keys.length === 4 &&
    keys[0] === 'type' &&
    keys[1] === 'color' &&
    keys[2] === 'opacity' &&
    keys[3] === 'visible' &&
    record.type === 'solid' &&
    typeof record.color === 'string' &&
    typeof record.opacity === 'number' &&
    typeof record.visible === 'boolean'
  );
}

/** A power of two. */
const KNOWN_IDS = 64;
const knownTexts: string[] = Array.from({ length: KNOWN_IDS }, () => '');
const knownHashes = new Int32Array(KNOWN_IDS).fill(hashText(''));

/** The same as {@link hashText}: siblings name the same parent, one after the other. */
function hashId(id: string): number {
  const slot = id.charCodeAt(id.length - 1) & (KNOWN_IDS - 1);
  if (knownTexts[slot] === id) return knownHashes[slot] as number;
  const hash = hashText(id);
  knownTexts[slot] = id;
  return (knownHashes[slot] = hash);
}
