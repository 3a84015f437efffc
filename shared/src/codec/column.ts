/**
 * The values of one property in a delta, in the way that suits them: one for all, a few that recur, numbers, texts, positions, placements,
 * or one after the other. Cells that do not fit the way of their column are odd, and are written whole.
 */
import type { NodeId } from '../document/node-id.ts';
import type { Placement, Position } from '../schema/properties.ts';
import { isList, type Value } from '../schema/value.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { readExceptions, writeExceptions } from './exceptions.ts';
import { readNumbers, writeNumbers } from './numbers.ts';
import { readOrderKeys, writeOrderKeys } from './order-keys.ts';
import type { StampReader, StampWriter } from './stamp-table.ts';
import { readTexts, writeTexts } from './texts.ts';
import { filled, isFields, isPlacement, isPosition, isSolid, readValue, writeValue } from './value.ts';

const WAY = { constant: 0, dictionary: 1, numbers: 2, positions: 3, placements: 4, texts: 5, plain: 6 } as const;

/** More different values than this are no dictionary. */
const MAX_WORDS = 4096;

/** What a column is written or read beside. */
export interface ColumnContext<Stamps> {
  readonly stamps: Stamps;
  /** The schema knows the property. What it does not know is written plainly: then each cell is a byte at least. */
  readonly known: boolean;
  /** Places in the delta's table of the nodes whose cells these are. */
  readonly rows: ArrayLike<number>;
  /** Place in the table of the parent that each place's node names in this delta, -1 where it names none. */
  readonly parents: Int32Array;
}

export interface WriteContext extends ColumnContext<StampWriter> {
  readonly property: string;
  readonly placeOf: (node: NodeId) => number;
}

export interface ReadContext extends ColumnContext<StampReader> {
  readonly ids: readonly NodeId[];
}

export function writeColumn(writer: ByteWriter, values: readonly Value[], context: WriteContext): void {
  const write = (value: Value): void => writeValue(writer, context.stamps, value);
  const words = context.known ? recurring(values, context.property) : undefined;
  if (words?.list.length === 1) {
    writer.byte(WAY.constant);
    return write(words.list[0] as Value);
  }
  if (words !== undefined) {
    writer.byte(WAY.dictionary);
    writer.uint(words.list.length);
    for (const word of words.list) write(word);
    return writer.packed(words.indexes, bitsFor(words.list.length));
  }
  const way = context.known ? wayOf(values, context.property) : WAY.plain;
  writer.byte(way);
  if (way === WAY.plain) return values.forEach(write);
  const fits = FITS[way];
  const odd = values.flatMap((value, i) => (fits(value) ? [] : [i]));
  writeExceptions(writer, odd);
  for (const i of odd) write(values[i] as Value);
  const regular = odd.length === 0 ? values : values.filter(fits);
  const rows = odd.length === 0 ? context.rows : without(context.rows, odd);
  if (way === WAY.numbers) writeNumbers(writer, regular as number[]);
  else if (way === WAY.texts) writeTexts(writer, regular as string[]);
  else if (way === WAY.positions) writePositions(writer, regular as unknown as Position[], { ...context, rows });
  else writePlacements(writer, regular as unknown as Placement[], context);
}

export function readColumn(reader: ByteReader, context: ReadContext): Value[] {
  const count = context.rows.length;
  const way = reader.byte();
  const read = (): Value => readValue(reader, context.stamps);
  if (way === WAY.plain) {
    const values: Value[] = [];
    for (let left = atMost(count, reader.remaining); left > 0; left--) values.push(read());
    return values;
  }
  if (!context.known) throw new DecodeError('a property that is not known, and not written plainly');
  if (way === WAY.constant) return filled(count, read());
  if (way === WAY.dictionary) return readDictionary(reader, count, read);
  const odd = readExceptions(reader, count);
  const oddValues = odd.map(read);
  const rows = odd.length === 0 ? context.rows : without(context.rows, odd);
  const regular = readRegular(reader, way, { ...context, rows });
  return odd.length === 0 ? regular : interleaved(regular, odd, oddValues);
}

