import { type Attention, NO_ATTENTION, type PresenceUpdate } from '../presence/presence-map.ts';
import { box } from '../geometry/box.ts';
import { MAX_CHAT_CHARACTERS } from './presence.ts';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  Random,
  SAMPLE_CHANGES,
  SAMPLE_CLIENT_MESSAGES,
  SAMPLE_DELTA,
  SAMPLE_RELAY_MESSAGES,
  SAMPLE_VALUES,
} from '../../testing/index.ts';
import type { Assignment, Change, Delta } from '../document/change.ts';
import { nodeIdOf, ROOT, TRASH } from '../document/node-id.ts';
import { isPropertyName, PROPERTY_NAMES } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decodeChanges, encodeChanges } from './change.ts';
import { ChangeStreamReader, ChangeStreamWriter } from './change-stream.ts';
import { decodeDelta, encodeDelta } from './delta.ts';
import {
  decodeClientMessage,
  decodeRelayMessage,
  encodeClientMessage,
  encodeRelayMessage,
  PROTOCOL_VERSION,
} from './message.ts';
import type { Decoded } from './result.ts';
import { decodeSnapshot } from './snapshot.ts';

const RUNS = Number(process.env['RUNS'] ?? 4000);
const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000));

function valueOf<T>(decoded: Decoded<T>): T {
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}

const actor = fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZabcxyz'.split('')), minLength: 8, maxLength: 8 });
const time = fc.oneof(
  fc.maxSafeNat().map((n) => n % 2 ** 52),
  fc.integer({ min: 775_736_524_800_000, max: 775_736_524_900_000 }),
);
const node = fc.oneof(fc.constantFrom(ROOT, TRASH), fc.record({ actor, time }).map(nodeIdOf));
const text = fc.string({ unit: 'binary', maxLength: 80 }).map((raw) => raw.replace(/\p{Surrogate}/gu, '?'));
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...SAMPLE_VALUES),
    number,
    fc.integer().map((n) => n / 100),
    text,
    fc.record({ x: fc.integer(), y: number, space: node }),
    fc.record({ parent: node, order: text, from: node }),
    fc.record({
      parent: node,
      order: text,
      from: node,
      via: fc.record({ space: node, x: number, y: number, turn: number }),
    }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'type', 'x', 'parent')), tie('value'), { maxKeys: 4 })
      .map((record): Value => Object.fromEntries(Object.entries(record))),
  ),
}));
const propertyName = fc.oneof(
  fc.constantFrom(...PROPERTY_NAMES),
  fc.string({ minLength: 1, maxLength: 40 }).filter((name) => !isPropertyName(name)),
);
const change = fc.record({ actor, time, assignments: fc.array(fc.tuple(node, propertyName, value), { maxLength: 6 }) });
const version = fc.array(fc.tuple(actor, time), { maxLength: 5 }).map((entries) => new Map(entries));
const register = fc.record({ value, time, actor });
/** Nodes and properties once each, as a document gives them. */
const delta = fc.record({
  version,
  rows: fc.uniqueArray(
    fc.record({
      node,
      registers: fc.uniqueArray(fc.tuple(propertyName, register), {
        minLength: 1,
        maxLength: 4,
        selector: ([name]) => name,
      }),
    }),
    { maxLength: 6, selector: (row) => row.node },
  ),
});

/** Whatever the order of its rows and registers, which says nothing. */
const sorted = ({ version: seen, rows }: Delta): unknown => ({
  version: new Map([...seen].sort(([a], [b]) => (a < b ? -1 : 1))),
  rows: rows
    .map((row) => ({ node: row.node, registers: row.registers.toSorted(([a], [b]) => (a < b ? -1 : 1)) }))
    .sort((a, b) => (a.node < b.node ? -1 : 1)),
});

