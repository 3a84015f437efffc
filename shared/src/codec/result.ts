import { ByteReader, DecodeError } from './bytes.ts';

/** What an edge of the codec gives: a checked value, or why there is none. */
export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Runs a decoder over a whole frame. Only this turns a {@link DecodeError} into a reason; our own bugs still throw. */
export function decodeWhole<T>(bytes: Uint8Array, decode: (reader: ByteReader) => T): Decoded<T> {
  try {
    const reader = new ByteReader(bytes);
    const value = decode(reader);
    reader.end();
    return { ok: true, value };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, reason: error.message };
    throw error;
  }
}
