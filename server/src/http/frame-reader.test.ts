/** What a server reads out of a client's bytes. Over real sockets and against another implementation: sync-upgrade.test.ts, hardening.test.ts. */
import { Random } from '@joinery/shared/testing';
import { expect, test } from 'vitest';
import { BINARY, CLOSE, type FrameProblem, FrameReader, PING, PONG, TEXT } from './frame-reader.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000));
const MOST = 100_000;
const FIN = 0x80;

interface Message {
  readonly kind: number;
  readonly bytes: number[];
}

interface Frame {
  /** The first byte: FIN, reserved bits, kind. */
  readonly head: number;
  readonly payload: Uint8Array;
}

/** As a client writes it. */
function bytesOf({ head, payload }: Frame, mask = [17, 250, 3, 99]): Buffer {
  const { length } = payload;
  const short = length < 126 ? length : length < 65_536 ? 126 : 127;
  const header = Buffer.from([head, 0x80 | short, ...Array<number>(short < 126 ? 0 : short === 126 ? 2 : 8).fill(0)]);
  if (short === 126) header.writeUInt16BE(length, 2);
  if (short === 127) header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, Buffer.from(mask), payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0))]);
}

/** What comes of some bytes that arrive in these pieces. */
function read(pieces: readonly Buffer[]): { messages: Message[]; problem: FrameProblem | undefined } {
  const messages: Message[] = [];
  const reader = new FrameReader({
    maxMessageBytes: MOST,
    onMessage: (kind, bytes) => messages.push({ kind, bytes: [...bytes] }) > 0 && kind !== CLOSE,
  });
  for (const piece of pieces) {
    const problem = reader.read(Buffer.from(piece));
    if (problem !== undefined) return { messages, problem };
  }
  return { messages, problem: undefined };
}

const frame = (head: number, payload: readonly number[] = []): Buffer =>
  bytesOf({ head, payload: Uint8Array.from(payload) });

function inPieces(bytes: Buffer, random: Random): Buffer[] {
  const pieces: Buffer[] = [];
  const most = random.pick([1, 7, 200, 70_000]);
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + random.below(most);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

/** A message, perhaps in parts with pings between them. */
function randomMessage(random: Random, frames: Frame[], messages: Message[]): void {
  const payload = Uint8Array.from({ length: random.pick([0, 1, 5, 125, 126, 3000, 65_535, 65_536]) }, () =>
    random.below(256),
  );
  const kind = random.pick([BINARY, BINARY, TEXT, PING, PONG]);
  const bytes = kind > BINARY ? payload.subarray(0, 125) : payload;
  const parts = kind > BINARY ? 1 : 1 + random.below(3);
  for (let part = 0; part < parts; part++) {
    if (part > 0 && random.below(2) === 0) {
      frames.push({ head: FIN | PING, payload: Uint8Array.of(part) });
      messages.push({ kind: PING, bytes: [part] });
    }
    const [from, to] = [part, part + 1].map((n) => Math.floor((bytes.length * n) / parts));
    const fin = part === parts - 1 ? FIN : 0;
    frames.push({ head: fin | (part === 0 ? kind : 0), payload: bytes.subarray(from, to) });
  }
  messages.push({ kind, bytes: [...bytes] });
}

test(`messages come as they were sent, whole or in parts, in whatever pieces (with seed=${SEED})`, () => {
  for (let run = 0; run < 60; run++) {
    const random = new Random(SEED + run);
    const frames: Frame[] = [];
    const messages: Message[] = [];
    for (let i = random.below(6); i >= 0; i--) randomMessage(random, frames, messages);
    const bytes = Buffer.concat(
      frames.map((each) =>
        bytesOf(
          each,
          [0, 1, 2, 3].map(() => random.below(256)),
        ),
      ),
    );
    expect(read(inPieces(bytes, random)), `seed ${SEED + run}`).toEqual({ messages, problem: undefined });
  }
});

test('nothing is read behind a close', () => {
  const { messages } = read([Buffer.concat([frame(FIN | CLOSE, [3, 232]), frame(FIN | BINARY, [1])])]);
  expect(messages).toEqual([{ kind: CLOSE, bytes: [3, 232] }]);
});

test.each([
  ['a reserved bit', frame(FIN | 0x40 | BINARY), 1002],
  ['no mask', Buffer.from([FIN | BINARY, 4, 1, 2, 3, 4]), 1002],
  ['a kind that there is not', frame(FIN | 3), 1002],
  ['a control kind that there is not', frame(FIN | 11), 1002],
  ['a long ping', frame(FIN | PING, Array<number>(126).fill(0)), 1002],
  ['a ping in parts', frame(PING), 1002],
  ['a part of nothing', frame(FIN | 0), 1002],
  ['a message in another', Buffer.concat([frame(BINARY), frame(FIN | BINARY)]), 1002],
  [
    'a message that says that it is too long',
    frame(FIN | BINARY, Array<number>(MOST + 1).fill(0)).subarray(0, 14),
    1009,
  ],
  [
    'parts that are too long together',
    Buffer.concat(Array.from({ length: 3 }, (_, i) => frame(i ? 0 : BINARY, Array<number>(40_000).fill(0)))),
    1009,
  ],
])('R6 %s is no message', (_, bytes, code) => {
  expect(read([bytes])).toMatchObject({ messages: [], problem: { code } });
});

test('R6 what has not come takes no memory, however long it says that it is', () => {
  const before = process.memoryUsage().arrayBuffers;
  const readers = Array.from({ length: 500 }, () => {
    const reader = new FrameReader({ maxMessageBytes: 32 * 1024 * 1024, onMessage: () => true });
    const head = Buffer.from([FIN | BINARY, 0xff, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4, 5]);
    expect(reader.read(head)).toBeUndefined();
    return reader;
  });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  expect(readers).toHaveLength(500);
});
