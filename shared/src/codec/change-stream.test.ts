import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { actorNamed, Random, StreamLink } from '../../testing/index.ts';
import { TICKS_PER_MS } from '../clock/stamp.ts';
import type { Assignment, Change } from '../document/change.ts';
import { type NodeId, nodeIdOf, ROOT } from '../document/node-id.ts';
import type { Value } from '../schema/value.ts';
import { ByteWriter } from './bytes.ts';
import { ChangeStreamReader, ChangeStreamWriter } from './change-stream.ts';
import {
  decodeClientMessage,
  decodeRelayMessage,
  encodeClientMessage,
  encodeRelayMessage,
  type RelayMessage,
} from './message.ts';
import { MOST_REMEMBERED } from './stream-bases.ts';

const START = 775_736_524_800_000;
const [ann, bob] = [actorNamed('ann'), actorNamed('bob')];
const nodes = (count: number): NodeId[] =>
  Array.from({ length: count }, (_, i) => nodeIdOf({ actor: ann, time: START + 40_000 * i }));
const frame = (i: number, actor = ann): { actor: string; time: number } => ({
  actor,
  time: START + 16 * TICKS_PER_MS * i,
});
const place = (node: NodeId, x: number, y: number, space = ROOT): Assignment => [node, 'position', { x, y, space }];
const setAll = (ids: readonly NodeId[], property: string, value: (i: number) => Value): Assignment[] =>
  ids.map((id, i) => [id, property, value(i)]);

/** Siblings under a hand, from wherever they stood. */
function drag(frames: number, { count = 20, whole = true, zoom = 1, actor = ann, seed = 1 } = {}): Change[] {
  const random = new Random(seed);
  const stood = nodes(count).map((node) => ({ node, x: random.next() * 2000, y: random.next() * 2000 }));
  let [dx, dy] = [0, 0];
  return Array.from({ length: frames }, (_, i) => {
    dx += random.between(1, 12) / zoom;
    dy += random.between(-6, 6) / zoom;
    const at = ({ node, x, y }: (typeof stood)[number]): Assignment =>
      whole ? place(node, Math.round(x) + dx, Math.round(y) + dy) : place(node, x + dx, y + dy);
    return { ...frame(i, actor), assignments: stood.map(at) };
  });
}

const pushes = (changes: readonly Change[]): Uint8Array[] => {
  const stream = new ChangeStreamWriter();
  return changes.map((change, i) => encodeClientMessage({ type: 'push', number: i + 1, changes: [change] }, stream));
};

