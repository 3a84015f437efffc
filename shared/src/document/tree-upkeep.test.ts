import { describe, expect, test } from 'vitest';
import { Random } from '../../testing/index.ts';
import { compareStamps } from '../clock/stamp.ts';
import type { Placement } from '../schema/properties.ts';
import type { Register } from './change.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import { type Placements, ROOT_SLOT, TRASH_SLOT } from './placements.ts';
import { Tree } from './tree.ts';
import { effectiveParents, type ReadPlacement } from './effective-parents.ts';

type PlacementRegister = Register & { readonly value: Placement };

interface Move {
  readonly id: NodeId;
  readonly parent: NodeId;
  readonly time: number;
  readonly actor?: string;
  readonly order?: string;
  readonly from?: NodeId;
}

/** Placement registers by slot, as a register store holds them, and how often each was asked for. */
class Table implements Placements {
  readonly ids: NodeId[] = [ROOT, TRASH];
  readonly #slots = new Map<NodeId, number>([
    [ROOT, ROOT_SLOT],
    [TRASH, TRASH_SLOT],
  ]);
  readonly registers: (PlacementRegister | undefined)[] = [];
  asked = 0;

  slot(id: NodeId): number {
    let slot = this.#slots.get(id);
    if (slot === undefined) this.#slots.set(id, (slot = this.ids.push(id) - 1));
    return slot;
  }

  read: ReadPlacement = (id) => this.registers[this.#slots.get(id) ?? -1];

  /** @returns the slot, whether or not the stamp won */
  write({ id, parent, time, actor = 'A', order = id, from = TRASH }: Move): number {
    const slot = this.slot(id);
    const standing = this.registers[slot];
    if (standing !== undefined && compareStamps(standing, { time, actor }) >= 0) return slot;
    this.registers[slot] = { value: { parent, order, from }, time, actor };
    this.slot(parent);
    this.slot(from);
    return slot;
  }

  #at(slot: number): PlacementRegister {
    this.asked++;
    const register = this.registers[slot];
    if (register === undefined) throw new Error(`${this.ids[slot]} has no placement to ask for`);
    return register;
  }

  idAt(slot: number): NodeId {
    this.asked++;
    return this.ids[slot]!;
  }

  parentAt(slot: number): number {
    return this.registers[slot] === undefined ? -1 : this.#slots.get(this.#at(slot).value.parent)!;
  }

  fromAt(slot: number): number {
    return this.#slots.get(this.#at(slot).value.from)!;
  }

  orderAt(slot: number): string {
    return this.#at(slot).value.order;
  }

  compareStamps(a: number, b: number): number {
    return compareStamps(this.#at(a), this.#at(b));
  }
}

class World {
  readonly table = new Table();
  readonly tree = new Tree(this.table);

  /** @returns the ids that were told to have moved, sorted */
  move(...moves: readonly Move[]): NodeId[] {
    const slots = moves.map((move) => this.table.write(move));
    const told: NodeId[] = [];
    this.tree.update(slots, (slot) => void told.push(this.table.ids[slot]!));
    return told.sort();
  }

  load(moves: readonly Move[]): this {
    this.tree.load(moves.map((move) => this.table.write(move)));
    return this;
  }

  forget(...ids: readonly NodeId[]): NodeId[] {
    const slots = ids.map((id) => this.table.slot(id));
    for (const slot of slots) this.table.registers[slot] = undefined;
    const told: NodeId[] = [];
    this.tree.forget(slots, (slot) => void told.push(this.table.ids[slot]!));
    return told.sort();
  }

  parent(id: NodeId): NodeId | undefined {
    return this.table.ids[this.tree.parent(this.table.slot(id))];
  }

  children(id: NodeId): readonly NodeId[] {
    return this.tree.children(this.table.slot(id));
  }

  get cut(): NodeId[] {
    return this.tree.cut.map((slot) => this.table.ids[slot]!);
  }

  parents(): Map<NodeId, NodeId> {
    return new Map(this.table.ids.flatMap((id) => (this.parent(id) === undefined ? [] : [[id, this.parent(id)!]])));
  }
}

