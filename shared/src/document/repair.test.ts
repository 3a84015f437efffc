import { describe, expect, test } from 'vitest';
import {
  exchange,
  flip,
  type FlipKind,
  freshDigest,
  jsonOf,
  Random,
  replica,
  TEST_START_MS,
} from '../../testing/index.ts';
import { decodeDelta, encodeDelta } from '../codec/delta.ts';
import { type Value, valuesEqual } from '../schema/value.ts';
import { bucketOf } from './digest.ts';
import type { Document, DocumentEvent } from './document.ts';
import { type NodeId, ROOT } from './node-id.ts';
import { effectiveParents, type ReadPlacement } from './effective-parents.ts';

/** Two people's document of frames in frames, with deleted, moved and turned shapes and a stray. */
function twoReplicas(random: Random, size: number): [Document, Document] {
  let now = TEST_START_MS;
  const [ann, bob] = [replica('ann', () => now), replica('bob', () => now)];
  const nodes: NodeId[] = [];
  ann.transact((tx) => nodes.push(tx.create('page', ROOT, { name: 'Page' })));
  exchange(ann, bob);
  const frames = [...nodes];
  for (let i = 0; i < size; i++) {
    now += 1;
    const who = random.pick([ann, bob]);
    who.transact((tx) => {
      const parent = random.pick(frames);
      const id = tx.create(random.pick(['frame', 'rectangle', 'text']), parent, {
        name: `node ${i}`,
        position: { x: random.below(1000), y: random.next() * 1000 },
        fills: [{ type: 'solid', color: '#336699', opacity: 1, visible: random.chance(0.5) }],
      });
      if (who.get(id, 'type') === 'frame') frames.push(id);
      nodes.push(id);
    });
    exchange(ann, bob);
  }
  for (let i = 0; i < size / 10; i++) {
    now += 1;
    const [moved, turned] = [random.pick(nodes.slice(1)), random.pick(nodes.slice(1))];
    const into = random.pick(frames);
    if (!ann.isWithin(into, moved)) ann.transact((tx) => tx.move(moved, into));
    bob.transact((tx) => tx.set(turned, 'rotation', 30));
    if (random.chance(0.2)) bob.transact((tx) => tx.trash(random.pick(nodes.slice(1))));
    exchange(ann, bob);
  }
  return [ann, bob];
}

const sorted = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** Buckets of nodes whose registers are not the same, by looking at them. */
function damagedBuckets(a: Document, b: Document): number[] {
  const ids = new Set([...a.nodes(), ...b.nodes()]);
  const registersOf = (document: Document, id: NodeId) => Object.fromEntries(document.row(id) ?? []);
  return sorted(
    [...ids]
      .filter((id) => !valuesEqual(registersOf(a, id) as unknown as Value, registersOf(b, id) as unknown as Value))
      .map(bucketOf),
  );
}

function expectTheDefinedTree(document: Document): void {
  const read = ((id: NodeId) => document.row(id)?.get('placement')) as ReadPlacement;
  const { parents } = effectiveParents(document.nodes(), read);
  expect([...document.nodes()].filter((id) => document.parent(id) !== parents.get(id))).toEqual([]);
  expect([...parents].filter(([id, parent]) => !document.children(parent).includes(id))).toEqual([]);
}

