/** Values of registers in bytes: a tag, then what the tag says. Numbers take the shortest exact form. */
import { isNodeId } from '../document/node-id.ts';
import type { Placement, Position, Via } from '../schema/properties.ts';
import type { SolidPaint } from '../schema/paint.ts';
import { isList, MAX_VALUE_DEPTH, type Value } from '../schema/value.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { wordAt, wordNumber } from './dictionary.ts';
import { NUMBER_KIND, numberKind } from './numbers.ts';
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
  /** A placement, then its via: space as a node; x, y, turn as values. */
  moved: 13,
  /** A double whose highest byte is 0x40, without it. */
  shortDouble: 14,
  /** A solid paint: flags (1 visible, 2 its opacity follows as a number, else it is 1), colour in three bytes. */
  solid: 15,
} as const;

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
  if (isSolid(value)) return writeSolid(writer, value);
  if (isPosition(value)) {
    writer.byte(TAG.position);
    writeNumber(writer, value.x);
    writeNumber(writer, value.y);
    return stamps.node(value.space);
  }
  if (isPlacement(value)) {
    writer.byte(TAG.placement);
    return writePlacement(writer, stamps, value);
  }
  if (isMoved(value)) {
    writer.byte(TAG.moved);
    writePlacement(writer, stamps, value);
    const { space, x, y, turn } = value.via;
    stamps.node(space);
    for (const part of [x, y, turn]) writeNumber(writer, part);
    return;
  }
  writer.byte(TAG.record);
  const entries = Object.entries(value);
  writer.uint(entries.length);
  for (const [key, item] of entries) {
    writeKey(writer, key);
    writeValue(writer, stamps, item);
  }
}

/** The same value for all. */
export function filled<T>(count: number, value: T): T[] {
  const values: T[] = [];
  for (let i = 0; i < count; i++) values.push(value);
  return values;
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
    case TAG.shortDouble:
      return readNumber(reader, tag);
    case TAG.text:
      return reader.text();
    case TAG.word:
      return known(wordAt(reader.uint()), 'a word');
    case TAG.color:
      return readColor(reader);
    case TAG.solid:
      return readSolid(reader);
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

function writePlacement(writer: ByteWriter, stamps: StampWriter, { parent, order, from }: Placement): void {
  stamps.node(parent);
  writer.text(order);
  stamps.node(from);
}

function readPlacement(reader: ByteReader, stamps: StampReader): { parent: string; order: string; from: string } {
  const parent = stamps.node();
  const order = reader.text();
  return { parent, order, from: stamps.node() };
}

const NUMBER_TAGS = [TAG.integer, TAG.hundredths, TAG.double, TAG.shortDouble] as const;

function writeNumber(writer: ByteWriter, value: number): void {
  const kind = numberKind(value);
  writer.byte(NUMBER_TAGS[kind]);
  if (kind === NUMBER_KIND.integer) writer.int(value);
  else if (kind === NUMBER_KIND.hundredths) writer.int(Math.round(value * 100));
  else if (kind === NUMBER_KIND.short) writer.shortDouble(value);
  else writer.double(value);
}

function readNumber(reader: ByteReader, tag: number): number {
  if (tag === TAG.integer) return reader.int();
  if (tag === TAG.hundredths) return reader.int() / 100;
  if (tag === TAG.double) return reader.double();
  if (tag === TAG.shortDouble) return reader.shortDouble();
  throw new DecodeError(`a number of unknown kind ${tag}`);
}

function writeText(writer: ByteWriter, value: string): void {
  const word = wordNumber(value);
  if (word !== undefined) {
    writer.byte(TAG.word);
    writer.uint(word);
  } else if (isColor(value)) {
    writer.byte(TAG.color);
    writeColor(writer, value);
  } else {
    writer.byte(TAG.text);
    writer.text(value);
  }
}

const isColor = (value: Value | undefined): value is string =>
  typeof value === 'string' && value.length === 7 && COLOR.test(value);

function writeColor(writer: ByteWriter, color: string): void {
  const number = Number.parseInt(color.slice(1), 16);
  writer.byte(number >> 16);
  writer.byte((number >> 8) & 0xff);
  writer.byte(number & 0xff);
}

function readColor(reader: ByteReader): string {
  const [red = 0, green = 0, blue = 0] = reader.raw(3);
  // The bit in front keeps the zeros.
  return `#${((1 << 24) | (red << 16) | (green << 8) | blue).toString(16).slice(1)}`;
}

const SOLID_KEYS = ['type', 'color', 'opacity', 'visible'];
const VISIBLE = 1;
const TRANSLUCENT = 2;

export function isSolid(value: Fields): value is Fields & SolidPaint {
  const { type, color, opacity, visible } = value;
  return (
    type === 'solid' &&
    typeof opacity === 'number' &&
    typeof visible === 'boolean' &&
    isColor(color) &&
    hasKeys(value, SOLID_KEYS)
  );
}

function writeSolid(writer: ByteWriter, { color, opacity, visible }: Fields): void {
  writer.byte(TAG.solid);
  writer.byte((visible === true ? VISIBLE : 0) + (opacity === 1 ? 0 : TRANSLUCENT));
  writeColor(writer, color as string);
  if (opacity !== 1) writeNumber(writer, opacity as number);
}

function readSolid(reader: ByteReader): Value {
  const flags = reader.byte();
  if (flags > VISIBLE + TRANSLUCENT) throw new DecodeError('a paint with unknown flags');
  const color = readColor(reader);
  const opacity = flags >= TRANSLUCENT ? readNumber(reader, reader.byte()) : 1;
  return { type: 'solid', color, opacity, visible: flags % TRANSLUCENT === VISIBLE };
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

export function isPosition(value: Value): value is Fields & Position {
  if (!isFields(value) || !hasKeys(value, POSITION_KEYS)) return false;
  return typeof value['x'] === 'number' && typeof value['y'] === 'number' && isNode(value['space']);
}

/** One without a via. */
export const isPlacement = (value: Value): value is Fields & Placement =>
  isFields(value) && hasKeys(value, PLACEMENT_KEYS) && placesNodes(value);

function isMoved(value: Fields): value is Fields & Placement & { readonly via: Via } {
  const { via } = value;
  return hasKeys(value, MOVED_KEYS) && placesNodes(value) && via !== undefined && isVia(via);
}

const placesNodes = ({ parent, order, from }: Fields): boolean =>
  typeof order === 'string' && isNode(parent) && isNode(from);

function isVia(value: Value): boolean {
  if (!isFields(value) || !hasKeys(value, VIA_KEYS) || !isNode(value['space'])) return false;
  return typeof value['x'] === 'number' && typeof value['y'] === 'number' && typeof value['turn'] === 'number';
}

export function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Exactly these, in this order: other orders are written as records, so that every value comes back as it was. */
function hasKeys(value: Fields, names: readonly string[]): boolean {
  let count = 0;
  for (const key in value) if (key !== names[count++]) return false;
  return count === names.length;
}

const POSITION_KEYS = ['x', 'y', 'space'];
const PLACEMENT_KEYS = ['parent', 'order', 'from'];
const MOVED_KEYS = ['parent', 'order', 'from', 'via'];
const VIA_KEYS = ['space', 'x', 'y', 'turn'];
