import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { actorNamed, exchange, jsonOf, recordChanges, replica } from '../../testing/index.ts';
import type { Change } from './change.ts';
import type { Document } from './document.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import { effectiveParents, type ReadPlacement } from './effective-parents.ts';
import { UndoHistory } from './undo-history.ts';

/** A page with frames on it that know nothing of each other, and replicas that all have them. */
function world(frames: number, names: readonly string[]): { page: NodeId; ids: NodeId[]; people: Document[] } {
  const people = names.map((name) => replica(name));
  const ids: NodeId[] = [];
  let page: NodeId = '';
  people[0]!.transact((tx) => {
    page = tx.create('page', ROOT);
    for (let i = 0; i < frames; i++) ids.push(tx.create('frame', page, { name: `F${i}` }));
  });
  exchange(...people);
  return { page, ids, people };
}

const placementsOf =
  (document: Document): ReadPlacement =>
  (id) =>
    document.row(id)?.get('placement') as ReturnType<ReadPlacement>;

/** The incremental tree against its definition, worked out from scratch. */
function expectTreeAsDefined(document: Document): void {
  const { parents } = effectiveParents(document.nodes(), placementsOf(document));
  const order = (id: NodeId): string => document.get(id, 'placement').order;
  const children = new Map<NodeId, NodeId[]>();
  for (const [id, parent] of parents) {
    expect(document.parent(id), `parent of ${id}`).toBe(parent);
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  for (const [parent, ids] of children) {
    const sorted = ids.sort((a, b) => (order(a) < order(b) || (order(a) === order(b) && a < b) ? -1 : 1));
    expect(document.children(parent)).toEqual(sorted);
  }
}

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [i, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(i, 1))) yield [item, ...rest];
  }
}

/** Delivers changes to a fresh replica in every order; all must end in the same bytes, and be sane after each step. */
function expectSameInEveryOrder(base: Document, changes: readonly Change[]): string {
  const results = new Set<string>();
  for (const order of permutations(changes)) {
    const reader = replica('reader');
    reader.merge(base.since(new Map()));
    for (const change of order) {
      reader.apply(change);
      expectTreeAsDefined(reader);
    }
    results.add(jsonOf(reader));
  }
  expect(results.size).toBe(1);
  return [...results][0]!;
}

/** One move by each person, none having seen another's. */
function movesAtOnce(frames: number, moves: readonly (readonly [child: number, parent: number])[]) {
  const names = moves.map((_, i) => `p${i}`);
  const { page, ids, people } = world(frames, names);
  const base = replica('base');
  base.merge(people[0]!.since(new Map()));
  const changes = moves.map(([child, parent], i) =>
    people[i]!.transact((tx) => tx.move(ids[child]!, parent < 0 ? TRASH : ids[parent]!))!,
  );
  return { page, ids, people, base, changes };
}

