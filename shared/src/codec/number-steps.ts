/**
 * How a column of numbers became another one of the same length. What a hand drags moves by the same step all together, so that is said
 * once: a whole number, hundredths, or a double that is exact for one of them. The others then miss what they became by a few last
 * bits, which are said by each, in as few bits as do.
 */
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { readNumbers, writeNumbers } from './numbers.ts';

/** The lowest two bits of a head; the rest is the step of the first two, {@link LATER} or a form of the others. */
const HOW = { whole: 0, hundredths: 1, double: 2, later: 3 } as const;
const HOWS = 4;

/** What follows a head that says `later`. */
const LATER = { numbers: 0, other: 1 } as const;

/** The head of a column that is no step between two columns of numbers. */
export const NO_STEPS = HOW.later + HOWS * LATER.other;

/** Zigzag, how and all stay a safe integer. */
const MOST_STEP = 2 ** 31;

/** How a step is written where each number has a correction of this many bits. Beside `double` and `whole`: seven bytes, of… */
const WIDTHS = [0, 2, 4, 8] as const;
const FORM = { double: 0, whole: 1, short: 2 } as const;
/** …the step's magnitude from 2 to 131,072, or by 65,536 as much of a smaller one. */
const SHORT_NEGATIVE = 1;
const SHORT_SMALL = 2;
const SMALL_FACTOR = 65_536;

/** @param from as many numbers as `to`, and at least one; all finite */
export function writeSteps(writer: ByteWriter, from: readonly number[], to: readonly number[]): void {
  // Never minus zero.
  const first = (to[0] as number) - (from[0] as number) + 0;
  if (Number.isInteger(first) && Math.abs(first) < MOST_STEP && allBecome(from, to, (one) => one + first))
    return writer.uint(HOWS * zigzag(first) + HOW.whole);
  const cents = Math.round((to[0] as number) * 100) - Math.round((from[0] as number) * 100) + 0;
  if (Math.abs(cents) < MOST_STEP && allBecome(from, to, (one) => inHundredths(one, cents)))
    return writer.uint(HOWS * zigzag(cents) + HOW.hundredths);
  if (writeCorrected(writer, from, to)) return;
  writer.uint(HOWS * LATER.numbers + HOW.later);
  writeNumbers(writer, to);
}

/** @param head what was read already, other than {@link NO_STEPS} */
export function readSteps(reader: ByteReader, head: number, from: readonly number[]): number[] {
  const how = head % HOWS;
  const rest = (head - how) / HOWS;
  if (how === HOW.whole) return from.map((one) => finite(one + unzigzag(rest)));
  if (how === HOW.hundredths) return from.map((one) => finite(inHundredths(one, unzigzag(rest))));
  if (how === HOW.double) return readCorrected(reader, rest, from);
  if (rest !== LATER.numbers) throw new DecodeError('numbers that became something in an unknown way');
  return readNumbers(reader, from.length);
}

const zigzag = (step: number): number => (step < 0 ? -2 * step - 1 : 2 * step);
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

const inHundredths = (one: number, step: number): number => (Math.round(one * 100) + step) / 100;

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new DecodeError('a number that is not finite');
  return value;
}

function allBecome(from: readonly number[], to: readonly number[], become: (one: number) => number): boolean {
  for (let i = 0; i < to.length; i++) if (!Object.is(become(from[i] as number), to[i])) return false;
  return true;
}

/** @returns false where a number would be too far off */
function writeCorrected(writer: ByteWriter, from: readonly number[], to: readonly number[]): boolean {
  const step = finestStep(from, to);
  const whole = Math.round(step) + 0;
  // What moves by whole steps and lies between them is off by as little.
  const nearWhole = Math.abs(step - whole) < NEARLY && Math.abs(whole) < MOST_STEP;
  const corrections = (nearWhole ? correctionsOf(from, to, whole) : undefined) ?? correctionsOf(from, to, step);
  if (corrections === undefined) return false;
  const form = nearWhole && corrections.step === whole ? FORM.whole : formOf(step);
  writer.uint(HOWS * (corrections.width + WIDTHS.length * form) + HOW.double);
  if (form === FORM.double) writer.double(step);
  else if (form === FORM.whole) writer.int(whole);
  else writer.shortDouble(Math.abs(step) * (form >= FORM.short + SHORT_SMALL ? SMALL_FACTOR : 1));
  const width = WIDTHS[corrections.width] as number;
  if (width > 0) writer.packed(corrections.offsets, width);
  return true;
}

