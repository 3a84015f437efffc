/**
 * The first format of changes, assignment by assignment. Journals and outboxes of then are read for ever; nothing is written in it any
 * more.
 */
import type { Assignment, Change } from '../document/change.ts';
import type { ByteReader } from './bytes.ts';
import { readProperty } from './property.ts';
import { StampReader } from './stamp-table.ts';
import { readValue } from './value.ts';

/** What follows the byte of the format. @throws DecodeError */
export function readChangesV1(reader: ByteReader): Change[] {
  const stamps = new StampReader(reader);
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