describe('D5 the effective tree', () => {
  const cycles = [2, 3, 4].map((length) => Array.from({ length }, (_, i): [number, number] => [i, (i + 1) % length]));
  test.each(cycles.map((moves) => [moves.length, moves] as const))(
    'D5 a cycle of %i concurrent moves ends the same in every order, and nobody is lost',
    (length, moves) => {
      const { page, ids, base, changes } = movesAtOnce(length, moves);
      expectSameInEveryOrder(base, changes);
      for (const change of changes) base.apply(change);
      expect(ids.every((id) => base.pageOf(id) === page)).toBe(true);
      // Times are equal, so the greatest actor's move is the one that is taken back.
      expect(base.parent(ids[length - 1]!)).toBe(page);
      expect(base.parent(ids[0]!)).toBe(ids[1]);
    },
  );

  property.prop(
    [fc.array(fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: -1, max: 3 })), { minLength: 2, maxLength: 4 })],
    { numRuns: 60 },
  )(
    'D5 any two to four concurrent moves end the same in every order, and the upkeep equals the definition after each',
    (moves) => {
      const possible = moves.filter(([child, parent]) => child !== parent);
      fc.pre(possible.length > 0);
      const { base, changes } = movesAtOnce(4, possible);
      expectSameInEveryOrder(base, changes);
    },
  );

  test('D5 two members of a cycle that one change placed bear one stamp, and all replicas still cut the same', () => {
    const { ids, people } = world(3, ['ann', 'bob']);
    const [ann, bob] = people as [Document, Document];
    const [x, y, z] = ids as [NodeId, NodeId, NodeId];
    const { rows } = ann.since(new Map());
    const theirs = bob.transact((tx) => tx.move(z, x))!;
    ann.clock.observe(theirs.time);
    const mine = ann.transact((tx) => {
      tx.move(x, y);
      tx.move(y, z);
    })!;
    const results = [
      [theirs, mine],
      [mine, theirs],
    ].flatMap((order) =>
      [
        [x, y, z],
        [z, y, x],
        [y, x, z],
      ].map((arrival) => {
        const reader = replica('reader');
        reader.merge({
          version: new Map(),
          rows: rows.toSorted((p, q) => arrival.indexOf(p.node) - arrival.indexOf(q.node)),
        });
        for (const change of order) reader.apply(change);
        return jsonOf(reader);
      }),
    );
    expect(new Set(results).size).toBe(1);
  });

  test('D5 an earlier move that arrives late loses to the later one it conflicts with', () => {
    const { ids, people } = world(2, ['ann', 'bob']);
    const [ann, bob] = people as [Document, Document];
    const early = ann.transact((tx) => tx.move(ids[0]!, ids[1]!))!;
    bob.clock.observe(early.time);
    const late = bob.transact((tx) => tx.move(ids[1]!, ids[0]!))!;
    for (const [first, second] of [
      [early, late],
      [late, early],
    ] as const) {
      const reader = replica('reader');
      reader.merge(bob.since(new Map([[bob.actor, 0]])));
      reader.apply(first);
      reader.apply(second);
      expect(reader.parent(ids[0]!)).toBe(ids[1]);
      expect(reader.parent(ids[1]!)).toBe(reader.get(ids[1]!, 'placement').from);
    }
  });

  test('D5 a cycle is healed by a later move of somebody who had not seen it, and the one that was cut takes effect', () => {
    const { page, ids, people } = world(3, ['ann', 'bob', 'cid']);
    const [ann, bob, cid] = people as [Document, Document, Document];
    ann.transact((tx) => tx.move(ids[0]!, ids[1]!));
    bob.transact((tx) => tx.move(ids[1]!, ids[0]!));
    exchange(ann, bob);
    expect(ann.parent(ids[1]!)).toBe(page);
    cid.clock.observe(ann.clock.last + 1);
    cid.transact((tx) => tx.move(ids[0]!, ids[2]!));
    exchange(ann, bob, cid);
    for (const document of people) {
      expectTreeAsDefined(document);
      expect(document.parent(ids[0]!)).toBe(ids[2]);
      expect(document.parent(ids[1]!)).toBe(ids[0]);
    }
    expect(jsonOf(ann)).toBe(jsonOf(bob));
  });

  test('D5, S1 a cut cycle becomes fact with the next move of somebody who sees it: what they move goes there, nothing else jumps', () => {
    const { page, ids, people } = world(3, ['ann', 'bob']);
    const [ann, bob] = people as [Document, Document];
    ann.transact((tx) => tx.move(ids[0]!, ids[1]!));
    bob.transact((tx) => tx.move(ids[1]!, ids[0]!));
    exchange(ann, bob);
    const history = new UndoHistory(ann);
    const before = jsonOf(ann);
    ann.transact((tx) => tx.move(ids[0]!, ids[2]!));
    exchange(ann, bob);
    for (const document of people) {
      expectTreeAsDefined(document);
      expect(document.parent(ids[0]!)).toBe(ids[2]);
      expect(document.parent(ids[1]!)).toBe(page);
    }
    // Undo takes back the move, and no more than that.
    history.undo();
    exchange(ann, bob);
    for (const document of people) expect(jsonOf(document)).toBe(before);
    ann.transact((tx) => tx.move(ids[2]!, ids[1]!, ids[0]));
    expect(ann.children(ids[1]!)).toEqual([ids[2], ids[0]]);
  });

  test('D5 the loser of a cycle whose old parent is gone goes to the first page, and to the trash where no page is left', () => {
    const { page, ids, people } = world(3, ['ann', 'bob', 'cid']);
    const [ann, bob, cid] = people as [Document, Document, Document];
    ann.transact((tx) => tx.move(ids[1]!, ids[2]!));
    exchange(ann, bob, cid);
    ann.transact((tx) => tx.move(ids[0]!, ids[1]!));
    bob.transact((tx) => tx.move(ids[1]!, ids[0]!));
    cid.transact((tx) => tx.move(ids[2]!, ids[0]!));
    exchange(ann, bob, cid);
    for (const document of people) {
      expectTreeAsDefined(document);
      expect(document.parent(ids[1]!)).toBe(page);
      expect(ids.every((id) => document.pageOf(id) === page)).toBe(true);
    }
    ann.transact((tx) => tx.trash(page));
    expect(ids.every((id) => ann.isWithin(id, TRASH))).toBe(true);
  });

  test('D5 moving a node under itself throws, and nothing has happened', () => {
    const { ids, people } = world(2, ['ann']);
    const ann = people[0]!;
    ann.transact((tx) => tx.move(ids[1]!, ids[0]!));
    const before = jsonOf(ann);
    expect(() => ann.transact((tx) => tx.move(ids[0]!, ids[1]!))).toThrow('into itself');
    expect(() => ann.transact((tx) => tx.move(ids[0]!, ids[0]!))).toThrow('into itself');
    expect(jsonOf(ann)).toBe(before);
    expectTreeAsDefined(ann);
  });

  test('D5 a move whose parent has not arrived waits without a root, and takes its place when it has', () => {
    const { page, ids, people } = world(1, ['ann', 'bob', 'cid']);
    const [ann, bob, cid] = people as [Document, Document, Document];
    let frame: NodeId = '';
    const created = ann.transact((tx) => void (frame = tx.create('frame', page)))!;
    bob.apply(created);
    const moved = bob.transact((tx) => tx.move(ids[0]!, frame))!;
    cid.apply(moved);
    expect(cid.isAlive(ids[0]!)).toBe(false);
    expectTreeAsDefined(cid);
    cid.apply(created);
    expect(cid.isAlive(ids[0]!)).toBe(true);
    bob.apply(created);
    expect(jsonOf(cid)).toBe(jsonOf(bob));
  });

  test('D5 the two fixed nodes stay fixed, whatever placement somebody sends for them', () => {
    const { ids, people } = world(1, ['ann']);
    const ann = people[0]!;
    const placement = { parent: ids[0]!, order: 'a0', from: TRASH };
    ann.apply({
      actor: actorNamed('evil'),
      time: 1,
      assignments: [
        [ROOT, 'placement', placement],
        [TRASH, 'placement', placement],
      ],
    });
    expect(ann.parent(ROOT)).toBeUndefined();
    expect(ann.parent(TRASH)).toBeUndefined();
    expect(ann.isAlive(ids[0]!)).toBe(true);
  });

  test('D5 a rolled back transaction leaves the tree as it was', () => {
    const { page, ids, people } = world(3, ['ann']);
    const ann = people[0]!;
    ann.transact((tx) => tx.move(ids[1]!, ids[0]!));
    const before = jsonOf(ann);
    const fail = (): void =>
      void ann.transact((tx) => {
        const made = tx.create('frame', page);
        tx.move(ids[1]!, page);
        tx.move(ids[0]!, ids[1]!);
        tx.move(ids[2]!, made);
        tx.trash(ids[1]!);
        throw new Error('no');
      });
    expect(fail).toThrow('no');
    expect(jsonOf(ann)).toBe(before);
    expectTreeAsDefined(ann);
  });

  test('D5 changes made in any order give events that name every node whose place changed', () => {
    const { ids, people } = world(2, ['ann', 'bob']);
    const [ann, bob] = people as [Document, Document];
    const changes = recordChanges(bob);
    ann.transact((tx) => tx.move(ids[0]!, ids[1]!));
    bob.transact((tx) => tx.move(ids[1]!, ids[0]!));
    const touched = new Set<NodeId>();
    ann.subscribe((event) => event.touched.forEach((properties, id) => properties.has('placement') && touched.add(id)));
    bob.subscribe((event) => event.touched.forEach((properties, id) => properties.has('placement') && touched.add(id)));
    ann.apply(changes[0]!);
    expect(touched).toContain(ids[1]);
    bob.merge(ann.since(bob.version));
    expect(touched).toContain(ids[0]);
  });
});