const asText = (parents: ReadonlyMap<NodeId, NodeId>): string =>
  JSON.stringify([...parents].toSorted(([a], [b]) => (a < b ? -1 : 1)));

const topOf = (parents: ReadonlyMap<NodeId, NodeId>, id: NodeId): NodeId => {
  let top = id;
  for (let up = parents.get(top); up !== undefined; up = parents.get(top)) top = up;
  return top;
};

/** Everything that can be asked, a line for each node: compared as one text, which is quick. */
function seen({ table, tree }: World): string {
  const lines = table.ids.map((id, slot) => {
    const slots = tree.childSlots(slot).map((child) => table.ids[child]);
    return [id, table.ids[tree.parent(slot)], tree.rootOf(slot), tree.indexOf(slot), tree.children(slot), slots].join(
      ' ',
    );
  });
  return [...lines, tree.cut.map((slot) => table.ids[slot])].join('\n');
}

/** The same, worked out from scratch. */
function defined({ table }: World): string {
  const { parents, cut } = effectiveParents(table.ids, table.read);
  const children = new Map<NodeId, NodeId[]>(table.ids.map((id) => [id, []]));
  for (const [id, parent] of parents) children.get(parent)!.push(id);
  const order = (id: NodeId): string => table.read(id)!.value.order;
  const index = new Map<NodeId, number>();
  for (const ids of children.values()) {
    ids.sort((a, b) => (order(a) < order(b) || (order(a) === order(b) && a < b) ? -1 : 1));
    for (const [at, id] of ids.entries()) index.set(id, at);
  }
  const lines = table.ids.map((id) => {
    const root = [ROOT, TRASH].indexOf(topOf(parents, id));
    return [id, parents.get(id), root, index.get(id) ?? -1, children.get(id), children.get(id)].join(' ');
  });
  return [...lines, cut].join('\n');
}

/** Asks the matcher only for its message: a hundred thousand comparisons are made here. */
function expectSame(found: string, expected: string): void {
  if (found !== expected) expect(found).toBe(expected);
}

const expectAsDefined = (world: World): void => expectSame(seen(world), defined(world));

/** Below root and trash, each exactly once. */
function expectNobodyLost(world: World, ids: readonly NodeId[]): void {
  const below = (id: NodeId): NodeId[] => world.children(id).flatMap((child) => [child, ...below(child)]);
  const found = [...below(ROOT), ...below(TRASH)].sort();
  expectSame(found.join(), [...ids].sort().join());
}

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [i, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(i, 1))) yield [item, ...rest];
  }
}

const PAGE: Move = { id: 'page', parent: ROOT, time: 1 };
const FRAMES = ['f0', 'f1', 'f2', 'f3'];
const BASE: readonly Move[] = [PAGE, ...FRAMES.map((id) => ({ id, parent: 'page', time: 1, from: 'page' }))];

/** Delivers moves in every order; each step is as defined, nobody is lost, and all end in the same tree. */
function expectOneTree(base: readonly Move[], moves: readonly Move[]): World {
  const trees = new Set<string>();
  let world = new World();
  for (const order of permutations(moves)) {
    world = new World();
    world.load(base);
    for (const move of order) {
      world.move(move);
      expectAsDefined(world);
      expectNobodyLost(
        world,
        base.map(({ id }) => id),
      );
    }
    trees.add(asText(world.parents()));
  }
  expect(trees.size).toBe(1);
  return world;
}

/** One move by each of several people, none having seen another's, all at the same time. */
const atOnce = (moves: readonly (readonly [child: number, parent: number])[]): Move[] =>
  moves.map(([child, parent], i) => ({
    id: FRAMES[child]!,
    parent: parent < 0 ? TRASH : FRAMES[parent]!,
    time: 5,
    actor: `P${i}`,
    from: 'page',
  }));

