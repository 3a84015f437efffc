/**
 * Deltas and snapshots in bytes: one format (D4). Registers of a node stand together; a register whose stamp is that of the
 * one before it says so in one byte.
 */
import type { Time } from '../clock/stamp.ts';
import type { VersionVector } from '../clock/version-vector.ts';
import type { Delta, DeltaRow, Register } from '../document/change.ts';
import { type ByteReader, ByteWriter, DecodeError } from './bytes.ts';
import { readProperty, writeProperty } from './change.ts';
import { type Decoded, decodeWhole } from './result.ts';
import { StampReader, StampWriter } from './stamp-table.ts';
import { readValue, writeValue } from './value.ts';

const DELTA_FORMAT = 1;

export function writeVersion(writer: ByteWriter, stamps: StampWriter, version: VersionVector): void {
  writer.uint(version.size);
  for (const [actor, time] of version) stamps.stamp({ actor, time });
}

export function readVersion(reader: ByteReader, stamps: StampReader): VersionVector {
  const version = new Map<string, Time>();
  for (let count = reader.count(2); count > 0; count--) {
    const { actor, time } = stamps.stamp();
    version.set(actor, time);
  }
  return version;
}

export function encodeDelta(delta: Delta): Uint8Array {
  const writer = new ByteWriter();
  const stamps = new StampWriter(writer);
  writer.byte(DELTA_FORMAT);
  writeVersion(writer, stamps, delta.version);
  writer.uint(delta.rows.length);
  let previous: Register | undefined;
  for (const { node, registers } of delta.rows) {
    stamps.node(node);
    writer.uint(registers.length);
    for (const [property, register] of registers) {
      const same = previous?.time === register.time && previous.actor === register.actor;
      writeProperty(writer, property);
      writer.byte(same ? 1 : 0);
      if (!same) stamps.stamp(register);
      writeValue(writer, stamps, register.value);
      previous = register;
    }
  }
  return writer.finish();
}

/** Never throws: hostile bytes give a reason. A newer format is refused by name. */
export const decodeDelta = (bytes: Uint8Array): Decoded<Delta> =>
  decodeWhole(bytes, (reader) => {
    const format = reader.byte();
    if (format !== DELTA_FORMAT)
      throw new DecodeError(`a document of format ${format}, this version reads ${DELTA_FORMAT}`);
    const stamps = new StampReader(reader);
    const version = readVersion(reader, stamps);
    const previous: { register: Register | undefined } = { register: undefined };
    const rows = reader.list(2, (): DeltaRow => {
      const node = stamps.node();
      const registers = reader.list(3, () => readRegister(reader, stamps, previous));
      return { node, registers };
    });
    return { version, rows };
  });

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
