import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { linesOf } from './lines.ts';

/** What comes of pieces of bytes: lines by number. */
async function read(
  pieces: readonly (string | Uint8Array)[],
  maxCharacters = 100,
): Promise<[number, string | undefined][]> {
  const lines: [number, string | undefined][] = [];
  for await (const batch of linesOf(Readable.from(pieces.map((piece) => Buffer.from(piece))), maxCharacters))
    for (const { number, text } of batch) lines.push([number, text]);
  return lines;
}

test('lines are put together from pieces, wherever those are cut', async () => {
  const text = 'first\n\nGrüße 👋\r\n  \nlast';
  const bytes = Buffer.from(text);
  const whole = await read([bytes]);
  expect(whole.map(([number, line]) => [number, line?.trim()])).toEqual([
    [1, 'first'],
    [3, 'Grüße 👋'],
    [5, 'last'],
  ]);
  for (let at = 1; at < bytes.length; at++)
    expect(await read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
  expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
});

test('a line that is too long is named, not kept, and the next one is read', async () => {
  const pieces = ['a\n', 'x'.repeat(60), 'x'.repeat(60), 'x\nb\n', `${'y'.repeat(101)}\nc`];
  expect(await read(pieces)).toEqual([
    [1, 'a'],
    [2, undefined],
    [3, 'b'],
    [4, undefined],
    [5, 'c'],
  ]);
  expect(await read(['z'.repeat(500)])).toEqual([[1, undefined]]);
  expect(await read([])).toEqual([]);
});