const NEARLY = 1e-6;

function readCorrected(reader: ByteReader, rest: number, from: readonly number[]): number[] {
  const width = WIDTHS[rest % WIDTHS.length] as number;
  const step = readStep(reader, Math.floor(rest / WIDTHS.length));
  if (width === 0) return from.map((one) => finite(one + step));
  const offsets = reader.packed(from.length, width);
  const least = -(2 ** (width - 1));
  return from.map((one, i) => finite(nudged(one + step, least + (offsets[i] as number))));
}

function readStep(reader: ByteReader, form: number): number {
  if (form === FORM.double) return reader.double();
  if (form === FORM.whole) return reader.int();
  const flags = form - FORM.short;
  if (flags > SHORT_NEGATIVE + SHORT_SMALL) throw new DecodeError('a step of an unknown form');
  const magnitude = reader.shortDouble() / (flags >= SHORT_SMALL ? SMALL_FACTOR : 1);
  return flags % SHORT_SMALL === SHORT_NEGATIVE ? -magnitude : magnitude;
}

function formOf(step: number): number {
  const magnitude = Math.abs(step);
  const negative = step < 0 ? SHORT_NEGATIVE : 0;
  if (isShort(magnitude)) return FORM.short + negative;
  return isShort(magnitude * SMALL_FACTOR) ? FORM.short + SHORT_SMALL + negative : FORM.double;
}

/** Those whose highest byte is 0x40. */
const isShort = (magnitude: number): boolean => magnitude >= 2 && magnitude < 131_072;

/** The step of the number with the finest last bit: of the others it is exact enough. */
function finestStep(from: readonly number[], to: readonly number[]): number {
  let finest = 0;
  let least = Infinity;
  for (let i = 0; i < to.length; i++) {
    const size = Math.max(Math.abs(from[i] as number), Math.abs(to[i] as number));
    if (size >= least) continue;
    least = size;
    finest = i;
  }
  return (to[finest] as number) - (from[finest] as number) + 0;
}

interface Corrections {
  readonly step: number;
  /** Place of the bits that each takes in {@link WIDTHS}. */
  readonly width: number;
  /** Above the least of that width. */
  readonly offsets: readonly number[];
}

/** How many last bits each number is off after the step; undefined where one takes more than a byte. */
function correctionsOf(from: readonly number[], to: readonly number[], step: number): Corrections | undefined {
  if (!Number.isFinite(step)) return undefined;
  const off: number[] = [];
  let [least, most] = [0, 0];
  for (let i = 0; i < to.length; i++) {
    const bits = lastBitsBetween((from[i] as number) + step, to[i] as number);
    if (bits < least) least = bits;
    else if (bits > most) most = bits;
    off.push(bits);
  }
  const width = WIDTHS.findIndex((bits) => (bits === 0 ? least === most : fits(least, most, bits)));
  if (width < 0) return undefined;
  const bias = 2 ** ((WIDTHS[width] as number) - 1);
  return { step, width, offsets: off.map((bits) => bits + bias) };
}

const fits = (least: number, most: number, bits: number): boolean =>
  least >= -(2 ** (bits - 1)) && most < 2 ** (bits - 1);

const view = new DataView(new ArrayBuffer(8));

/** How far apart two doubles are as integers: exact where it is little, and never little between different signs. */
function lastBitsBetween(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  view.setFloat64(0, a);
  const high = view.getInt32(0);
  const low = view.getUint32(4);
  view.setFloat64(0, b);
  return (view.getInt32(0) - high) * 2 ** 32 + (view.getUint32(4) - low);
}

/** The double that is so many last bits away. */
function nudged(value: number, bits: number): number {
  if (bits === 0) return value;
  view.setFloat64(0, value);
  const low = view.getUint32(4) + bits;
  view.setUint32(4, low);
  view.setInt32(0, view.getInt32(0) + Math.floor(low / 2 ** 32));
  return view.getFloat64(0);
}
