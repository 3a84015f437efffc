import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { actorNamed, freshDigest, Random, replica, SAMPLE_VALUES, TEST_START_MS } from '../../testing/index.ts';
import { unixMsToTime } from '../clock/stamp.ts';
import { type Value, valuesEqual } from '../schema/value.ts';
import type { DeltaRow } from './change.ts';
import { BUCKETS, bucketOf, Digest } from './digest.ts';
import { type HashedNodes, KeptDigest } from './kept-digest.ts';
import { type NodeId, nodeIdOf, ROOT } from './node-id.ts';
import { hashRegister, hashStamp } from './register-hash.ts';
import { hashText, hashValue } from './value-hash.ts';

const START = unixMsToTime(TEST_START_MS);
const idAt = (count: number): NodeId => nodeIdOf({ actor: actorNamed('ann'), time: START + count });

/** The keys of all records the other way round. */
function turned(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Value) => turned(item));
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]): [string, Value] => [key, turned(item)]),
  );
}

describe('D12 the hash of a register', () => {
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...SAMPLE_VALUES),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: 'binary' }),
      fc.record({ x: fc.double({ noNaN: true }), y: fc.integer(), space: fc.string() }),
      fc.record({ parent: fc.string(), order: fc.string(), from: fc.string() }),
      fc.record({ type: fc.constant('solid'), color: fc.string(), opacity: fc.nat(), visible: fc.boolean() }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('x', 'y', 'space', 'parent', 'type', '__proto__'), tie('value'), { maxKeys: 4 }),
    ),
  }));

  property.prop([value, value])('D12 is the same for equal values and for no others', (a, b) => {
    expect(hashValue(turned(a))).toBe(hashValue(a));
    expect(hashValue(a) === hashValue(b)).toBe(valuesEqual(a, b));
  });

  test('D12 tells all sample values apart', () => {
    expect(new Set(SAMPLE_VALUES.map(hashValue)).size).toBe(SAMPLE_VALUES.length);
  });

  test('D12 covers node, property, value, time and actor', () => {
    const base = { node: 'n', property: 'p', value: 1 as Value, time: START, actor: 'a' };
    const hashOf = (register: typeof base): number =>
      hashRegister(
        hashText(register.node),
        hashText(register.property),
        hashStamp(register.time, hashText(register.actor)),
        register.value,
      );
    const others = [
      { ...base, node: 'm' },
      { ...base, property: 'q' },
      { ...base, value: 2 },
      { ...base, time: START + 1 },
      { ...base, time: START + 2 ** 32 },
      { ...base, actor: 'b' },
      { ...base, node: 'p', property: 'n' },
    ];
    expect(new Set([base, ...others].map(hashOf)).size).toBe(others.length + 1);
  });

  test('D12 is the same on every machine and in every version', () => {
    expect([
      hashText('root'),
      hashValue(null),
      hashValue(0.1),
      hashValue({ x: 1, y: 2, space: ROOT }),
      hashValue([{ type: 'solid', color: '#112233', opacity: 1, visible: true }]),
      hashRegister(1, 2, hashStamp(START, 3), 'Grüße 👋'),
    ]).toEqual([-1612261565, 1, 784486329, -850674132, -1675662243, 2115084112]);
  });

  test('D12 is spread so well that near registers never share one, and every bit of it is set half the time', () => {
    const hashes: number[] = [];
    for (let node = 0; node < 200; node++)
      for (let number = 0; number < 100; number++)
        hashes.push(hashRegister(hashText(idAt(node)), hashText('width'), hashStamp(START, 1), number));
    expect(new Set(hashes).size).toBe(hashes.length);
    for (let bit = 0; bit < 32; bit++) {
      const set = hashes.filter((hash) => ((hash >>> bit) & 1) === 1).length;
      expect(Math.abs(set / hashes.length - 0.5)).toBeLessThan(0.02);
    }
  });

  test('D12 nodes are spread over all buckets evenly', () => {
    const counts = new Int32Array(BUCKETS);
    for (let node = 0; node < BUCKETS * 10; node++) counts[bucketOf(idAt(node))]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(Math.max(...counts)).toBeLessThan(35);
  });
});

/** Nodes whose hashes the test says. */
class TestNodes implements HashedNodes {
  readonly ids: NodeId[] = [];
  readonly hashes: number[] = [];
  asked = 0;

  size = (): number => this.ids.length;
  idAt = (slot: number): NodeId => this.ids[slot]!;
  hashesAt = (slots: readonly number[]): Int32Array => {
    this.asked += slots.length;
    return Int32Array.from(slots, (slot) => this.hashes[slot]!);
  };

  get fresh(): Digest {
    const buckets = new Int32Array(BUCKETS);
    this.ids.forEach((id, slot) => (buckets[bucketOf(id)]! ^= this.hashes[slot]!));
    return new Digest(buckets);
  }
}