function readRegular(reader: ByteReader, way: number, context: ReadContext): Value[] {
  const count = context.rows.length;
  if (way === WAY.numbers) return readNumbers(reader, count);
  if (way === WAY.texts) return readTexts(reader, count);
  if (way === WAY.positions) return readPositions(reader, context);
  if (way === WAY.placements) return readPlacements(reader, context) as unknown as Value[];
  throw new DecodeError(`a column written in an unknown way ${way}`);
}

const FITS = {
  [WAY.numbers]: (value: Value): boolean => typeof value === 'number',
  [WAY.texts]: (value: Value): boolean => typeof value === 'string',
  [WAY.positions]: isPosition,
  [WAY.placements]: isPlacement,
} as const;

function wayOf(values: readonly Value[], property: string): keyof typeof FITS | typeof WAY.plain {
  if (property === 'position') return WAY.positions;
  if (property === 'placement') return WAY.placements;
  let numbers = 0;
  let texts = 0;
  for (const value of values) {
    if (typeof value === 'number') numbers += 1;
    else if (typeof value === 'string') texts += 1;
  }
  if (numbers * 2 > values.length) return WAY.numbers;
  return texts * 2 > values.length ? WAY.texts : WAY.plain;
}

const bitsFor = (words: number): number => Math.ceil(Math.log2(words));

interface Words {
  readonly list: readonly Value[];
  /** For each cell its word. */
  readonly indexes: readonly number[];
}

/** The different values of a column, in the order in which they come, where each comes four times or more on average, or only one does. */
function recurring(values: readonly Value[], property: string): Words | undefined {
  if (property === 'placement' || property === 'position') return undefined;
  const most = Math.min(MAX_WORDS, Math.max(1, values.length / 4));
  const words = new WordList();
  const indexes: number[] = [];
  for (const value of values) {
    indexes.push(words.index(value));
    if (words.list.length > most) return undefined;
  }
  return { list: words.list, indexes };
}

class WordList {
  readonly list: Value[] = [];
  readonly #indexes = new Map<Value, number>();
  readonly #byText = new Map<string, number>();

  index(value: Value): number {
    const known = Object.is(value, -0) ? undefined : this.#indexes.get(value);
    if (known !== undefined) return known;
    if (typeof value === 'object' && value !== null) return this.#structured(value);
    return this.#add(value);
  }

  /** Objects that say the same are one word, though each replica has made its own. */
  #structured(value: Value): number {
    const text = textOf(value);
    const index = this.#byText.get(text) ?? this.#add(value);
    this.#byText.set(text, index);
    this.#indexes.set(value, index);
    return index;
  }

  #add(value: Value): number {
    const index = this.list.push(value) - 1;
    if (!Object.is(value, -0)) this.#indexes.set(value, index);
    return index;
  }
}

/** The same for values that are the same to the last bit, and for no others. */
function textOf(value: Value): string {
  // By far the most are one solid paint. No JSON begins with a bar.
  const [paint = null] =
    value !== null && typeof value === 'object' && isList(value) && value.length === 1 ? value : [];
  if (isFields(paint) && isSolid(paint) && paint.opacity === 1) return `|${paint.color}${paint.visible}`;
  return JSON.stringify(value, (_, item: unknown) => (Object.is(item, -0) ? '\ufffd-0' : item));
}

function readDictionary(reader: ByteReader, count: number, read: () => Value): Value[] {
  const words = reader.list(1, read);
  if (words.length < 2 || words.length > MAX_WORDS) throw new DecodeError(`a dictionary of ${words.length} words`);
  const indexes = reader.packed(count, bitsFor(words.length));
  const values: Value[] = [];
  for (let i = 0; i < count; i++) {
    const word = words[indexes[i] as number];
    if (word === undefined) throw new DecodeError('a word that is not in its dictionary');
    values.push(word);
  }
  return values;
}

/** Places as the difference to the one before. */
function writePlaces(writer: ByteWriter, places: readonly number[]): void {
  let before = 0;
  for (const place of places) {
    writer.int(place - before);
    before = place;
  }
}