describe('D5 concurrent moves', () => {
  const rings = [2, 3, 4].map((length) => atOnce(Array.from({ length }, (_, i) => [i, (i + 1) % length])));
  test.each(rings.map((moves) => [moves.length, moves] as const))(
    'D5 a cycle of %i members ends the same in every order of delivery: its latest move is taken back',
    (length, moves) => {
      const world = expectOneTree(BASE, moves);
      expect(world.cut).toEqual([FRAMES[length - 1]]);
      expect(world.parent(FRAMES[length - 1]!)).toBe('page');
      expect(world.parent('f0')).toBe('f1');
    },
  );

  const choices = FRAMES.flatMap((_, child) =>
    [-1, 0, 1, 2, 3].filter((parent) => parent !== child).map((parent): [number, number] => [child, parent]),
  );

  test('D5 any two concurrent moves give one tree in both orders', () => {
    for (const a of choices) for (const b of choices) expectOneTree(BASE, atOnce([a, b]));
  });

  test('D5 any three concurrent moves give one tree in every order', () => {
    // Frames are alike: the first move may as well be of the first.
    const first = choices.filter(([child]) => child === 0);
    for (const a of first) for (const b of choices) for (const c of choices) expectOneTree(BASE, atOnce([a, b, c]));
  });

  test('D5 four concurrent moves give one tree in every order', () => {
    const random = new Random(4);
    for (let run = 0; run < 150; run++)
      expectOneTree(BASE, atOnce(Array.from({ length: 4 }, () => random.pick(choices))));
  });

  test('D5 two disjoint cycles are cut apart, each by its own latest move', () => {
    const world = expectOneTree(BASE, [
      { id: 'f0', parent: 'f1', time: 5, from: 'page' },
      { id: 'f1', parent: 'f0', time: 8, from: 'page' },
      { id: 'f2', parent: 'f3', time: 7, from: 'page' },
      { id: 'f3', parent: 'f2', time: 6, from: 'page' },
    ]);
    expect(world.cut).toEqual(['f2', 'f1']);
  });

  test('D5 two members of a cycle that one change placed bear one stamp: the greater id is cut', () => {
    const moves = [
      { id: 'f0', parent: 'f1', time: 6 },
      { id: 'f1', parent: 'f2', time: 6 },
      { id: 'f2', parent: 'f0', time: 5 },
    ];
    for (const order of permutations(moves)) {
      const world = new World().load(BASE);
      world.move(...order);
      expectAsDefined(world);
      expect(world.cut).toEqual(['f1']);
    }
  });

  test('D5 an earlier move that arrives late makes a later one invalid, and another one makes it valid again', () => {
    const world = new World().load(BASE);
    world.move({ id: 'f1', parent: 'f0', time: 9, from: 'page' });
    expect(world.parent('f1')).toBe('f0');
    expect(world.move({ id: 'f0', parent: 'f1', time: 5, from: 'page' })).toEqual(['f0', 'f1']);
    expect(world.parent('f1')).toBe('page');
    expect(world.parent('f0')).toBe('f1');
    expectAsDefined(world);
    expect(world.move({ id: 'f0', parent: 'f2', time: 6, from: 'page' })).toEqual(['f0', 'f1']);
    expect(world.parent('f1')).toBe('f0');
    expect(world.cut).toEqual([]);
    expectAsDefined(world);
  });

  test('D5 a node that names itself is cut', () => {
    const world = new World().load(BASE);
    world.move({ id: 'f0', parent: 'f0', time: 5, from: 'f1' });
    expect(world.parent('f0')).toBe('f1');
    expectAsDefined(world);
  });

  test('D5 the two fixed nodes stay fixed, whatever placement somebody sends for them', () => {
    const world = new World().load(BASE);
    expect(world.move({ id: ROOT, parent: 'f0', time: 9 }, { id: TRASH, parent: 'f0', time: 9 })).toEqual([]);
    world.load([{ id: ROOT, parent: 'f1', time: 10 }]);
    world.forget(ROOT);
    expect(world.parent(ROOT)).toBeUndefined();
    expect(world.children('page')).toEqual(FRAMES);
  });
});

