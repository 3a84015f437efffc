/** Text that comes in pieces, as lines. Reading waits until the lines before have been dealt with, so a fast writer is held back. */
import { StringDecoder } from 'node:string_decoder';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined for a line that is too long to be read. */
  readonly text: string | undefined;
}

/**
 * The lines of each piece that arrived, empty ones left out.
 * @param maxCharacters longer lines are not kept in memory
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>, maxCharacters: number): AsyncGenerator<Line[]> {
  const decoder = new StringDecoder('utf8');
  let number = 1;
  let begun = '';
  let tooLong = false;
  const take = (rest: string): Line => {
    const text = tooLong || begun.length + rest.length > maxCharacters ? undefined : begun + rest;
    begun = '';
    tooLong = false;
    return { number: number++, text };
  };
  for await (const bytes of input) {
    const pieces = decoder.write(Buffer.from(bytes)).split('\n');
    const last = pieces.pop() ?? '';
    const lines = pieces.map(take).filter(isFilled);
    if (tooLong || begun.length + last.length > maxCharacters) {
      tooLong = true;
      begun = '';
    } else begun += last;
    if (lines.length > 0) yield lines;
  }
  const rest = [take(decoder.end())].filter(isFilled);
  if (rest.length > 0) yield rest;
}

const isFilled = ({ text }: Line): boolean => text === undefined || text.trim() !== '';
