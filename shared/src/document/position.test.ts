import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { exchange, jsonOf, replica } from '../../testing/index.ts';
import { transformPoint } from '../geometry/matrix.ts';
import type { Vector } from '../geometry/vector.ts';
import type { Document } from './document.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';

interface Scene {
  ann: Document;
  bob: Document;
  page: NodeId;
  /** A turned frame inside a turned frame. */
  outer: NodeId;
  inner: NodeId;
  /** Another frame on the page, turned otherwise. */
  other: NodeId;
  shape: NodeId;
}

/** Ann and Bob have the same document: shape in inner in outer, all turned, and another frame beside them. */
function scene(shapeIn: 'inner' | 'page' = 'inner'): Scene {
  const [ann, bob] = [replica('ann'), replica('bob')];
  const made = { page: '', outer: '', inner: '', other: '', shape: '' };
  ann.transact((tx) => {
    made.page = tx.create('page', ROOT);
    made.outer = tx.create('frame', made.page, { position: { x: 100, y: 50 }, rotation: 30 });
    made.inner = tx.create('frame', made.outer, { position: { x: 20, y: 10 }, rotation: 45 });
    made.other = tx.create('frame', made.page, { position: { x: 700, y: -300 }, rotation: -110 });
    made.shape = tx.create('rectangle', shapeIn === 'inner' ? made.inner : made.page, {
      position: { x: 5, y: 7 },
      rotation: 10,
    });
  });
  exchange(ann, bob);
  return { ann, bob, ...made };
}

/** Where a node's corner stands on the page. */
const onPage = (document: Document, id: NodeId): Vector => transformPoint(document.pageMatrix(id), { x: 0, y: 0 });

function expectAt(document: Document, id: NodeId, { x, y }: Vector): void {
  const at = onPage(document, id);
  expect(at.x).toBeCloseTo(x, 6);
  expect(at.y).toBeCloseTo(y, 6);
}

function expectSame(...documents: Document[]): void {
  for (const document of documents) expect(jsonOf(document)).toBe(jsonOf(documents[0]!));
}

