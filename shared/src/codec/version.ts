/** Version vectors in messages: how many, then a stamp for each actor. */
import type { Time } from '../clock/stamp.ts';
import type { VersionVector } from '../clock/version-vector.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import type { StampReader, StampWriter } from './stamp-table.ts';

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
