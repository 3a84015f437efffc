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

/**
 * Makes the shape a stray: it stands in the other frame's coordinates and lies on the page, which it was moved to by Ann while Bob
 * dragged it in that frame.
 */
function strayIn(world: Scene): Scene {
  const { ann, bob, page, other, shape } = world;
  ann.transact((tx) => tx.move(shape, other));
  exchange(ann, bob);
  bob.transact((tx) => tx.setPosition(shape, { x: 60, y: 80 }));
  ann.transact((tx) => tx.move(shape, page));
  exchange(ann, bob);
  expect(ann.get(shape, 'position').space).toBe(other);
  return world;
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

  test('D8 a reparent writes where a node belongs and how that reads, not where it is', () => {
    const { ann, other, shape } = scene();
    const change = ann.transact((tx) => tx.move(shape, other));
    expect(change?.assignments.map(([, property]) => property)).toEqual(['placement', 'rotation']);
  });

  test('D8 a node that comes back to where its position was written stays where it is seen', () => {
    const { ann, inner, other, shape } = scene();
    ann.transact((tx) => tx.move(shape, other));
    ann.transact((tx) => tx.setPosition(other, { x: -90, y: 40 }));
    const seen = ann.pageMatrix(shape);
    ann.transact((tx) => tx.move(shape, inner));
    for (const part of ['a', 'b', 'c', 'd', 'e', 'f'] as const)
      expect(ann.pageMatrix(shape)[part]).toBeCloseTo(seen[part], 6);
    ann.transact((tx) => tx.setPosition(shape, { x: 1, y: 2 }));
    expect(ann.position(shape)).toEqual({ x: 1, y: 2 });
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
        exchange(ann, bob);
        expectSame(ann, bob);
        expect(ann.parent(shape)).toBe(other);
        expectAt(ann, shape, dropped);
        expect(ann.position(shape)).toEqual(bob.position(shape));
      });
    }
  }

  test('D8 what was dragged while it was moved goes with its new parent, and not with its old one', () => {
    const { ann, bob, outer, inner, other, shape } = scene();
    bob.transact((tx) => tx.setPosition(shape, { x: 60, y: 80 }));
    ann.transact((tx) => tx.move(shape, other));
    exchange(ann, bob);
    const dropped = onPage(ann, shape);
    ann.transact((tx) => tx.setPosition(inner, { x: -500, y: 0 }));
    bob.transact((tx) => tx.set(outer, 'rotation', 77));
    exchange(ann, bob);
    expectAt(bob, shape, dropped);
    ann.transact((tx) => tx.setPosition(other, { x: 710, y: -280 }));
    expectAt(ann, shape, { x: dropped.x + 10, y: dropped.y + 20 });
    exchange(ann, bob);
    expectSame(ann, bob);
  });

  test('D8 a stray goes with its parent when that moves, and stays when only its space moves', () => {
    const world = scene();
    const { ann, bob, page, other, shape } = strayIn(world);
    const seen = onPage(ann, shape);
    const change = ann.transact((tx) => tx.setPosition(other, { x: -500, y: 0 }));
    expect(change?.assignments.map(([node]) => node).sort()).toEqual([other, shape].sort());
    expectAt(ann, shape, seen);
    exchange(ann, bob);
    bob.transact((tx) => tx.set(other, 'rotation', 77));
    exchange(ann, bob);
    expectSame(ann, bob);
    expectAt(ann, shape, seen);
    expect(ann.get(shape, 'position').space).toBe(page);
  });

  test.each(['inner', 'outer'] as const)(
    'D8 a stray stays where it is when its old space (or what holds it: %s) is trashed and restored',
    (which) => {
      const world = scene();
      const { ann, bob, other, shape } = world;
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
    const world = scene();
    const { ann, carol, other, shape } = { ...world, carol: replica('carol') };
    exchange(ann, carol);
    strayIn(world);
    const touched: NodeId[] = [];
    ann.subscribe((event) => event.touched.forEach((properties, id) => properties.has('position') && touched.push(id)));
    ann.apply(carol.transact((tx) => tx.setPosition(other, { x: 500, y: 500 }))!);
    expect(touched.sort()).toEqual([other, shape].sort());
    exchange(ann, carol);
    expectSame(ann, carol);
  });

  test('D5, D8 of two frames moved into each other the one that stays on the page stays where it is', () => {
    const { ann, bob, outer, other, page } = scene();
    const stood = onPage(ann, other);
    ann.transact((tx) => tx.move(outer, other));
    bob.transact((tx) => tx.move(other, outer));
    exchange(ann, bob);
    expectSame(ann, bob);
    expect(ann.parent(other)).toBe(page);
    expectAt(ann, other, stood);
    ann.transact((tx) => tx.setPosition(other, { x: 3, y: 4 }));
    expect(ann.get(other, 'position')).toEqual({ x: 3, y: 4, space: page });
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