describe('D12 a digest kept up', () => {
  test('D12 is the one made afresh, whatever was written, dropped, and given another slot', () => {
    const random = new Random(5);
    const nodes = new TestNodes();
    const kept = new KeptDigest(nodes);
    for (let step = 0; step < 3000; step++) {
      const slot = random.below(nodes.size() + 1);
      const isOther = nodes.hashes[slot] === 0 || slot === nodes.size();
      if (isOther) nodes.ids[slot] = idAt(random.below(1e6));
      nodes.hashes[slot] = random.chance(0.2) ? 0 : random.below(2 ** 32) | 0;
      kept.touch(slot);
      if (random.chance(0.9)) continue;
      expect(kept.take().differing(nodes.fresh)).toEqual([]);
    }
    expect(kept.scrub()).toEqual([]);
    expect(kept.take().root()).toBe(nodes.fresh.root());
  });

  test('D12 hashes a node once however often it was written, and nothing when nothing was', () => {
    const nodes = new TestNodes();
    const kept = new KeptDigest(nodes);
    nodes.ids.push(idAt(0), idAt(1));
    nodes.hashes.push(1, 2);
    for (let i = 0; i < 100; i++) kept.touch(1);
    kept.take();
    kept.take();
    expect(nodes.asked).toBe(1);
  });

  test('D12 a scrub finds what changed untold, in nodes that were told of and in others, and puts it right', () => {
    const nodes = new TestNodes();
    const kept = new KeptDigest(nodes);
    for (let slot = 0; slot < 500; slot++) {
      nodes.ids.push(idAt(slot));
      nodes.hashes.push(slot + 1);
      if (slot < 400) kept.touch(slot);
    }
    kept.take();
    const untold = [...nodes.ids.keys()].slice(400);
    nodes.hashes[17] = 0;
    const expected = new Set([17, ...untold].map((slot) => bucketOf(idAt(slot))));
    expect(kept.scrub()).toEqual([...expected].sort((a, b) => a - b));
    expect(kept.scrub()).toEqual([]);
    expect(kept.take().differing(nodes.fresh)).toEqual([]);
  });
});

describe('D12 a document’s digest', () => {
  test.each([1000, 100_000])('D12 a check after an edit hashes one node of %d', (count) => {
    let hashed = 0;
    // Whoever hashes it reads it.
    const counted = {
      get read() {
        hashed += 1;
        return 1;
      },
    };
    const stamp = { time: START + count, actor: actorNamed('ann') };
    const rows = Array.from({ length: count }, (_, at): DeltaRow => ({
      node: idAt(at),
      registers: [['own/counted', { value: counted, ...stamp }]],
    }));
    const document = replica('bob');
    document.merge({ version: new Map([[stamp.actor, stamp.time]]), rows });
    document.digest();
    expect(hashed).toBe(count);
    document.apply({ actor: actorNamed('cid'), time: stamp.time + 1, assignments: [[idAt(7), 'name', 'x']] });
    document.digest().root();
    expect(hashed).toBe(count + 1);
    document.digest().root();
    expect(hashed).toBe(count + 1);
  });

  test('D12 is the same by whatever way registers came', () => {
    const [ann, bob, cid] = [replica('ann'), replica('bob'), replica('cid')];
    let page: NodeId = ROOT;
    const made = ann.transact((tx) => (page = tx.create('page', ROOT, { name: 'Page' })))!;
    for (const other of [bob, cid]) other.apply(made);
    const anns = ann.transact((tx) => void tx.create('rectangle', page, { width: 12.5, position: { x: 1, y: 2 } }))!;
    const bobs = bob.transact((tx) => tx.set(page, 'name', 'Home'))!;
    expect(ann.digest().differing(bob.digest())).not.toEqual([]);
    bob.apply(anns);
    for (const change of [bobs, anns]) cid.apply(change);
    ann.merge(bob.since(ann.version));
    for (const document of [bob, cid]) {
      expect(document.digest().differing(ann.digest())).toEqual([]);
      expect(document.digest().differing(freshDigest(document))).toEqual([]);
    }
  });

  test('D12 what a failed transaction wrote, and what was retracted, is out of it again', () => {
    const ann = replica('ann');
    let page: NodeId = ROOT;
    ann.transact((tx) => (page = tx.create('page', ROOT)));
    const before = ann.digest();
    expect(() =>
      ann.transact((tx) => {
        tx.set(page, 'name', 'never');
        tx.create('rectangle', page);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(ann.digest().differing(before)).toEqual([]);
    const change = ann.transact((tx) => void tx.create('rectangle', page))!;
    expect(ann.digest().differing(before)).not.toEqual([]);
    ann.retract(change);
    expect(ann.digest().differing(before)).toEqual([]);
  });
});