describe('D13 what is written is what is read', () => {
  property.prop([fc.array(change, { maxLength: 5 })])(
    'D13 changes come back as they went, every value of every kind',
    (changes) => {
      expect(valueOf(decodeChanges(encodeChanges(changes)))).toEqual(changes);
    },
  );

  property.prop([delta])('D13 deltas come back as they went', (one) => {
    expect(sorted(valueOf(decodeDelta(encodeDelta(one))))).toEqual(sorted(one));
  });

  property.prop([fc.array(change, { maxLength: 3 }), version, time])(
    'D13 messages come back as they went',
    (changes, held, at) => {
      const messages = [
        { type: 'push', number: 7, changes } as const,
        { type: 'resync', version: held } as const,
        { type: 'ping', sentAt: at } as const,
      ];
      for (const message of messages)
        expect(valueOf(decodeClientMessage(encodeClientMessage(message)))).toEqual(message);
      const frame = { type: 'frame', number: 9, changes, presence: [] } as const;
      expect(valueOf(decodeRelayMessage(encodeRelayMessage(frame)))).toEqual(frame);
    },
  );

  test('D13 every sample message comes back as it went', () => {
    for (const message of SAMPLE_CLIENT_MESSAGES)
      expect(valueOf(decodeClientMessage(encodeClientMessage(message)))).toEqual(message);
    for (const message of SAMPLE_RELAY_MESSAGES)
      expect(valueOf(decodeRelayMessage(encodeRelayMessage(message)))).toEqual(message);
  });

  property.prop([
    fc.maxSafeNat(),
    fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ])('D13 integers and doubles of every size come back exactly', (natural, integer, double) => {
    const writer = new ByteWriter();
    writer.uint(natural);
    writer.int(integer);
    writer.double(double);
    const reader = new ByteReader(writer.finish());
    expect([reader.uint(), reader.int(), reader.double()]).toEqual([natural, integer, double]);
    expect(reader.remaining).toBe(0);
  });

  test('D13 another protocol or format is refused by its number', () => {
    const hello = encodeClientMessage({
      ...SAMPLE_CLIENT_MESSAGES[0]!,
      protocol: PROTOCOL_VERSION + 1,
    } as (typeof SAMPLE_CLIENT_MESSAGES)[0]);
    expect(decodeClientMessage(hello)).toMatchObject({
      ok: false,
      reason: expect.stringContaining(`protocol ${PROTOCOL_VERSION + 1}`),
    });
    expect(decodeDelta(Uint8Array.of(9, 0, 0))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('format 9'),
    });
    expect(decodeChanges(Uint8Array.of(9, 0))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('format 9'),
    });
  });

  test('D13 cursors and selections beyond their limits are cut, not refused', () => {
    const selection = Array.from({ length: 300 }, (_, i) => nodeIdOf({ actor: 'ann00000', time: i }));
    const view = { counter: 1, value: { page: null, cursor: { x: 1e300, y: Number.NaN }, selection } };
    const back = valueOf(decodeClientMessage(encodeClientMessage({ type: 'presence', view })));
    expect(back).toMatchObject({ view: { value: { cursor: { x: 1e10, y: 0 }, selection: { length: 200 } } } });
  });

  test('P3, R6 words at a cursor beyond their limit are refused, viewports beyond theirs are cut', () => {
    const sent = (attention: Partial<Attention>) => {
      const value = { ...NO_ATTENTION, ...attention };
      return decodeClientMessage(encodeClientMessage({ type: 'presence', attention: { counter: 1, value } }));
    };
    expect(sent({ chat: 'é'.repeat(MAX_CHAT_CHARACTERS) }).ok).toBe(true);
    expect(sent({ chat: 'x'.repeat(MAX_CHAT_CHARACTERS + 1) })).toMatchObject({ reason: 'words that are too long' });
    expect(valueOf(sent({ viewport: box(-1e300, Number.NaN, 1e300, 5) }))).toMatchObject({
      attention: { value: { viewport: { left: -1e10, top: 0, right: 0 } } },
    });
    const bytes = encodeClientMessage({
      type: 'presence',
      attention: { counter: 1, value: { ...NO_ATTENTION, viewport: box(0, 0, 0.001, 1) } },
    });
    bytes[6] = 0;
    expect(decodeClientMessage(bytes)).toMatchObject({ reason: 'a viewport without size' });
  });
});

describe('P3 presence from newer writers', () => {
  const sent = (caret: NonNullable<PresenceUpdate['caret']>): Uint8Array =>
    encodeClientMessage({ type: 'presence', caret });

  test('P3 parts that are not known are passed over, and so is what was added to known ones', () => {
    const known = sent({ counter: 5, value: { anchor: 2, focus: 7 } });
    expect([...known]).toEqual([4, 16, 1, 1, 3, 5, 2, 7]);
    const unknown = Uint8Array.of(4, 16, 3, 9, 2, 77, 88, 1, 5, 5, 2, 7, 99, 98, 200, 1, 0);
    expect(valueOf(decodeClientMessage(unknown))).toEqual(valueOf(decodeClientMessage(known)));
    expect(decodeClientMessage(Uint8Array.of(4, 16, 1, 9, 4, 77)).ok).toBe(false);
  });

  test('P3, R6 a caret beyond any text is refused; without ends, somebody writes nowhere', () => {
    expect(valueOf(decodeClientMessage(sent({ counter: 6, value: null })))).toMatchObject({ caret: { value: null } });
    const beyond = sent({ counter: 6, value: { anchor: 0, focus: 200_001 } });
    expect(decodeClientMessage(beyond)).toMatchObject({ reason: 'a caret beyond any text' });
  });
});

