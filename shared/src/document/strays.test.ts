import { describe, expect, test } from 'vitest';
import { replica } from '../../testing/index.ts';
import { EMPTY_VERSION } from '../clock/version-vector.ts';
import { ColumnDelta } from './column-delta.ts';
import type { Document } from './document.ts';
import { type NodeId, ROOT } from './node-id.ts';
import { Places } from './places.ts';
import { RegisterPlacements } from './register-placements.ts';
import { RegisterStore } from './register-store.ts';
import { Strays } from './strays.ts';
import { touch, type Touched } from './touched.ts';
import { Tree } from './tree.ts';

const PAIRS = 100;

interface Crowd {
  readonly document: Document;
  readonly page: NodeId;
  /** Pairs of frames: what lies in the second stands in the first one's coordinates. */
  readonly pairs: readonly (readonly [space: NodeId, parent: NodeId])[];
  readonly strays: readonly NodeId[];
}

/** As many strays, spread evenly over the pairs. */
function crowdOf(count: number): Crowd {
  const document = replica('ann');
  const pairs: [NodeId, NodeId][] = [];
  const strays: NodeId[] = [];
  let page: NodeId = '';
  document.transact((tx) => {
    page = tx.create('page', ROOT);
    const all = tx.create('frame', page);
    for (let i = 0; i < PAIRS; i++) {
      const pair: [NodeId, NodeId] = [tx.create('frame', all, { rotation: i }), tx.create('frame', all)];
      pairs.push(pair);
      for (let j = 0; j < count / PAIRS; j++)
        strays.push(tx.create('rectangle', pair[1], { position: { x: j, y: j } }));
    }
  });
  document.apply({
    actor: 'bob00000',
    time: document.clock.last + 1,
    assignments: strays.map((id, i) => [
      id,
      'position',
      { x: i, y: 0, space: pairs[Math.floor((i * PAIRS) / count)]![0] },
    ]),
  });
  return { document, page, pairs, strays };
}

/** The registers and the tree of a document, which count how often they are asked for a parent: every walk up does. */
function counting(document: Document): { readonly registers: RegisterStore; readonly places: Places; asked: number } {
  const registers = new RegisterStore();
  const tree = new Tree(new RegisterPlacements(registers, () => 0));
  tree.load(registers.load(ColumnDelta.of(document.since(EMPTY_VERSION))).placed);
  const count = { asked: 0, registers, places: new Places(registers, tree) };
  count.places = new Proxy(count.places, {
    get(target, name) {
      if (name === 'parentAt') count.asked += 1;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
  return count;
}

const touching = (id: NodeId, property: string): Touched => {
  const touched: Touched = new Map();
  touch(touched, id, property);
  return touched;
};

describe('D8 strays', () => {
  test('D8 a move costs the strays that it affects, with ten thousand of them about', () => {
    const { document, page, pairs, strays } = crowdOf(10_000);
    const count = counting(document);
    const index = new Strays(count.registers, count.places);
    const slotOf = (id: NodeId): number => count.registers.slots.find(id);
    const tornBy = (id: NodeId): NodeId[] => index.torn(slotOf(id)).map((slot) => count.places.idAt(slot));
    index.update(new Map(strays.map((id) => [id, new Set(['position'])])));
    const cost = (act: () => unknown): number => {
      count.asked = 0;
      act();
      return count.asked;
    };
    const all = document.parent(pairs[0]![0])!;
    // What holds the strays with all that they depend on carries them as a whole.
    for (const id of [page, all]) {
      expect(cost(() => index.update(touching(id, 'position')))).toBeLessThan(5);
      expect(cost(() => expect(tornBy(id)).toEqual([]))).toBe(0);
    }
    const [space, parent] = pairs[42]!;
    const here = strays.slice(4200, 4300);
    for (const id of [space, parent]) {
      expect(tornBy(id)).toEqual(here);
      expect(cost(() => index.update(touching(id, 'rotation')))).toBeLessThan(100 * 80);
    }
  });

  test('D8 who moves what strays depend on writes the places of those, and of no others', () => {
    const { document, pairs, strays } = crowdOf(1000);
    const seen = strays.map((id) => document.pageMatrix(id));
    const [space] = pairs[7]!;
    const change = document.transact((tx) => tx.setPosition(space, { x: 300, y: 10 }));
    expect(change?.assignments.map(([id]) => id).sort()).toEqual([space, ...strays.slice(70, 80)].sort());
    strays.forEach((id, i) => expect(document.pageMatrix(id).e).toBeCloseTo(seen[i]!.e, 6));
  });
});
