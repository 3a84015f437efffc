/**
 * Bytes of released formats, with what they say. Never rewritten: whoever changes a format adds a folder and keeps reading
 * those before. Messages are not kept anywhere, so only those of the protocol that is spoken are here; of `v1` there is what lies in
 * stores and outboxes. `GOLDEN=write npx vitest run golden` writes the files that are missing, and only those.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  jsonOf,
  replica,
  SAMPLE_CHANGES,
  SAMPLE_CLIENT_MESSAGES,
  SAMPLE_DELTA,
  SAMPLE_RELAY_MESSAGES,
  SAMPLE_STREAM,
} from '../../testing/index.ts';
import type { Change } from '../document/change.ts';
import type { Document } from '../document/document.ts';
import { ColumnDelta } from '../document/column-delta.ts';
import type { PresenceRegister } from '../presence/presence-register.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decodeChanges, encodeChanges } from './change.ts';
import { ChangeStreamReader, ChangeStreamWriter } from './change-stream.ts';
import { decodeDelta, encodeDelta } from './delta.ts';
import { decodeClientMessage, decodeRelayMessage, encodeClientMessage, encodeRelayMessage } from './message.ts';
import type { Decoded } from './result.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

const folder = (version: number): string => fileURLToPath(new URL(`../../golden/v${version}/`, import.meta.url));
const FOLDER = folder(2);

interface Golden {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly decode: (bytes: Uint8Array) => Decoded<unknown>;
}

const named = <M extends { type: string }>(
  side: string,
  messages: readonly M[],
  encode: (message: M) => Uint8Array,
  decode: Golden['decode'],
): Golden[] => messages.map((message, i) => ({ name: `${side}-${i}-${message.type}`, bytes: encode(message), decode }));

/** All that a link carries, each message behind its length. */
function streamed(name: string, encode: Encode, decode: Decode): Golden {
  const [stream, writer] = [new ChangeStreamWriter(), new ByteWriter()];
  SAMPLE_STREAM.forEach((changes, i) => writer.blob(encode(changes, i + 1, stream)));
  const read = (bytes: Uint8Array): Decoded<unknown> => {
    const [messages, received] = [new ByteReader(bytes), new ChangeStreamReader()];
    const values: unknown[] = [];
    while (messages.remaining > 0) {
      const decoded = decode(messages.blob(), received);
      if (!decoded.ok) return decoded;
      values.push(decoded.value);
    }
    return { ok: true, value: values };
  };
  return { name, bytes: writer.finish(), decode: read };
}
type Encode = (changes: readonly Change[], number: number, stream: ChangeStreamWriter) => Uint8Array;
type Decode = (bytes: Uint8Array, stream: ChangeStreamReader) => Decoded<unknown>;

const GOLDEN: readonly Golden[] = [
  { name: 'changes', bytes: encodeChanges(SAMPLE_CHANGES), decode: decodeChanges },
  { name: 'delta', bytes: encodeDelta(SAMPLE_DELTA), decode: decodeDelta },
  { name: 'snapshot', bytes: encodeSnapshot(sampleDocument()), decode: decodeSnapshot },
  ...named('client', SAMPLE_CLIENT_MESSAGES, encodeClientMessage, (bytes) => decodeClientMessage(bytes)),
  ...named('relay', SAMPLE_RELAY_MESSAGES, encodeRelayMessage, (bytes) => decodeRelayMessage(bytes)),
  streamed(
    'client-stream',
    (changes, number, stream) => encodeClientMessage({ type: 'push', number, changes }, stream),
    decodeClientMessage,
  ),
  streamed(
    'relay-stream',
    (changes, number, stream) => encodeRelayMessage({ type: 'frame', number, changes, presence: [] }, stream),
    decodeRelayMessage,
  ),
];

function sampleDocument(): Document {
  const document = replica('sample');
  document.merge(SAMPLE_DELTA, 'load');
  return document;
}

const isRegister = (item: unknown): item is PresenceRegister =>
  typeof item === 'object' && item !== null && 'siblings' in item && 'vector' in item && Array.isArray(item.vector);

/** JSON that keeps apart what plain JSON would not: maps, bytes, minus zero. */
const toText = (value: unknown): string =>
  `${JSON.stringify(
    value,
    (_, item: unknown) => {
      if (item instanceof ColumnDelta) return { version: item.version, rows: item.rows };
      if (item instanceof Map) return { map: [...(item as Map<unknown, unknown>)] };
      if (isRegister(item)) {
        const seen = item.vector.map(({ writer, counter }) => [writer, counter]);
        return { siblings: item.siblings, vector: { map: seen } };
      }
      if (item instanceof Uint8Array) return { bytes: Buffer.from(item).toString('hex') };
      if (item instanceof Int32Array) return { integers: item.join(' ') };
      return Object.is(item, -0) ? 'minus zero' : item;
    },
    2,
  )}\n`;

function decoded({ name, decode }: Pick<Golden, 'name' | 'decode'>, from = FOLDER): unknown {
  const result = decode(Uint8Array.from(readFileSync(`${from}${name}.bin`)));
  if (!result.ok) throw new Error(`${name}: ${result.reason}`);
  return result.value;
}

for (const golden of GOLDEN) {
  const { name, bytes, decode } = golden;
  if (process.env['GOLDEN'] !== 'write' || existsSync(`${FOLDER}${name}.bin`)) continue;
  const result = decode(bytes);
  if (!result.ok) throw new Error(`${name}: ${result.reason}`);
  writeFileSync(`${FOLDER}${name}.bin`, bytes);
  writeFileSync(`${FOLDER}${name}.json`, toText(result.value));
}

describe('D4 golden files', () => {
  test.each(GOLDEN)('D4 bytes of $name say what they have always said', (golden) => {
    expect(toText(decoded(golden))).toBe(readFileSync(`${FOLDER}${golden.name}.json`, 'utf8'));
  });

  test.each([
    { name: 'changes', decode: decodeChanges },
    { name: 'delta', decode: decodeDelta },
  ])('D4 v1 bytes of $name still say what they said', (golden) => {
    expect(toText(decoded(golden, folder(1)))).toBe(readFileSync(`${folder(1)}${golden.name}.json`, 'utf8'));
  });

  test.each(GOLDEN)('D4 $name is written in the same bytes as ever', ({ name, bytes }) => {
    expect(Buffer.from(bytes).toString('hex')).toBe(readFileSync(`${FOLDER}${name}.bin`).toString('hex'));
  });

  test('D4 no golden file is forgotten', () => {
    const expected = GOLDEN.flatMap(({ name }) => [`${name}.bin`, `${name}.json`]).sort();
    expect(readdirSync(FOLDER).sort()).toEqual(expected);
  });

  test('D4 a stored snapshot of v1 still opens as the same document', () => {
    const document = replica('reader');
    document.merge(decoded({ name: 'delta', decode: decodeDelta }, folder(1)) as typeof SAMPLE_DELTA, 'load');
    const direct = replica('reader');
    direct.merge(SAMPLE_DELTA, 'load');
    expect(jsonOf(document)).toBe(jsonOf(direct));
  });
});