describe('D5 where losers go', () => {
  /** f0 and f1 in each other, f1 the loser, from f2; two pages. */
  const cycle = (from: NodeId): World => {
    const world = new World().load([...BASE, { id: 'second', parent: ROOT, time: 1 }]);
    world.move({ id: 'f0', parent: 'f1', time: 5, from: 'page' }, { id: 'f1', parent: 'f0', time: 6, from });
    expectAsDefined(world);
    return world;
  };

  test('D5 a loser whose old parent hangs below it goes to the first page', () => {
    const world = cycle('f2');
    expect(world.parent('f1')).toBe('f2');
    expect(world.move({ id: 'f2', parent: 'f0', time: 7 })).toEqual(['f1', 'f2']);
    expect(world.parent('f1')).toBe('page');
    expectAsDefined(world);
  });

  test('D5 a loser follows the first page: one that is deleted, purged, put in front, or the last one', () => {
    const world = cycle('gone');
    expect(world.parent('f1')).toBe('page');
    expect(world.move({ id: 'page', parent: TRASH, time: 7 })).toEqual(['f1', 'page']);
    expect(world.parent('f1')).toBe('second');
    expectAsDefined(world);
    expect(world.move({ id: 'third', parent: ROOT, order: 'a', time: 8 })).toEqual(['f1', 'third']);
    expect(world.parent('f1')).toBe('third');
    expect(world.move({ id: 'third', parent: ROOT, order: 'z', time: 9 })).toEqual(['f1', 'third']);
    expect(world.parent('f1')).toBe('second');
    expect(world.forget('second')).toEqual(['f1', 'second']);
    expect(world.parent('f1')).toBe('third');
    expect(world.forget('third')).toEqual(['f1', 'third']);
    expect(world.parent('f1')).toBe(TRASH);
    expectAsDefined(world);
  });

  test('D5 a loser leaves its old parent when that is purged, and returns when it arrives', () => {
    const world = cycle('f2');
    expect(world.forget('f2')).toEqual(['f1', 'f2']);
    expect(world.parent('f1')).toBe('page');
    expectAsDefined(world);
    expect(world.move({ id: 'f2', parent: 'second', time: 9 })).toEqual(['f1', 'f2']);
    expect(world.parent('f1')).toBe('f2');
    expectAsDefined(world);
  });

  test('D5 a loser goes home when what it came from arrives, though its slot is far beyond all that had a place', () => {
    const world = new World().load(BASE);
    for (let i = 0; i < 1000; i++) world.table.slot(`n${i}`);
    world.move({ id: 'f0', parent: 'f1', time: 5 }, { id: 'f1', parent: 'f0', time: 6, from: 'n999' });
    expect(world.parent('f1')).toBe('page');
    expect(world.move({ id: 'n999', parent: 'f2', time: 7 })).toEqual(['f1', 'n999']);
    expect(world.parent('f1')).toBe('n999');
    expectAsDefined(world);
  });

  test('D5 forgetting a member dissolves its cycle: the loser is where it was put', () => {
    const world = cycle('page');
    expect(world.forget('f0')).toEqual(['f0', 'f1']);
    expect(world.cut).toEqual([]);
    expect(world.parent('f1')).toBe('f0');
    expectAsDefined(world);
    const other = cycle('page');
    expect(other.forget('f1')).toEqual(['f1']);
    expect(other.parent('f0')).toBe('f1');
    expectAsDefined(other);
  });

  test('D5 nodes that are purged together are not asked for any more, not even while their lists are made', () => {
    const world = new World().load([...BASE, { id: 'inner', parent: 'f0', time: 1 }]);
    world.move({ id: 'f0', parent: 'f1', time: 5, from: 'page' }, { id: 'f1', parent: 'f0', time: 6, from: 'page' });
    expect(world.forget('f0', 'inner')).toEqual(['f0', 'f1', 'inner']);
    expectAsDefined(world);
  });

  test('D5 a later loser may go home below an earlier one, not the other way round', () => {
    const moves = [
      { id: 'f0', parent: 'f1', time: 5, from: 'page' },
      { id: 'f1', parent: 'f0', time: 6, from: 'f3' },
      { id: 'f2', parent: 'f3', time: 7, from: 'page' },
      { id: 'f3', parent: 'f2', time: 8, from: 'f1' },
    ];
    const world = expectOneTree(BASE, moves);
    expect(world.parent('f1')).toBe('page');
    expect(world.parent('f3')).toBe('f1');
  });
});