describe('D13 a stream of changes', () => {
  const actor = fc.constantFrom(ann, bob, 'cat00000');
  const number = fc.oneof(
    fc.integer(),
    fc.integer().map((n) => n / 100),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 1, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53, 1e-300),
  );
  const value: fc.Arbitrary<Value> = fc.oneof(
    { weight: 4, arbitrary: number },
    { weight: 4, arbitrary: fc.record({ x: number, y: number, space: fc.constantFrom(ROOT, ...nodes(2)) }) },
    fc.constantFrom<Value>(null, true, 'a', 'x'.repeat(65), [1], { y: 1, x: 1, space: ROOT }),
  );
  /** Few sets of registers, so that many changes follow one of the same. */
  const registers = fc.constantFrom<readonly (readonly [NodeId, string])[]>(
    nodes(3).map((node) => [node, 'position'] as const),
    nodes(2).flatMap((node) => [[node, 'width'] as const, [node, 'name'] as const]),
    [[ROOT, 'votes/x']],
    [],
  );
  const change = registers.chain((keys) =>
    fc.record({
      actor,
      time: fc.integer({ min: 0, max: 40 }).map((n) => START + n * 1000),
      assignments: fc
        .array(value, { minLength: keys.length, maxLength: keys.length })
        .map((values) => keys.map(([node, name], i): Assignment => [node, name, values[i] as Value])),
    }),
  );

  property.prop([fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 12 })], { numRuns: 500 })(
    'D13 comes back as it went, whoever set what to what, and in whatever order',
    (messages) => {
      const link = new StreamLink();
      for (const changes of messages) expect(link.carry(changes)).toEqual(changes);
    },
  );

  const step = fc.oneof(number, fc.integer({ min: -20, max: 20 }));
  property.prop([fc.array(number, { minLength: 1, maxLength: 9 }), fc.array(step, { minLength: 1, maxLength: 9 })])(
    'D13 gives back every bit of numbers that move together',
    (stood, steps) => {
      const ids = nodes(stood.length);
      let moved = 0;
      const link = new StreamLink();
      steps.forEach((by, i) => {
        moved += by;
        const to = stood.map((one) => (Number.isFinite(one + moved) ? one + moved : one));
        const changes = [{ ...frame(i), assignments: setAll(ids, 'width', (at) => to[at] as number) }];
        expect(link.carry(changes)).toEqual(changes);
      });
    },
  );

  test.each([
    ['whole pixels', { whole: true }, 7],
    ['whole pixels, of shapes between them', { whole: false }, 20],
    ['whatever a zoomed hand leaves', { whole: false, zoom: 1.7 }, 34],
  ])('a frame of a drag of twenty shapes by %s takes few bytes', (_, how, most) => {
    const [first, ...rest] = pushes(drag(40, how));
    expect(first!.length).toBeGreaterThan(60);
    expect(Math.max(...rest.map(({ length }) => length))).toBeLessThanOrEqual(most);
  });

  test('people who drag at the same time each build on what is their own', () => {
    const link = new StreamLink();
    const [hers, his] = [drag(20), drag(20, { actor: bob, seed: 2, whole: false })];
    hers.forEach((change, i) => {
      const changes = [change, his[i]!];
      expect(link.carry(changes)).toEqual(changes);
      expect(link.shorter).toBe(i > 0);
    });
  });

  test('an undo in between, other registers and values of other kinds do no harm', () => {
    const [a, b] = nodes(2) as [NodeId, NodeId];
    const changes: Assignment[][] = [
      [place(a, 1, 2)],
      [place(a, 3, 4)],
      [place(a, 1, 2)],
      [[a, 'position', null]],
      [place(a, 0.1, 0.2)],
      [place(a, 0.3, 0.1 + 0.2, b)],
      [place(a, 0.5, 0.6, b)],
      [place(a, 0.5, 0.6, b), [a, 'width', 3]],
      [place(a, 0.7, 0.6, b), [a, 'width', 'wide']],
      [place(a, 0.8, 0.6, b), [a, 'width', 4]],
      [place(b, 0.8, 0.6), [b, 'width', 4]],
      [place(b, -0, 0.6), [b, 'width', -0]],
      [[b, 'width', 5], place(b, 1, 1)],
    ];
    const link = new StreamLink();
    changes.forEach((assignments, i) => {
      const one = [{ ...frame(i), assignments }];
      expect(link.carry(one)).toEqual(one);
    });
  });
});

