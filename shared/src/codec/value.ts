/** Values of registers in bytes: a tag, then what the tag says. Numbers take the shortest exact form. */
import { isNodeId } from '../document/node-id.ts';
import type { Placement, Position } from '../schema/properties.ts';
import { isList, MAX_VALUE_DEPTH, type Value } from '../schema/value.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { wordAt, wordNumber } from './dictionary.ts';
import type { StampReader, StampWriter } from './stamp-table.ts';

const TAG = {
  null: 0,
  false: 1,
  true: 2,
  /** Zigzag varint. */
  integer: 3,
  /** Zigzag varint of the number times 100. */
  hundredths: 4,
  double: 5,
  text: 6,
  /** Number of a word in the dictionary. */
  word: 7,
  /** `#rrggbb` in three bytes. */
  color: 8,
  list: 9,
  record: 10,
  /** x, y as values; space as a node. */
  position: 11,
  /** parent and from as nodes; order as text. */
  placement: 12,
  /** The same, then its via: space as a node; x, y, turn as values. */
  moved: 13,
} as const;

/** Zigzag doubles a number, and must stay a safe integer. */
const MAX_INTEGER = 2 ** 51;
const COLOR = /^#[0-9a-f]{6}$/;

export function writeValue(writer: ByteWriter, stamps: StampWriter, value: Value): void {
  if (value === null) return writer.byte(TAG.null);
  if (typeof value === 'boolean') return writer.byte(value ? TAG.true : TAG.false);
  if (typeof value === 'number') return writeNumber(writer, value);
  if (typeof value === 'string') return writeText(writer, value);
  if (isList(value)) {
    writer.byte(TAG.list);
    writer.uint(value.length);
    for (const item of value) writeValue(writer, stamps, item);
    return;
  }
  if (isPosition(value)) {
    writer.byte(TAG.position);
    writeNumber(writer, value.x);
    writeNumber(writer, value.y);
    return stamps.node(value.space);
  }
  if (isPlacement(value)) return writePlacement(writer, stamps, value);
  writer.byte(TAG.record);
  const entries = Object.entries(value);
  writer.uint(entries.length);
  for (const [key, item] of entries) {
    writeKey(writer, key);
    writeValue(writer, stamps, item);
  }
}

export function readValue(reader: ByteReader, stamps: StampReader, depth = 0): Value {
  if (depth > MAX_VALUE_DEPTH) throw new DecodeError('a value nested too deeply');
  const tag = reader.byte();
  switch (tag) {
    case TAG.null:
      return null;
    case TAG.false:
      return false;
    case TAG.true:
      return true;
    case TAG.integer:
    case TAG.hundredths:
    case TAG.double:
      return readNumber(reader, tag);
    case TAG.text:
      return reader.text();
    case TAG.word:
      return known(wordAt(reader.uint()), 'a word');
    case TAG.color:
      return `#${[...reader.raw(3)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
    case TAG.list:
      return reader.list(1, () => readValue(reader, stamps, depth + 1));
    case TAG.record:
      return readRecord(reader, stamps, depth);
    case TAG.position: {
      const x = readNumber(reader, reader.byte());
      const y = readNumber(reader, reader.byte());
      return { x, y, space: stamps.node() };
    }
    case TAG.placement:
      return readPlacement(reader, stamps);
    case TAG.moved: {
      const placement = readPlacement(reader, stamps);
      const space = stamps.node();
      const [x = 0, y = 0, turn = 0] = [0, 1, 2].map(() => readNumber(reader, reader.byte()));
      return { ...placement, via: { space, x, y, turn } };
    }
    default:
      throw new DecodeError(`a value of unknown kind ${tag}`);
  }
}

function writePlacement(writer: ByteWriter, stamps: StampWriter, { parent, order, from, via }: Placement): void {
  writer.byte(via === undefined ? TAG.placement : TAG.moved);
  stamps.node(parent);
  writer.text(order);
  stamps.node(from);
  if (via === undefined) return;
  stamps.node(via.space);
  for (const part of [via.x, via.y, via.turn]) writeNumber(writer, part);
}

function readPlacement(reader: ByteReader, stamps: StampReader): { parent: string; order: string; from: string } {
  const parent = stamps.node();
  const order = reader.text();
  return { parent, order, from: stamps.node() };
}

function writeNumber(writer: ByteWriter, value: number): void {
  const hundred = Math.round(value * 100);
  if (Number.isInteger(value) && Math.abs(value) < MAX_INTEGER && !Object.is(value, -0)) {
    writer.byte(TAG.integer);
    writer.int(value);
  } else if (hundred / 100 === value && Math.abs(hundred) < MAX_INTEGER && value !== 0) {
    writer.byte(TAG.hundredths);
    writer.int(hundred);
  } else {
    writer.byte(TAG.double);
    writer.double(value);
  }
}

function readNumber(reader: ByteReader, tag: number): number {
  if (tag === TAG.integer) return reader.int();
  if (tag === TAG.hundredths) return reader.int() / 100;
  if (tag === TAG.double) return reader.double();
  throw new DecodeError(`a number of unknown kind ${tag}`);
}

function writeText(writer: ByteWriter, value: string): void {
  const word = wordNumber(value);
  if (word !== undefined) {
    writer.byte(TAG.word);
    writer.uint(word);
  } else if (COLOR.test(value)) {
    writer.byte(TAG.color);
    for (let i = 1; i < 7; i += 2) writer.byte(Number.parseInt(value.slice(i, i + 2), 16));
  } else {
    writer.byte(TAG.text);
    writer.text(value);
  }
}

/** A key is 0 and its text, or the number of its word plus one. */
function writeKey(writer: ByteWriter, key: string): void {
  const word = wordNumber(key);
  writer.uint(word === undefined ? 0 : word + 1);
  if (word === undefined) writer.text(key);
}

function readRecord(reader: ByteReader, stamps: StampReader, depth: number): Value {
  const entries: [string, Value][] = [];
  for (let count = reader.count(2); count > 0; count--) {
    const head = reader.uint();
    const key = head === 0 ? reader.text() : known(wordAt(head - 1), 'a word');
    entries.push([key, readValue(reader, stamps, depth + 1)]);
  }
  // fromEntries defines own properties, so a key named __proto__ is just a key.
  return Object.fromEntries(entries);
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new DecodeError(`${what} of unknown number`);
  return value;
}

type Fields = { readonly [key: string]: Value };

const isNode = (value: Value | undefined): boolean => typeof value === 'string' && isNodeId(value);

function isPosition(value: Fields): value is Fields & Position {
  const { x, y, space } = value;
  return hasKeys(value, ['x', 'y', 'space']) && typeof x === 'number' && typeof y === 'number' && isNode(space);
}

function isPlacement(value: Fields): value is Fields & Placement {
  const { parent, order, from, via } = value;
  return (
    hasKeys(value, via === undefined ? ['parent', 'order', 'from'] : ['parent', 'order', 'from', 'via']) &&
    typeof order === 'string' &&
    isNode(parent) &&
    isNode(from) &&
    (via === undefined || isVia(via))
  );
}

function isVia(value: Value): boolean {
  if (typeof value !== 'object' || value === null || isList(value)) return false;
  const numbers = [value['x'], value['y'], value['turn']].every((part) => typeof part === 'number');
  return hasKeys(value, ['space', 'x', 'y', 'turn']) && numbers && isNode(value['space']);
}

/** Exactly these, in this order: other orders are written as records, so that every value comes back as it was. */
function hasKeys(value: Fields, names: readonly string[]): boolean {
  const keys = Object.keys(value);
  return keys.length === names.length && names.every((name, index) => keys[index] === name);
}
