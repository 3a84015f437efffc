/** Changes in bytes. A frame's changes share one table of actors and count times and ids from one to the next. */
import type { Assignment, Change } from '../document/change.ts';
import { MAX_PROPERTY_CHARACTERS, propertyNumber } from '../schema/properties.ts';
import { type ByteReader, ByteWriter, DecodeError } from './bytes.ts';
import { propertyAt } from './dictionary.ts';
import { type Decoded, decodeWhole } from './result.ts';
import { StampReader, StampWriter } from './stamp-table.ts';
import { readValue, writeValue } from './value.ts';

/** A property is 0 and its name, or its number plus one. */
export function writeProperty(writer: ByteWriter, name: string): void {
  const number = propertyNumber(name);
  writer.uint(number === undefined ? 0 : number + 1);
  if (number === undefined) writer.text(name);
}

export function readProperty(reader: ByteReader): string {
  const head = reader.uint();
  const name = head === 0 ? reader.text() : propertyAt(head - 1);
  if (name === undefined || name.length === 0 || name.length > MAX_PROPERTY_CHARACTERS)
    throw new DecodeError('a property without a name');
  return name;
}

export function writeChanges(writer: ByteWriter, stamps: StampWriter, changes: readonly Change[]): void {
  writer.uint(changes.length);
  for (const change of changes) {
    stamps.stamp(change);
    writer.uint(change.assignments.length);
    for (const [node, property, value] of change.assignments) {
      stamps.node(node);
      writeProperty(writer, property);
      writeValue(writer, stamps, value);
    }
  }
}

export function readChanges(reader: ByteReader, stamps: StampReader): Change[] {
  return reader.list(3, () => {
    const { actor, time } = stamps.stamp();
    const assignments = reader.list(3, (): Assignment => {
      const node = stamps.node();
      const property = readProperty(reader);
      return [node, property, readValue(reader, stamps)];
    });
    return { actor, time, assignments };
  });
}

/** For journals and outboxes; the wire carries changes inside messages. */
export function encodeChanges(changes: readonly Change[]): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(CHANGES_FORMAT);
  writeChanges(writer, new StampWriter(writer), changes);
  return writer.finish();
}

/** Never throws: hostile bytes give a reason. */
export const decodeChanges = (bytes: Uint8Array): Decoded<Change[]> =>
  decodeWhole(bytes, (reader) => {
    const format = reader.byte();
    if (format !== CHANGES_FORMAT)
      throw new DecodeError(`changes of format ${format}, this version reads ${CHANGES_FORMAT}`);
    return readChanges(reader, new StampReader(reader));
  });

const CHANGES_FORMAT = 1;
