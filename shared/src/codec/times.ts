/** Columns of times: each as the difference to the one before, the first to 0. */
import type { Time } from '../clock/stamp.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { checkedTime } from './stamp-table.ts';

export function writeTimes(writer: ByteWriter, times: readonly Time[]): void {
  let before = 0;
  for (const time of times) {
    writer.moment(time - before);
    before = time;
  }
}

export function readTimes(reader: ByteReader, count: number): Float64Array {
  // A time is a byte at least: a false count is refused before anything is allocated.
  if (count > reader.remaining) throw new DecodeError(`${count} times in ${reader.remaining} bytes`);
  const times = new Float64Array(count);
  let time = 0;
  for (let i = 0; i < count; i++) {
    time = checkedTime(time + reader.moment());
    times[i] = time;
  }
  return times;
}
