/** A property is 0 and its name, or its number plus one: see {@link wireNumber}. */
import { MAX_PROPERTY_CHARACTERS, PROPERTY_NAMES, wireNumber } from '../schema/properties.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';

export function writeProperty(writer: ByteWriter, name: string): void {
  const number = wireNumber(name);
  writer.uint(number === undefined ? 0 : number + 1);
  if (number === undefined) writer.text(name);
}

export function readProperty(reader: ByteReader): string {
  const head = reader.uint();
  const name = head === 0 ? reader.text() : PROPERTY_NAMES[head - 1];
  if (name === undefined || name.length === 0 || name.length > MAX_PROPERTY_CHARACTERS)
    throw new DecodeError('a property without a name');
  return name;
}
