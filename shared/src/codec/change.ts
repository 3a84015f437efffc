/**
 * Changes in bytes. A change is written in groups: nodes that get the same properties, each property's values together. So a drag
 * of twenty shapes says once that it is about positions, and a new node's properties are a handful of bits.
 */
import type { Assignment, Change } from '../document/change.ts';
import type { NodeId } from '../document/node-id.ts';
import { PROPERTY_NAMES, wireNumber } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import { type ByteReader, ByteWriter, DecodeError } from './bytes.ts';
import { readChangesV1 } from './change-v1.ts';
import { ChangeNodesReader, ChangeNodesWriter } from './change-nodes.ts';
import { hasWay, readGroupValues, writeGroupValues } from './group-values.ts';
import { readProperty, writeProperty } from './property.ts';
import { type Decoded, decodeWhole } from './result.ts';
import { StampReader, StampWriter } from './stamp-table.ts';
import { readValue, writeValue } from './value.ts';

const FORMAT = 2;

/** For journals and outboxes; the wire carries changes inside messages. */
export function encodeChanges(changes: readonly Change[]): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(FORMAT);
  writeChanges(writer, new StampWriter(writer), changes);
  return writer.finish();
}

/** Never throws: hostile bytes give a reason. Reads every released format; a newer one is refused by name. */
export const decodeChanges = (bytes: Uint8Array): Decoded<Change[]> =>
  decodeWhole(bytes, (reader) => {
    const format = reader.byte();
    if (format === 1) return readChangesV1(reader);
    if (format !== FORMAT) throw new DecodeError(`changes of format ${format}, this version reads up to ${FORMAT}`);
    return readChanges(reader, new StampReader(reader));
  });

export function writeChanges(writer: ByteWriter, stamps: StampWriter, changes: readonly Change[]): void {
  writer.uint(changes.length);
  for (const change of changes) writeChange(writer, stamps, change);
}

export function readChanges(reader: ByteReader, stamps: StampReader): Change[] {
  return reader.list(3, () => readChange(reader, stamps));
}

/** One that stands by itself. */
export function writeChange(writer: ByteWriter, stamps: StampWriter, change: Change): void {
  const { assignments } = change;
  stamps.actor(change.actor);
  stamps.moment(change.time);
  const nodes = new ChangeNodesWriter(writer, stamps, change);
  for (let at = 0; at < assignments.length;) {
    const wide = widthAt(assignments, at);
    let end = at + wide;
    while (end < assignments.length && sameShape(assignments, at, end, wide)) end += wide;
    writeGroup(writer, nodes, { assignments, from: at, to: end, wide });
    at = end;
  }
  writer.uint(0);
}

/** How many assignments in a row are of one node. */
function widthAt(assignments: readonly Assignment[], from: number): number {
  const node = (assignments[from] as Assignment)[0];
  let to = from + 1;
  while (to < assignments.length && (assignments[to] as Assignment)[0] === node) to += 1;
  return to - from;
}

/** Whether the next node gets just the properties that the group's first one gets. */
function sameShape(assignments: readonly Assignment[], first: number, next: number, wide: number): boolean {
  if (next + wide > assignments.length) return false;
  const node = (assignments[next] as Assignment)[0];
  for (let i = 0; i < wide; i++) {
    const one = assignments[next + i] as Assignment;
    if (one[0] !== node || one[1] !== (assignments[first + i] as Assignment)[1]) return false;
  }
  return assignments[next + wide]?.[0] !== node;
}

/** Assignments `from` to `to`: nodes that each get the same `wide` properties. */
export interface Group {
  readonly assignments: readonly Assignment[];
  readonly from: number;
  readonly to: number;
  readonly wide: number;
}

function writeGroup(writer: ByteWriter, nodes: ChangeNodesWriter, group: Group): void {
  const { assignments, from, to, wide } = group;
  writer.uint((to - from) / wide);
  const mask = shapeOf(group);
  writer.uint(mask);
  if (mask === 0) {
    writer.uint(wide);
    for (let i = from; i < from + wide; i++) writeProperty(writer, (assignments[i] as Assignment)[1]);
  }
  if (to - from === wide) nodes.single((assignments[from] as Assignment)[0]);
  else {
    const ids: NodeId[] = [];
    for (let i = from; i < to; i += wide) ids.push((assignments[i] as Assignment)[0]);
    nodes.group(ids);
  }
  for (let column = from; column < from + wide; column++) {
    const [, property, value] = assignments[column] as Assignment;
    // Most groups are one node.
    if (to - from === wide && (mask === 0 || !hasWay(property, 1))) {
      writeValue(writer, nodes.stamps, value);
      continue;
    }
    const values: Value[] = [];
    for (let i = column; i < to; i += wide) values.push((assignments[i] as Assignment)[2]);
    if (mask > 0) writeGroupValues(writer, nodes, property, values);
    else for (const each of values) writeValue(writer, nodes.stamps, each);
  }
}

/** A bit for each property of the group; 0 where they are not all known ones in the schema's order. */
function shapeOf({ assignments, from, wide }: Group): number {
  let mask = 0;
  let last = -1;
  for (let i = from; i < from + wide; i++) {
    const number = wireNumber((assignments[i] as Assignment)[1]) ?? -1;
    if (number <= last || number > MAX_BIT) return 0;
    mask += BITS[number] as number;
    last = number;
  }
  return mask;
}

/** A mask is a safe integer. */
const MAX_BIT = 52;
const BITS = Float64Array.from({ length: MAX_BIT + 1 }, (_, number) => 2 ** number);

/** Lists of properties by mask: the same few come again and again. */
const SHAPES = new Map<number, readonly string[]>();
const MAX_SHAPES = 1024;

function propertiesOf(mask: number): readonly string[] {
  const known = SHAPES.get(mask);
  if (known !== undefined) return known;
  const properties: string[] = [];
  for (let left = mask, number = 0; left >= 1; number++) {
    const name = PROPERTY_NAMES[number];
    if (name === undefined) throw new DecodeError('a property without a name');
    if (left % 2 === 1) properties.push(name);
    left = Math.floor(left / 2);
  }
  if (SHAPES.size < MAX_SHAPES) SHAPES.set(mask, properties);
  return properties;
}

/** @throws DecodeError */
export function readChange(reader: ByteReader, stamps: StampReader): Change {
  const actor = stamps.actor();
  const time = stamps.moment();
  const nodes = new ChangeNodesReader(reader, stamps, { actor, time });
  const assignments: Assignment[] = [];
  for (let count = reader.count(); count > 0; count = reader.count()) {
    const mask = reader.uint();
    const properties = mask > 0 ? propertiesOf(mask) : reader.list(1, () => readProperty(reader));
    stamps.expect(count * properties.length);
    const ids = nodes.group(count);
    const columns = properties.map((property) =>
      mask > 0 ? readGroupValues(reader, nodes, property, count) : readPlainValues(reader, stamps, count),
    );
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < properties.length; i++)
        assignments.push([ids[row] as NodeId, properties[i] as string, (columns[i] as Value[])[row] as Value]);
    }
  }
  return { actor, time, assignments };
}

/** What the schema does not know is written plainly: each cell is a byte at least, so few bytes cannot ask for much memory. */
function readPlainValues(reader: ByteReader, stamps: StampReader, count: number): Value[] {
  const values: Value[] = [];
  for (let i = 0; i < count; i++) values.push(readValue(reader, stamps));
  return values;
}