describe('D3 who reads a stream', () => {
  const sent = (changes: readonly Change[], number: number, stream: ChangeStreamWriter): Uint8Array =>
    encodeRelayMessage({ type: 'frame', number, changes, presence: [] }, stream);
  const received = (bytes: Uint8Array, stream: ChangeStreamReader): Extract<RelayMessage, { type: 'frame' }> => {
    const decoded = decodeRelayMessage(bytes, stream);
    if (!decoded.ok || decoded.value.type !== 'frame') throw new Error('no frame');
    return decoded.value;
  };

  test('D3 from a later moment reads on if the writer restarted then, as do those who were there before', () => {
    const writer = new ChangeStreamWriter();
    const [early, late] = [new ChangeStreamReader(), new ChangeStreamReader()];
    drag(10).forEach((change, i) => {
      if (i === 5) {
        writer.restart();
        late.restart(i);
      }
      const bytes = sent([change], i + 1, writer);
      for (const reader of i >= 5 ? [early, late] : [early]) expect(received(bytes, reader).changes).toEqual([change]);
    });
  });

  test('D3 without what a frame builds on is told so, and takes nothing for a change', () => {
    const writer = new ChangeStreamWriter();
    const late = new ChangeStreamReader();
    const [first, second, third] = drag(3).map((change, i) => sent([change], i + 1, writer));
    late.restart(1);
    expect(received(second!, late)).toMatchObject({ number: 2, changes: [], gap: true });
    const gappy = new ChangeStreamReader();
    expect(received(first!, gappy).gap).toBeUndefined();
    expect(received(third!, gappy)).toMatchObject({ number: 3, changes: [], gap: true });
  });

  test('D3 for longer than the writer remembers finds the same at the same places', () => {
    const random = new Random(5);
    const actors = Array.from({ length: 40 }, (_, i) => actorNamed(`p${i}`));
    const drags = new Map(actors.map((one, i) => [one, drag(60, { actor: one, count: 110, seed: i })]));
    const writer = new ChangeStreamWriter();
    const readers = [new ChangeStreamReader(), new ChangeStreamReader()];
    for (let number = 1; number <= 150; number++) {
      const changes = [1, 2, 3].map(() => drags.get(random.pick(actors))!.shift()).filter((one) => one !== undefined);
      if (number % 40 === 0) {
        writer.restart();
        readers.push(new ChangeStreamReader());
        readers.at(-1)!.restart(number - 1);
      }
      const bytes = sent(changes, number, writer);
      for (const reader of readers)
        expect(received(bytes, reader)).toEqual({ type: 'frame', number, changes, presence: [] });
    }
  });

  test('D3 reads plain frames in between, and counts them', () => {
    const writer = new ChangeStreamWriter();
    const reader = new ChangeStreamReader();
    const [first, second] = drag(2) as [Change, Change];
    received(sent([first], 1, writer), reader);
    const plain = encodeRelayMessage({ type: 'frame', number: 2, changes: [first], presence: [] });
    expect(received(plain, reader).changes).toEqual([first]);
    expect(received(sent([second], 3, writer), reader).changes).toEqual([second]);
  });
});

describe('D13 hostile streams', () => {
  test('D13 a message cannot set many registers in few bytes, nor be remembered beyond a limit', () => {
    const writer = new ChangeStreamWriter();
    const stream = new ChangeStreamReader();
    const ids = nodes(MOST_REMEMBERED - 1);
    const two = [0, 1].map((i) => ({ ...frame(i), assignments: setAll(ids, 'width', () => i) }));
    const [first, second] = two.map((change, i) =>
      encodeClientMessage({ type: 'push', number: i + 1, changes: [change] }, writer),
    );
    expect(decodeClientMessage(first!, stream).ok).toBe(true);
    expect(second!.length).toBeLessThan(8);
    const bomb = new ByteWriter();
    bomb.raw(second!.subarray(0, 2));
    bomb.uint(50_000);
    for (let i = 0; i < 50_000; i++) bomb.raw(second!.subarray(3));
    const bytes = bomb.finish();
    const before = process.memoryUsage().heapUsed;
    expect(decodeClientMessage(bytes, stream)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('registers'),
    });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20e6);

    // One register more, and the writer knows that nobody remembers it.
    const large = [0, 1].map((i) => ({ ...frame(i), assignments: setAll([...ids, ROOT], 'width', () => i) }));
    const link = new StreamLink();
    for (const change of large) {
      expect(link.carry([change])).toEqual([change]);
      expect(link.shorter).toBe(false);
    }
  });

  test('D13 long texts are not remembered', () => {
    const link = new StreamLink();
    for (const [i, text] of ['x'.repeat(65), 'y'.repeat(65), 'short', 'shorter'].entries()) {
      const one = { ...frame(i), assignments: setAll(nodes(1), 'name', () => text) };
      expect(link.carry([one])).toEqual([one]);
      expect(link.shorter).toBe(i === 3);
    }
  });
});
