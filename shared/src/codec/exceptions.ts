/** Which of a column's cells are not what the rule says: a count, and how far each is from the one before. */
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';

/** @param at ascending */
export function writeExceptions(writer: ByteWriter, at: readonly number[]): void {
  writer.uint(at.length);
  let next = 0;
  for (const index of at) {
    writer.uint(index - next);
    next = index + 1;
  }
}

/** @param cells how many there are */
export function readExceptions(reader: ByteReader, cells: number): number[] {
  let next = 0;
  return reader.list(1, () => {
    const index = next + reader.uint();
    if (index >= cells) throw new DecodeError('an exception past the end of its column');
    next = index + 1;
    return index;
  });
}