describe('D5 storms', () => {
  const storm = (seed: number, count: number, steps: number): Record<string, number> => {
    const random = new Random(seed);
    const world = new World();
    const ids = Array.from({ length: count }, (_, i) => `n${i}`);
    const places = [...ids, ...ids, ROOT, ROOT, TRASH, 'late'];
    const anyMove = (time: number): Move => ({
      id: random.pick(ids),
      parent: random.pick(places),
      from: random.pick(places),
      // Few keys, so that many are equal; early times too, so that some moves come late or lose.
      order: random.pick(['a', 'b', 'c', 'd']),
      time: random.chance(0.8) ? time : random.below(time + 1),
      actor: random.pick(['A', 'B', 'C']),
    });
    const tally = { one: 0, several: 0, load: 0, forget: 0, cut: 0 };
    for (let step = 0; step < steps; step++) {
      const before = world.parents();
      const orders = new Map(ids.map((id) => [id, world.table.read(id)?.value.order]));
      const moves = Array.from({ length: random.between(2, 6) }, () => anyMove(step));
      const action = random.weighted({ one: 12, several: 4, load: 2, forget: 2 });
      tally[action]++;
      const given = action === 'one' ? moves.slice(0, 1) : moves;
      let told: NodeId[] | undefined;
      if (action === 'load') world.load(given);
      else if (action === 'forget') told = world.forget(...given.map(({ id }) => id));
      else told = world.move(...given);
      if (random.chance(0.7)) expectAsDefined(world);
      else expectSame(asText(world.parents()), asText(effectiveParents(world.table.ids, world.table.read).parents));
      tally.cut += world.cut.length;
      const changed = ids.filter(
        (id) => before.get(id) !== world.parent(id) || orders.get(id) !== world.table.read(id)?.value.order,
      );
      const expected = [...new Set([...changed, ...given.map(({ id }) => id)])].sort();
      if (told !== undefined) expectSame(told.join(), expected.join());
    }
    return tally;
  };

  test.each([1, 2, 3])('D5 thousands of updates over twelve nodes are as defined after each (storm %i)', (seed) => {
    const tally = storm(seed, 12, 3000);
    expect(Object.values(tally).every((count) => count > 200)).toBe(true);
  });

  test.each([4, 5])('D5 a thousand updates over two hundred nodes are as defined after each (storm %i)', (seed) => {
    const tally = storm(seed, 200, 1000);
    expect(Object.values(tally).every((count) => count > 50)).toBe(true);
  });

  test('D5 a tree that is loaded at once is the one that was updated node by node, whatever the order', () => {
    const random = new Random(7);
    for (let run = 0; run < 100; run++) {
      const ids = Array.from({ length: 40 }, (_, i) => `n${i}`);
      const moves = ids.map((id, time): Move => ({
        id,
        parent: random.pick([...ids, ROOT, TRASH]),
        from: random.pick([...ids, ROOT]),
        order: random.pick(['a', 'b', 'c']),
        time,
      }));
      const loaded = new World().load(moves.toSorted(() => random.next() - 0.5));
      const updated = new World();
      for (const move of moves) updated.move(move);
      expectAsDefined(loaded);
      expectAsDefined(updated);
      expect(asText(loaded.parents())).toBe(asText(updated.parents()));
    }
  });
});

