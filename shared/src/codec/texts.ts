/** A column of texts: their lengths, then all characters together, which compresses well and is decoded at once. */
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';

/** @param texts well formed: no half characters */
export function writeTexts(writer: ByteWriter, texts: readonly string[]): void {
  for (const text of texts) writer.uint(text.length);
  writer.text(texts.join(''));
}

export function readTexts(reader: ByteReader, count: number): string[] {
  if (count > reader.remaining) throw new DecodeError(`${count} texts in ${reader.remaining} bytes`);
  const ends: number[] = [];
  let end = 0;
  for (let i = 0; i < count; i++) ends.push((end += reader.uint()));
  const all = reader.text();
  if (all.length !== end) throw new DecodeError('texts of other lengths');
  return ends.map((to, i) => {
    // A cut through a character would leave halves that nobody can send on.
    const code = to < all.length ? all.charCodeAt(to) : 0;
    if (code >= 0xdc00 && code <= 0xdfff) throw new DecodeError('a text that ends in half a character');
    return all.slice(ends[i - 1] ?? 0, to);
  });
}
