/** What a change sets, property by property, against what the one before it set: numbers and positions as steps, all else as it is. */
import type { Assignment, Change } from '../document/change.ts';
import type { NodeId } from '../document/node-id.ts';
import type { Value } from '../schema/value.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { NO_STEPS, readSteps, writeSteps } from './number-steps.ts';
import type { StampReader, StampWriter } from './stamp-table.ts';
import { isPosition, readValue, writeValue } from './value.ts';

/** One property of a change. */
export interface StreamColumn {
  /** Which of its assignments are of the property. */
  readonly places: readonly number[];
  readonly values: ColumnValues;
}

type ColumnValues =
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | {
      readonly kind: 'positions';
      readonly x: readonly number[];
      readonly y: readonly number[];
      readonly spaces: readonly NodeId[];
    }
  | { readonly kind: 'others' };

const OTHERS: ColumnValues = { kind: 'others' };

export function columnsOf({ assignments }: Change): StreamColumn[] {
  const all = new Map<string, number[]>();
  assignments.forEach(([, property], place) => {
    const places = all.get(property);
    if (places === undefined) all.set(property, [place]);
    else places.push(place);
  });
  return [...all.values()].map((places) => ({ places, values: valuesOf(assignments, places) }));
}

/** @returns the column as the change leaves it */
export function writeColumn(
  writer: ByteWriter,
  stamps: StampWriter,
  { places, values: from }: StreamColumn,
  { assignments }: Change,
): StreamColumn {
  const values = valuesOf(assignments, places);
  if (from.kind === 'numbers' && values.kind === 'numbers') writeSteps(writer, from.numbers, values.numbers);
  else if (from.kind === 'positions' && values.kind === 'positions' && areSame(from.spaces, values.spaces)) {
    writeSteps(writer, from.x, values.x);
    writeSteps(writer, from.y, values.y);
  } else {
    writer.uint(NO_STEPS);
    for (const place of places) writeValue(writer, stamps, valueAt(assignments, place));
  }
  return { places, values };
}

/**
 * @param assignments with the values before; those of the column become what they are now
 * @returns the column as that leaves it
 */
export function readColumn(
  reader: ByteReader,
  stamps: StampReader,
  { places, values: from }: StreamColumn,
  assignments: Assignment[],
): StreamColumn {
  const head = reader.uint();
  const put = (value: (i: number) => Value): void => places.forEach((place, i) => setAt(assignments, place, value(i)));
  if (head === NO_STEPS) {
    put(() => readValue(reader, stamps));
    return { places, values: valuesOf(assignments, places) };
  }
  if (from.kind === 'others') throw new DecodeError('steps from what are no numbers');
  if (from.kind === 'numbers') {
    const numbers = readSteps(reader, head, from.numbers);
    put((i) => numbers[i] as number);
    return { places, values: { kind: 'numbers', numbers } };
  }
  const x = readSteps(reader, head, from.x);
  const y = readSteps(reader, reader.uint(), from.y);
  const { spaces } = from;
  put((i) => ({ x: x[i] as number, y: y[i] as number, space: spaces[i] as NodeId }));
  return { places, values: { kind: 'positions', x, y, spaces } };
}

function valuesOf(assignments: readonly Assignment[], places: readonly number[]): ColumnValues {
  const first = valueAt(assignments, places[0] as number);
  if (typeof first === 'number') return numbersAt(assignments, places);
  return typeof first === 'object' && first !== null ? positionsAt(assignments, places) : OTHERS;
}

function numbersAt(assignments: readonly Assignment[], places: readonly number[]): ColumnValues {
  const numbers: number[] = [];
  for (const place of places) {
    const value = valueAt(assignments, place);
    if (typeof value !== 'number') return OTHERS;
    numbers.push(value);
  }
  return { kind: 'numbers', numbers };
}

function positionsAt(assignments: readonly Assignment[], places: readonly number[]): ColumnValues {
  const x: number[] = [];
  const y: number[] = [];
  const spaces: NodeId[] = [];
  for (const place of places) {
    const value = valueAt(assignments, place);
    if (!isPosition(value)) return OTHERS;
    x.push(value.x);
    y.push(value.y);
    spaces.push(value.space);
  }
  return { kind: 'positions', x, y, spaces };
}

const valueAt = (assignments: readonly Assignment[], place: number): Value => (assignments[place] as Assignment)[2];

function setAt(assignments: Assignment[], place: number, value: Value): void {
  const [node, property] = assignments[place] as Assignment;
  assignments[place] = [node, property, value];
}

const areSame = (a: readonly NodeId[], b: readonly NodeId[]): boolean => a.every((id, i) => id === b[i]);