describe('D8 positions know their space', () => {
  test('D8 a reparent between turned frames leaves a node where it is seen, at the angle it is seen', () => {
    const { ann, other, shape, page } = scene();
    const before = ann.pageMatrix(shape);
    for (const parent of [other, page]) {
      ann.transact((tx) => tx.move(shape, parent));
      const after = ann.pageMatrix(shape);
      for (const part of ['a', 'b', 'c', 'd', 'e', 'f'] as const) expect(after[part]).toBeCloseTo(before[part], 6);
    }
  });

  test('D8 a reparent that keeps the numbers moves what is seen', () => {
    const { ann, other, shape } = scene();
    ann.transact((tx) => tx.move(shape, other, null, { keepPlace: false }));
    expect(ann.get(shape, 'position')).toMatchObject({ x: 5, y: 7 });
  });

  test('D8 a node without a position stands at its parent’s origin', () => {
    const { ann, inner } = scene();
    let child: NodeId = '';
    ann.transact((tx) => void (child = tx.create('rectangle', inner)));
    expect(ann.position(child)).toMatchObject({ x: 0, y: 0 });
    expectAt(ann, child, onPage(ann, inner));
  });

  for (const first of ['the drag', 'the reparent'] as const) {
    for (const shapeIn of ['inner', 'page'] as const) {
      test(`D8 a drag concurrent with a reparent lands where the hand let go, inside the new parent (in ${shapeIn}, ${first} first)`, () => {
        const { ann, bob, other, shape } = scene(shapeIn);
        const reparent = (): unknown => ann.transact((tx) => tx.move(shape, other));
        const drag = (): unknown => bob.transact((tx) => tx.setPosition(shape, { x: 300, y: 200 }));
        // Bob's clock is made the later or the earlier one.
        if (first === 'the reparent') bob.clock.observe(ann.clock.last + 100);
        else ann.clock.observe(bob.clock.last + 100);
        drag();
        const dropped = onPage(bob, shape);
        reparent();
        const kept = onPage(ann, shape);
        exchange(ann, bob);
        expectSame(ann, bob);
        expect(ann.parent(shape)).toBe(other);
        // The later of the two positions holds: the drag's, or the one the reparent wrote for where it saw the node.
        expectAt(ann, shape, first === 'the reparent' ? dropped : kept);
        expect(ann.position(shape)).toEqual(bob.position(shape));
      });
    }
  }

  test('D8 a stray goes with its parent when that moves, and stays when only its old space moves', () => {
    const { ann, bob, outer, inner, other, shape } = scene();
    bob.clock.observe(ann.clock.last + 100);
    bob.transact((tx) => tx.setPosition(shape, { x: 60, y: 80 }));
    ann.transact((tx) => tx.move(shape, other));
    exchange(ann, bob);
    const dropped = onPage(ann, shape);
    // The old space moves, and its parent: the shape is no longer in there.
    ann.transact((tx) => tx.setPosition(inner, { x: -500, y: 0 }));
    expectAt(ann, shape, dropped);
    exchange(ann, bob);
    bob.transact((tx) => tx.set(outer, 'rotation', 77));
    expectAt(bob, shape, dropped);
    exchange(ann, bob);
    expectSame(ann, bob);
    expectAt(ann, shape, dropped);
    // The parent moves: the shape goes along.
    ann.transact((tx) => tx.setPosition(other, { x: 710, y: -280 }));
    expectAt(ann, shape, { x: dropped.x + 10, y: dropped.y + 20 });
    exchange(ann, bob);
    expectSame(ann, bob);
  });

  test('D8 a stray whose space is the page goes along at once with the frame it was dropped into', () => {
    const { ann, bob, other, shape } = scene('page');
    bob.clock.observe(ann.clock.last + 100);
    bob.transact((tx) => tx.setPosition(shape, { x: 60, y: 80 }));
    ann.transact((tx) => tx.move(shape, other));
    exchange(ann, bob);
    expectAt(ann, shape, { x: 60, y: 80 });
    ann.transact((tx) => tx.setPosition(other, { x: 800, y: -300 }));
    expectAt(ann, shape, { x: 160, y: 80 });
  });

  test.each(['inner', 'outer'] as const)(
    'D8 a stray stays where it is when its old space (or what holds it: %s) is trashed and restored',
    (which) => {
      const world = scene();
      const { ann, bob, other, shape } = world;
      bob.clock.observe(ann.clock.last + 100);
      bob.transact((tx) => tx.setPosition(shape, { x: 60, y: 80 }));
      ann.transact((tx) => tx.move(shape, other));
      exchange(ann, bob);
      const dropped = onPage(ann, shape);
      ann.transact((tx) => tx.trash(world[which]));
      expectAt(ann, shape, dropped);
      ann.transact((tx) => tx.restore(world[which]));
      expectAt(ann, shape, dropped);
      exchange(ann, bob);
      expectSame(ann, bob);
    },
  );

  test.each(['inner', 'outer'] as const)(
    'D8 a drag whose space (or what holds it: %s) is trashed meanwhile lands where the hand let go',
    (which) => {
      const world = scene();
      const { ann, bob, other, shape } = world;
      bob.clock.observe(ann.clock.last + 100);
      bob.transact((tx) => tx.setPosition(shape, { x: 60, y: 80 }));
      const dropped = onPage(bob, shape);
      ann.transact((tx) => {
        tx.move(shape, other);
        tx.trash(world[which]);
      });
      exchange(ann, bob);
      expectSame(ann, bob);
      expectAt(ann, shape, dropped);
    },
  );

  test('D8 subscribers hear of a stray that somebody who did not know of it carries elsewhere', () => {
    const { ann, bob, inner, other, shape } = scene();
    bob.clock.observe(ann.clock.last + 100);
    bob.transact((tx) => tx.setPosition(shape, { x: 60, y: 80 }));
    const reparent = ann.transact((tx) => tx.move(shape, other))!;
    // Bob moves the space before he hears of the reparent.
    const move = bob.transact((tx) => tx.setPosition(inner, { x: 500, y: 500 }))!;
    ann.merge({ ...bob.since(ann.version), rows: bob.since(ann.version).rows.filter(({ node }) => node === shape) });
    const touched: NodeId[] = [];
    ann.subscribe((event) => event.touched.forEach((properties, id) => properties.has('position') && touched.push(id)));
    ann.merge({
      version: new Map([[move.actor, move.time]]),
      rows: bob.since(new Map()).rows.filter(({ node }) => node === inner),
    });
    expect(touched.sort()).toEqual([inner, shape].sort());
    bob.apply(reparent);
    expectSame(ann, bob);
  });

  test('D5, D8 of two frames moved into each other the one that stays on the page stays where it is', () => {
    const { ann, bob, outer, other, page } = scene();
    const stood = onPage(ann, other);
    ann.transact((tx) => tx.move(outer, other));
    bob.transact((tx) => tx.move(other, outer));
    exchange(ann, bob);
    expectSame(ann, bob);
    expect(ann.parent(other)).toBe(page);
    const at = onPage(ann, other);
    expect(Math.hypot(at.x - stood.x, at.y - stood.y)).toBeLessThan(0.01);
    // Once it is moved on, it needs no memory of that.
    ann.transact((tx) => tx.setPosition(other, { x: 3, y: 4 }));
    expect(ann.get(other, 'position')).toEqual({ x: 3, y: 4, space: page });
  });

  test('D8 what holds nothing, and what is put on a page, needs no memory of where it stood', () => {
    const { ann, outer, inner, other, shape, page } = scene();
    ann.transact((tx) => tx.move(shape, other));
    expect(ann.get(shape, 'position').onPage).toBeUndefined();
    ann.transact((tx) => tx.move(inner, page));
    expect(ann.get(inner, 'position').onPage).toBeUndefined();
    ann.transact((tx) => tx.move(inner, outer));
    expect(ann.get(inner, 'position').onPage).toBeDefined();
  });

  test('D5, D8 two frames moved into each other have places, the same on both sides, and can be dragged on', () => {
    const { ann, bob, outer, other, page } = scene();
    ann.transact((tx) => tx.move(outer, other));
    bob.transact((tx) => tx.move(other, outer));
    exchange(ann, bob);
    expectSame(ann, bob);
    expect(ann.parent(other)).toBe(page);
    expect(ann.parent(outer)).toBe(other);
    expect(Number.isFinite(onPage(ann, outer).x)).toBe(true);
    bob.transact((tx) => tx.setPosition(other, { x: 1, y: 2 }));
    exchange(ann, bob);
    expectSame(ann, bob);
    expectAt(ann, other, { x: 1, y: 2 });
  });

  property.prop(
    [
      fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 4 }), fc.nat({ max: 6 }), fc.nat({ max: 9 })), {
        maxLength: 14,
      }),
    ],
    { numRuns: 150 },
  )(
    'D8 whatever moves, turns, goes to the trash and comes back at once, places are finite and the same everywhere',
    (steps) => {
      const { ann, bob, page, outer, inner, other, shape } = scene();
      const [ids, parents] = [
        [outer, inner, other, shape, outer],
        [page, outer, inner, other, TRASH],
      ];
      for (const [who, node, kind, value] of steps) {
        const [document, id, parent] = [[ann, bob][who]!, ids[node]!, parents[value % 5]!];
        document.transact((tx) => {
          if (kind <= 2 && !document.isWithin(parent, id) && document.isAlive(id)) tx.move(id, parent);
          else if (kind === 3) tx.set(id, 'rotation', value * 40 - 180);
          else if (kind === 4) tx.restore(id);
          else if (kind === 5) tx.setPosition(id, { x: value * 100, y: value });
        });
        if (kind === 6) exchange(ann, bob);
      }
      exchange(ann, bob);
      expectSame(ann, bob);
      for (const id of [...ids, ...parents])
        for (const part of Object.values(ann.pageMatrix(id))) expect(Number.isFinite(part)).toBe(true);
    },
  );
});