/** What a link carries after a first push, and a reader of that. */
const STREAM_BASE: Change = {
  actor: 'ann00000',
  time: 2 ** 49,
  assignments: [
    [ROOT, 'position', { x: 0.1, y: 12, space: TRASH }],
    [TRASH, 'position', { x: 300.3, y: 15.25, space: ROOT }],
    [ROOT, 'width', 7],
    [ROOT, 'name', 'Page'],
  ],
};
const streamed = SAMPLE_VALUES.map((name, i) => {
  const stream = new ChangeStreamWriter();
  encodeClientMessage({ type: 'push', number: 1, changes: [STREAM_BASE] }, stream);
  const to = (x: number, y: number, space: string): Value => ({ x: x + i / 3, y: y - i, space });
  const values = [to(0.1, 12, TRASH), to(300.3, 15.25, ROOT), i % 2 === 0 ? i : 1e-9 * i, name];
  const assignments = STREAM_BASE.assignments.map(([on, of], at): Assignment => [on, of, values[at] as Value]);
  const change = { ...STREAM_BASE, time: STREAM_BASE.time + 1 + 4096 * i, assignments };
  return encodeClientMessage({ type: 'push', number: 2, changes: [change, ...SAMPLE_CHANGES.slice(0, 2)] }, stream);
});
function decodeStreamed(bytes: Uint8Array): Decoded<unknown> {
  const [writer, reader] = [new ChangeStreamWriter(), new ChangeStreamReader()];
  decodeClientMessage(encodeClientMessage({ type: 'push', number: 1, changes: [STREAM_BASE] }, writer), reader);
  return decodeClientMessage(bytes, reader);
}

const EDGES: readonly [string, (bytes: Uint8Array) => Decoded<unknown>, readonly Uint8Array[]][] = [
  ['changes', decodeChanges, [encodeChanges(SAMPLE_CHANGES)]],
  ['delta', decodeDelta, [encodeDelta(SAMPLE_DELTA)]],
  ['snapshots', decodeSnapshot, [Uint8Array.of(3, 1, 2, 3, 4, ...encodeDelta(SAMPLE_DELTA))]],
  ['streamed changes', decodeStreamed, streamed],
  [
    'client messages',
    (bytes) => decodeClientMessage(bytes),
    SAMPLE_CLIENT_MESSAGES.map((one) => encodeClientMessage(one)),
  ],
  ['relay messages', (bytes) => decodeRelayMessage(bytes), SAMPLE_RELAY_MESSAGES.map((one) => encodeRelayMessage(one))],
];

function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = [...bytes];
  for (let i = random.between(1, 4); i > 0 && copy.length > 0; i--) {
    const at = random.below(copy.length);
    const kind = random.weighted({ flip: 4, extreme: 3, drop: 1, insert: 1, repeat: 1 });
    if (kind === 'flip') copy[at] = copy[at]! ^ (1 << random.below(8));
    else if (kind === 'extreme') copy[at] = random.pick([0, 1, 0x7f, 0x80, 0xff]);
    else if (kind === 'drop') copy.splice(at, random.between(1, 4));
    else if (kind === 'insert')
      copy.splice(
        at,
        0,
        ...Array.from({ length: random.between(1, 9) }, () => random.pick([0xff, 0x80, random.below(256)])),
      );
    else copy.splice(at, 0, ...copy.slice(at, at + random.between(1, 12)));
  }
  return Uint8Array.from(copy);
}