describe('D12 two replicas of one version of which one was damaged', () => {
  const random = new Random(Number(process.env['SEED'] ?? 12));
  const [good, bad] = twoReplicas(random, 250);
  const text = jsonOf(good);
  const whole = encodeDelta(good.since(new Map())).length;

  test('D12 the digest finds exactly the buckets that differ, and exchanging only those repairs it', () => {
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i <= round % 8; i++) flip(bad, random);
      const damaged = damagedBuckets(good, bad);
      expect(damaged.length).toBeGreaterThan(0);
      const differing = good.digest().differing(bad.digest());
      expect(differing).toEqual(damaged);
      expect(freshDigest(bad).differing(bad.digest())).toEqual([]);

      const rows = good.rowsOf(differing);
      for (const { node } of rows.rows) expect(damaged).toContain(bucketOf(node));
      expect(encodeDelta(rows).length).toBeLessThan((whole * damaged.length) / 20);
      expect(bad.repair(differing, rows.rows)).toBeGreaterThan(0);

      expect(damagedBuckets(good, bad)).toEqual([]);
      expect(good.digest().differing(bad.digest())).toEqual([]);
      expect(freshDigest(bad).differing(bad.digest())).toEqual([]);
      expect(jsonOf(bad) === text).toBe(true);
      expectTheDefinedTree(bad);
    }
  });

  test.each<FlipKind>(['value', 'placement', 'time', 'actor', 'missing', 'extra', 'lost node', 'extra node'])(
    'D12 whatever the damage, also a %s, subscribers hear of exactly the nodes that are put right',
    (kind) => {
      flip(bad, random, kind);
      const [bucket = -1] = good.digest().differing(bad.digest());
      const heard: DocumentEvent[] = [];
      const end = bad.subscribe((event) => heard.push(event));
      bad.repair([bucket], good.rowsOf([bucket]).rows);
      end();
      expect(heard).toHaveLength(1);
      expect(heard[0]!.origin).toBe('remote');
      // What was carried along by a node that was elsewhere is told of, too.
      const carried = kind === 'placement' || kind === 'lost node';
      const others = [...heard[0]!.touched.keys()].filter((node) => bucketOf(node) !== bucket && !carried);
      expect(others).toEqual([]);
      expect(jsonOf(bad) === text).toBe(true);
    },
  );

  test('D12 a whole document can be repaired, and one that is right stays as it is', () => {
    const all = Array.from({ length: 4096 }, (_, bucket) => bucket);
    for (let i = 0; i < 300; i++) flip(bad, random);
    bad.repair(all, good.rowsOf(all).rows);
    expect(jsonOf(bad) === text).toBe(true);
    expectTheDefinedTree(bad);
    let heard = 0;
    const end = bad.subscribe(() => (heard += 1));
    expect(bad.repair(all, good.rowsOf(all).rows)).toBe(0);
    end();
    expect(heard).toBe(0);
  });

  test('D12 rows of buckets that were not asked for are not taken', () => {
    const before = bad.digest();
    const [node] = [...bad.nodes()].filter((id) => bucketOf(id) !== 7);
    bad.repair(
      [7],
      [
        ...bad.rowsOf([7]).rows,
        { node: node!, registers: [['name', { value: 'forged', time: 1, actor: 'mallory0' }]] },
      ],
    );
    expect(bad.digest().differing(before)).toEqual([]);
  });

  test('D12 a register with the same stamp and another value becomes theirs', () => {
    const node = good.children(ROOT)[0]!;
    const register = good.row(node)!.get('name')!;
    const rows = bad.rowsOf([bucketOf(node)]).rows.map((row) => ({
      ...row,
      registers: row.registers.map(([property, other]): [string, typeof other] => [
        property,
        row.node === node && property === 'name' ? { ...register, value: 'another name' } : other,
      ]),
    }));
    bad.repair([bucketOf(node)], rows);
    expect(bad.get(node, 'name')).toBe('another name');
    expect(bad.digest().differing(good.digest())).toEqual([bucketOf(node)]);
    bad.repair([bucketOf(node)], good.rowsOf([bucketOf(node)]).rows);
    expect(bad.get(node, 'name')).toBe('Page');
  });

  test('D12 after a repair people go on working: what they do is seen by both', () => {
    flip(bad, random, 'lost node');
    const differing = good.digest().differing(bad.digest());
    bad.repair(differing, good.rowsOf(differing).rows);
    bad.transact((tx) => tx.create('rectangle', bad.children(ROOT)[0]!, { name: 'after' }));
    exchange(good, bad);
    expect(jsonOf(bad) === jsonOf(good)).toBe(true);
    expect(bad.digest().differing(good.digest())).toEqual([]);
  });
});

describe('D12 damage behind the digest’s back', () => {
  test('D12 a value altered in place is found by a scrub, and repaired', () => {
    const random = new Random(3);
    const [good] = twoReplicas(random, 60);
    const bad = replica('bob');
    const travelled = decodeDelta(encodeDelta(good.since(new Map())));
    if (!travelled.ok) throw new Error(travelled.reason);
    bad.merge(travelled.value);
    const text = jsonOf(good);
    bad.digest();
    const altered = [...bad.nodes()].filter((id) => bad.row(id)?.get('placement') !== undefined).slice(5, 9);
    // As somebody would who writes into what they were given to read.
    for (const id of altered) (bad.row(id)!.get('placement')!.value as { order: string }).order = 'zzz';
    expect(bad.digest().differing(good.digest())).toEqual([]);
    const found = bad.scrub();
    expect(found).toEqual(sorted(altered.map(bucketOf)));
    expect(bad.digest().differing(good.digest())).toEqual(found);
    bad.repair(found, good.rowsOf(found).rows);
    expect(jsonOf(bad) === text).toBe(true);
    expect(bad.scrub()).toEqual([]);
  });
});