function readPlaces(reader: ByteReader, count: number, size: number): Int32Array {
  const places = new Int32Array(atMost(count, reader.remaining));
  let place = 0;
  for (let i = 0; i < count; i++) {
    place += reader.int();
    if (!(place >= 0 && place < size)) throw new DecodeError('a node that is not in the table');
    places[i] = place;
  }
  return places;
}

/** The space is mostly the parent, and then costs nothing. */
function writePositions(
  writer: ByteWriter,
  positions: readonly Position[],
  { rows, parents, placeOf }: WriteContext,
): void {
  writeNumbers(
    writer,
    positions.map(({ x }) => x),
  );
  writeNumbers(
    writer,
    positions.map(({ y }) => y),
  );
  const spaces = positions.map(({ space }) => placeOf(space));
  const others = [...spaces.keys()].filter((i) => spaces[i] !== parents[rows[i] as number]);
  writeExceptions(writer, others);
  writePlaces(
    writer,
    others.map((i) => spaces[i] as number),
  );
}

function readPositions(
  reader: ByteReader,
  { rows, parents, ids }: ReadContext,
): { x: number; y: number; space: NodeId }[] {
  const xs = readNumbers(reader, rows.length);
  const ys = readNumbers(reader, rows.length);
  const others = readExceptions(reader, rows.length);
  const places = readPlaces(reader, others.length, ids.length);
  const spaces = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) spaces[i] = parents[rows[i] as number] as number;
  for (let at = 0; at < others.length; at++) spaces[others[at] as number] = places[at] as number;
  const positions: { x: number; y: number; space: NodeId }[] = [];
  for (let i = 0; i < rows.length; i++) {
    const space = ids[spaces[i] as number];
    if (space === undefined) throw new DecodeError('a position without a space');
    positions.push({ x: xs[i] as number, y: ys[i] as number, space });
  }
  return positions;
}

/** `from` is mostly the parent, and then costs nothing. */
function writePlacements(writer: ByteWriter, placements: readonly Placement[], { placeOf }: WriteContext): void {
  const parents = placements.map(({ parent }) => placeOf(parent));
  writePlaces(writer, parents);
  const moved = [...parents.keys()].filter((i) => placements[i]?.from !== placements[i]?.parent);
  writeExceptions(writer, moved);
  writePlaces(
    writer,
    moved.map((i) => placeOf(placements[i]?.from as NodeId)),
  );
  writeOrderKeys(
    writer,
    placements.map(({ order }) => order),
    parents,
  );
}

function readPlacements(reader: ByteReader, { rows, parents, ids }: ReadContext): Placement[] {
  const places = readPlaces(reader, rows.length, ids.length);
  const froms = Int32Array.from(places);
  const moved = readExceptions(reader, rows.length);
  const from = readPlaces(reader, moved.length, ids.length);
  moved.forEach((i, at) => (froms[i] = from[at] as number));
  return readOrderKeys(reader, places).map((order, i) => {
    parents[rows[i] as number] = places[i] as number;
    return { parent: ids[places[i] as number] as NodeId, order, from: ids[froms[i] as number] as NodeId };
  });
}

/** @throws DecodeError where so many cells cannot be in so many bytes */
function atMost(count: number, bytes: number): number {
  if (count > bytes) throw new DecodeError(`${count} cells in ${bytes} bytes`);
  return count;
}

/** The rows but those at some indexes, which ascend. */
function without(rows: ArrayLike<number>, indexes: readonly number[]): number[] {
  const out = new Set(indexes);
  return Array.from(rows).filter((_, i) => !out.has(i));
}

function interleaved(regular: readonly Value[], odd: readonly number[], oddValues: readonly Value[]): Value[] {
  const all: Value[] = [];
  let next = 0;
  for (const value of regular) {
    while (odd[next] === all.length) all.push(oddValues[next++] as Value);
    all.push(value);
  }
  while (next < odd.length) all.push(oddValues[next++] as Value);
  return all;
}