describe('D13 hostile bytes', () => {
  test.each(EDGES)('D13 cut anywhere, %s give a reason and never throw', (_, decode, samples) => {
    for (const bytes of samples) {
      for (let length = 0; length < bytes.length; length++) {
        const decoded = decode(bytes.subarray(0, length));
        expect(decoded.ok ? 'read' : decoded.reason).toMatch(/\w/);
        expect(decoded.ok).toBe(false);
      }
      expect(decode(Uint8Array.of(...bytes, 0)).ok).toBe(false);
    }
  });

  test.each(EDGES)('D13 mutated, %s give a value or a reason and never throw', (_, decode, samples) => {
    const random = new Random(SEED);
    let refused = 0;
    for (let i = 0; i < RUNS; i++) {
      const bytes = mutate(random.pick(samples), random);
      try {
        if (!decode(bytes).ok) refused += 1;
      } catch (error) {
        throw new Error(`SEED=${SEED}, run ${i}: ${Buffer.from(bytes).toString('hex')}`, { cause: error });
      }
    }
    expect(refused).toBeGreaterThan(RUNS / 10);
  });

  test('D13 a few bytes that set the same registers of very many nodes are refused before they take memory', () => {
    const nodes = 200_000;
    const bytes = new ByteWriter();
    bytes.byte(2);
    // Number, one change of the first actor at time 0, nodes, thirty properties.
    for (const uint of [1, 1, 0]) bytes.uint(uint);
    bytes.raw(new Uint8Array(6));
    for (const uint of [0, nodes, 2 ** 31 - 1 - 6]) bytes.uint(uint);
    for (const byte of [1, 0, 8]) bytes.byte(byte);
    bytes.raw(new Uint8Array(nodes));
    for (let property = 0; property < 29; property++) bytes.raw(Uint8Array.of(1, 2));
    bytes.uint(0);
    const before = process.cpuUsage();
    expect(decodeClientMessage(bytes.finish())).toEqual({
      ok: false,
      reason: 'more registers than a message may set',
    });
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
  });

  test.each(EDGES)('D13 random bytes as %s give a value or a reason and never throw', (_, decode) => {
    const random = new Random(SEED + 1);
    for (let i = 0; i < RUNS; i++) decode(Uint8Array.from({ length: random.below(60) }, () => random.below(256)));
  });

  test('D13 a count that the frame cannot hold is refused before anything is allocated for it', () => {
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    for (let i = 0; i < 200; i++) {
      // Format, one change, actor 0 of six bytes, time 0, then 2⁵³ − 1 assignments.
      const bytes = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
      expect(decodeChanges(Uint8Array.from(bytes)).ok).toBe(false);
    }
    expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(20e6);
  });

  test('D13 lists nested in lists, each claiming all the rest of the frame, cost no more than the frame', () => {
    const writer = new ByteWriter();
    const megabyte = 2 ** 20;
    for (const byte of [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]) writer.byte(byte);
    for (let depth = 0; depth < 15; depth++) {
      writer.byte(9);
      writer.uint(megabyte - 200);
    }
    writer.raw(new Uint8Array(megabyte).fill(200));
    const bytes = writer.finish();
    const started = process.memoryUsage().heapUsed;
    expect(decodeChanges(bytes).ok).toBe(false);
    expect(process.memoryUsage().heapUsed - started).toBeLessThan(8e6);
  });

  test('D13 thousands of keyed properties among thousands of nodes take memory by the frame, not by their product', () => {
    const [nodes, properties] = [20_000, 2000];
    const stamp = { actor: 'ann00000', time: 0 };
    const rows = Array.from({ length: nodes }, (_, i) => {
      const register = { ...stamp, time: i + 1, value: 'rectangle' };
      const registers: [string, typeof register][] = [['type', register]];
      if (i < properties) registers.push([`votes/${i}`, register]);
      return { node: nodeIdOf({ ...stamp, time: i + 1 }), registers };
    });
    const bytes = encodeDelta({ version: new Map([['ann00000', nodes]]), rows });
    const before = process.memoryUsage().arrayBuffers;
    const back = decodeDelta(bytes);
    expect(back.ok).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * bytes.length);
  });

  test.each([1, 2 ** 30])(
    'D13 groups of a change that each claim %i nodes are refused, none of them allocated',
    (nodes) => {
      const writer = new ByteWriter();
      // Format, one change, actor 0 of six bytes, time 0; a group of the first property, its nodes by themselves.
      for (const byte of [2, 1, 0, 0, 0, 0, 0, 0, 0, 0]) writer.byte(byte);
      for (let i = 0; i < 1000; i++) {
        writer.uint(nodes);
        for (const byte of [1, 0, 0xff]) writer.byte(byte);
      }
      const started = process.memoryUsage().heapUsed;
      expect(decodeChanges(writer.finish()).ok).toBe(false);
      expect(process.memoryUsage().heapUsed - started).toBeLessThan(8e6);
    },
  );

  test('D13 a record that names a prototype is just a record', () => {
    const evil: Value = Object.fromEntries([['__proto__', { polluted: true }]]);
    const back = valueOf(
      decodeChanges(encodeChanges([{ actor: 'ann00000', time: 1, assignments: [[ROOT, 'x', evil]] }])),
    );
    const read = back[0]!.assignments[0]![2] as object;
    expect(Object.hasOwn(read, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