describe('D5, D6 lists of children', () => {
  const key = (random: Random): string => random.below(5000).toString(36);

  test('D5, D6 children stand by order, then id, also in long lists that were never looked at before', () => {
    const random = new Random(3);
    const world = new World().load([PAGE, { id: 'other', parent: ROOT, time: 1 }]);
    const ids = Array.from({ length: 400 }, (_, i) => `n${i}`);
    world.load(ids.map((id) => ({ id, parent: random.pick(['page', 'other']), order: key(random), time: 1 })));
    for (let time = 2; time < 300; time++) {
      // The first of them meet lists nobody has asked for.
      world.move({ id: random.pick(ids), parent: random.pick(['page', 'other']), order: key(random), time });
      if (time % 20 === 0) expectAsDefined(world);
    }
  });

  test('D5 the list of children is the live one, and stands parallel to that of slots', () => {
    const world = new World().load(BASE);
    const children = world.children('page');
    const slots = world.tree.childSlots(world.table.slot('page'));
    world.move({ id: 'f1', parent: 'f0', time: 2 });
    world.move({ id: 'f4', parent: 'page', order: 'f25', time: 2 });
    expect(children).toEqual(['f0', 'f2', 'f4', 'f3']);
    expect(slots.map((slot) => world.table.ids[slot])).toEqual(children);
    expect(world.children('f0')).toEqual(['f1']);
    expect(world.children('f3')).toEqual([]);
  });

  test('D5 a child whose parent arrives later is below it, and then below the root', () => {
    const world = new World().load([PAGE]);
    world.move({ id: 'child', parent: 'frame', time: 2 });
    expect(world.children('frame')).toEqual(['child']);
    expect(world.tree.rootOf(world.table.slot('child'))).toBe(-1);
    world.move({ id: 'frame', parent: 'page', time: 1 });
    expect(world.tree.rootOf(world.table.slot('child'))).toBe(ROOT_SLOT);
    expect(world.tree.isWithin(world.table.slot('child'), world.table.slot('page'))).toBe(true);
    expect(world.tree.isWithin(world.table.slot('page'), world.table.slot('child'))).toBe(false);
  });
});

describe('D5 what an update costs', () => {
  const NODES = 10_000;
  const FAN = 10;
  const DEPTH = 5;
  const id = (i: number): NodeId => `n${i}`;

  const large = (): World =>
    new World().load(
      Array.from({ length: NODES }, (_, i) => ({
        id: id(i),
        parent: i === 0 ? ROOT : id(Math.floor((i - 1) / FAN)),
        time: 1,
        from: id(0),
      })),
    );

  /** Moves leaves about below leaves' parents, and says how often the registers were asked at most for one. */
  const mostAsked = (world: World): number => {
    const random = new Random(1);
    const others = (): number => random.between(1200, NODES - 1);
    let most = 0;
    for (let time = 100; time < 1100; time++) {
      const move = { id: id(others()), parent: id(random.between(100, 900)), order: `k${random.below(1e6)}`, time };
      world.table.asked = 0;
      world.move(move);
      most = Math.max(most, world.table.asked);
    }
    return most;
  };

  test('D5 an ordinary move among 10,000 nodes asks the registers no more than the depth', () => {
    const world = large();
    for (let i = 0; i < 1000; i++) world.children(id(i));
    expect(mostAsked(world)).toBeLessThanOrEqual(DEPTH);
    expectAsDefined(world);
  });

  test('D5 with two cut cycles standing, an ordinary move still asks no more, and one that they could depend on little more', () => {
    const world = large();
    for (let i = 0; i < 1000; i++) world.children(id(i));
    world.move({ id: id(1), parent: id(2), time: 5, from: id(0) }, { id: id(2), parent: id(1), time: 6, from: id(0) });
    world.move({ id: id(3), parent: id(4), time: 7, from: id(0) }, { id: id(4), parent: id(3), time: 8, from: id(0) });
    expect(world.cut).toEqual([id(2), id(4)]);
    // The moves have nothing to do with where the losers came from.
    expect(mostAsked(world)).toBeLessThanOrEqual(DEPTH);
    world.table.asked = 0;
    world.move({ id: id(0), parent: TRASH, time: 2000 });
    expect(world.table.asked).toBeGreaterThan(0);
    expect(world.table.asked).toBeLessThanOrEqual(3 * DEPTH);
    expect(world.cut).toEqual([id(2), id(4)]);
    expectAsDefined(world);
  });
});
