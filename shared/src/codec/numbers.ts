/**
 * A column of numbers, each kind together: whole ones and hundredths as integers, the rest as doubles. Kinds take two bits a number, and
 * nothing where all are of one. Integers of one column are mostly of a size, and then take just the bits of that.
 */
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';

/** Zigzag doubles a number, and must stay a safe integer. */
const MAX_INTEGER = 2 ** 51;

/** `short` is a double whose highest byte is 0x40, left out: those from 2 to 131,072, where coordinates are. */
export const NUMBER_KIND = { integer: 0, hundredths: 1, double: 2, short: 3 } as const;
const KINDS = 4;
/** The byte that says that kinds follow. */
const MIXED = 4;

/** The shortest exact form of a finite number. */
export function numberKind(value: number): 0 | 1 | 2 | 3 {
  if (Number.isInteger(value)) {
    const small = value < MAX_INTEGER && value > -MAX_INTEGER;
    if (small && (value !== 0 || 1 / value > 0)) return NUMBER_KIND.integer;
  } else {
    const hundred = Math.round(value * 100);
    if (hundred / 100 === value && Math.abs(hundred) < MAX_INTEGER && hundred !== 0) return NUMBER_KIND.hundredths;
  }
  return value >= 2 && value < 131_072 ? NUMBER_KIND.short : NUMBER_KIND.double;
}

export function writeNumbers(writer: ByteWriter, values: readonly number[]): void {
  const kinds: number[] = [];
  let seen = 0;
  for (const value of values) {
    const kind = numberKind(value);
    kinds.push(kind);
    seen |= 1 << kind;
  }
  const mixed = (seen & (seen - 1)) !== 0;
  writer.byte(mixed ? MIXED : (kinds[0] ?? 0));
  if (!mixed) return writeKind(writer, kinds[0] ?? 0, values);
  writer.packed(kinds, 2);
  for (let kind = 0; kind < KINDS; kind++) {
    if (((seen >> kind) & 1) === 0) continue;
    const some: number[] = [];
    for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind) some.push(values[i] as number);
    writeKind(writer, kind, some);
  }
}

function writeKind(writer: ByteWriter, kind: number, values: readonly number[]): void {
  if (kind === NUMBER_KIND.integer) return writeIntegers(writer, values);
  if (kind === NUMBER_KIND.hundredths) {
    const hundredths: number[] = [];
    for (const value of values) hundredths.push(Math.round(value * 100));
    return writeIntegers(writer, hundredths);
  }
  for (const value of values) {
    if (kind === NUMBER_KIND.double) writer.double(value);
    else writer.shortDouble(value);
  }
}

export function readNumbers(reader: ByteReader, count: number): number[] {
  const head = reader.byte();
  if (head < KINDS) return readKind(reader, head, count);
  if (head !== MIXED) throw new DecodeError(`numbers of unknown kind ${head}`);
  const kinds = reader.packed(count, 2);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) counts[kinds[i] as number] = (counts[kinds[i] as number] as number) + 1;
  const read = counts.map((of, kind) => (of === 0 ? [] : readKind(reader, kind, of)));
  const at = [0, 0, 0, 0];
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    const kind = kinds[i] as number;
    const next = at[kind] as number;
    values.push((read[kind] as number[])[next] as number);
    at[kind] = next + 1;
  }
  return values;
}

function readKind(reader: ByteReader, kind: number, count: number): number[] {
  if (kind === NUMBER_KIND.integer) return readIntegers(reader, count);
  if (kind === NUMBER_KIND.hundredths) {
    const values = readIntegers(reader, count);
    for (let i = 0; i < count; i++) values[i] = (values[i] as number) / 100;
    return values;
  }
  const values: number[] = [];
  for (let i = 0; i < count; i++) values.push(kind === NUMBER_KIND.double ? reader.double() : reader.shortDouble());
  return values;
}

/** Fewer than these are not worth a width. */
const FEWEST_PACKED = 4;
const MAX_WIDTH = 24;

function writeIntegers(writer: ByteWriter, values: readonly number[]): void {
  if (values.length >= FEWEST_PACKED) {
    const width = packedWidth(values);
    writer.byte(width + 1);
    if (width >= 0) {
      let least = values[0] as number;
      for (const value of values) if (value < least) least = value;
      writer.int(least);
      const offsets: number[] = [];
      for (const value of values) offsets.push(value - least);
      return writer.packed(offsets, width);
    }
  }
  for (const value of values) writer.int(value);
}

/** Bits that each value takes above the least; -1 where varints are shorter. */
function packedWidth(values: readonly number[]): number {
  let [least, greatest, varints] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    const zigzag = value < 0 ? -2 * value - 1 : 2 * value;
    varints += zigzag < 0x80 ? 1 : zigzag < 0x4000 ? 2 : zigzag < 0x20_0000 ? 3 : 4;
  }
  const span = greatest - least;
  if (span >= 2 ** MAX_WIDTH) return -1;
  const width = span === 0 ? 0 : Math.floor(Math.log2(span)) + 1;
  return 2 + (values.length * width) / 8 < varints ? width : -1;
}

function readIntegers(reader: ByteReader, count: number): number[] {
  const width = count < FEWEST_PACKED ? -1 : reader.byte() - 1;
  const values: number[] = [];
  if (width >= 0) {
    if (width > MAX_WIDTH) throw new DecodeError(`integers of ${width} bits`);
    const least = reader.int();
    const packed = reader.packed(count, width);
    for (let i = 0; i < count; i++) values.push(least + (packed[i] as number));
  } else for (let i = 0; i < count; i++) values.push(reader.int());
  return values;
}
