/**
 * The first format of deltas, row by row. Files and outboxes of then are read for ever; nothing is written in it any more.
 */
import type { Delta, DeltaRow, Register } from '../document/change.ts';
import { type ByteReader, DecodeError } from './bytes.ts';
import { readProperty } from './property.ts';
import { StampReader } from './stamp-table.ts';
import { readValue } from './value.ts';
import { readVersion } from './version.ts';

/** What follows the byte of the format. @throws DecodeError */
export function readDeltaV1(reader: ByteReader): Delta {
  const stamps = new StampReader(reader);
  const version = readVersion(reader, stamps);
  const previous: { register: Register | undefined } = { register: undefined };
  const rows = reader.list(2, (): DeltaRow => {
    const node = stamps.node();
    const registers = reader.list(3, () => readRegister(reader, stamps, previous));
    return { node, registers };
  });
  return { version, rows };
}

function readRegister(
  reader: ByteReader,
  stamps: StampReader,
  previous: { register: Register | undefined },
): readonly [string, Register] {
  const property = readProperty(reader);
  const same = reader.byte();
  if (same > 1 || (same === 1 && previous.register === undefined)) throw new DecodeError('a register without a stamp');
  const { time, actor } = same === 1 ? (previous.register as Register) : stamps.stamp();
  const register: Register = { value: readValue(reader, stamps), time, actor };
  previous.register = register;
  return [property, register];
}
