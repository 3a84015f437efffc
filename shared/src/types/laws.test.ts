/** The textbook laws of the rich types, over real documents that hear of each other change by change and by deltas. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { exchange, Gossip, type Hearing, jsonOf, replica, type Write } from '../../testing/index.ts';
import { EMPTY_VERSION } from '../clock/version-vector.ts';
import type { Document } from '../document/document.ts';
import type { NodeId } from '../document/node-id.ts';
import type { Transaction } from '../document/transaction.ts';
import { UndoHistory } from '../document/undo-history.ts';
import { MvRegister } from './mv-register.ts';
import { OrSet } from './or-set.ts';
import { PnCounter } from './pn-counter.ts';

const set = new OrSet('tags');
const counter = new PnCounter('likes');
const register = new MvRegister('mood');

type What =
  | { readonly do: 'add' | 'remove'; readonly element: string }
  | { readonly do: 'count'; readonly by: number }
  | { readonly do: 'say'; readonly value: string };

const write: fc.Arbitrary<What> = fc.oneof(
  fc.record({ do: fc.constantFrom('add' as const, 'remove' as const), element: fc.constantFrom('x', 'y') }),
  fc.record({ do: fc.constant('count' as const), by: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ do: fc.constant('say' as const), value: fc.constantFrom('a', 'b', 'c') }),
);

const who = fc.nat({ max: 2 });

type Step = Hearing | { readonly kind: 'write'; readonly who: number; readonly what: What };

const hearing: fc.Arbitrary<Hearing> = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), to: who, author: who }),
  fc.record({ kind: fc.constant('delta' as const), to: who, from: who }),
);
const stepsOf = (writes: fc.Arbitrary<What>): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof(hearing, fc.record({ kind: fc.constant('write' as const), who, what: writes })), { maxLength: 40 });

function build(tx: Transaction, node: NodeId, what: What): void {
  switch (what.do) {
    case 'add':
      return set.add(tx, node, what.element);
    case 'remove':
      return set.remove(tx, node, what.element);
    case 'count':
      return counter.add(tx, node, what.by);
    case 'say':
      return register.set(tx, node, what.value);
    default:
      what satisfies never;
  }
}

type World = Gossip<What>;

function run(steps: readonly Step[], check: (world: World) => void = () => {}): World {
  const world: World = new Gossip(3);
  for (const step of steps) {
    if (step.kind === 'write') world.write(step.who, step.what, (tx) => build(tx, world.node, step.what));
    else world.hear(step);
    check(world);
  }
  return world;
}

/** An element is in an observed-remove set when some addition of it was seen by no removal. */
function elementsByDefinition(known: ReadonlySet<Write<What>>): string[] {
  const writes = [...known];
  const stands = (added: Write<What>, element: string): boolean =>
    !writes.some(({ what, seen }) => what.do === 'remove' && what.element === element && seen.has(added));
  return ['x', 'y'].filter((element) =>
    writes.some((one) => one.what.do === 'add' && one.what.element === element && stands(one, element)),
  );
}

/** A multi-value register holds the writes that no other write has seen. */
function siblingsByDefinition(known: ReadonlySet<Write<What>>): string[] {
  const writes = [...known].filter(({ what }) => what.do === 'say');
  const maximal = writes.filter((one) => !writes.some(({ seen }) => seen.has(one)));
  return maximal.map(({ what, who: by }) => `${JSON.stringify(what.do === 'say' && what.value)} by ${by}`).sort();
}

const totalByDefinition = (known: ReadonlySet<Write<What>>): number =>
  [...known].reduce((total, { what }) => total + (what.do === 'count' ? what.by : 0), 0);

function expectDefinitions(world: World): void {
  world.people.forEach((document, index) => {
    const known = world.known(index);
    expect(set.elements(document, world.node)).toEqual(elementsByDefinition(known));
    expect(counter.value(document, world.node)).toBe(totalByDefinition(known));
    const siblings = register.siblings(document, world.node);
    const said = siblings.map(({ value, actor }) => `${JSON.stringify(value)} by ${people(world).indexOf(actor)}`);
    expect(said.sort()).toEqual(siblingsByDefinition(known));
  });
}

const people = (world: World): string[] => world.people.map(({ actor }) => actor);

const merged = (...documents: readonly Document[]): Document => {
  const into = replica('reader');
  for (const document of documents) into.merge(document.since(EMPTY_VERSION));
  return into;
};

describe('D10 rich types', () => {
  property.prop([stepsOf(write)], { numRuns: 150 })(
    'D10 after every step each replica reads what the definitions say of the writes it knows: an addition that no removal saw, every increment, exactly the concurrent siblings',
    (steps) => {
      const world = run(steps, expectDefinitions);
      world.settle();
      expectDefinitions(world);
      for (const document of world.people) expect(jsonOf(document)).toBe(jsonOf(world.person(0)));
    },
  );

  property.prop([stepsOf(write)])('D10 merging is idempotent, commutative and associative', (steps) => {
    const world = run(steps);
    const [a, b, c] = world.people as [Document, Document, Document];
    expect(jsonOf(merged(a, a))).toBe(jsonOf(merged(a)));
    expect(jsonOf(merged(a, b))).toBe(jsonOf(merged(b, a)));
    expect(jsonOf(merged(merged(a, b), c))).toBe(jsonOf(merged(a, merged(b, c))));
    world.settle();
    const before = jsonOf(a);
    for (const change of world.changes()) expect(a.apply(change)).toBe(false);
    for (const document of world.people) a.merge(document.since(EMPTY_VERSION));
    expect(jsonOf(a)).toBe(before);
  });

  const growing = write.filter((what) => what.do === 'add' || (what.do === 'count' && what.by > 0));
  property.prop([stepsOf(growing)])('D10 where nobody takes away, whatever is heard only adds', (steps) => {
    let before = [0, 0, 0].map((count) => ({ count, elements: [] as readonly string[] }));
    run(steps, (world) => {
      const now = world.people.map((document) => ({
        count: counter.value(document, world.node),
        elements: set.elements(document, world.node),
      }));
      now.forEach(({ count, elements }, index) => {
        expect(count).toBeGreaterThanOrEqual(before[index]?.count ?? 0);
        expect(elements).toEqual(expect.arrayContaining([...(before[index]?.elements ?? [])]));
      });
      before = now;
    });
  });

  property.prop([stepsOf(write)])('D10 what is written last, knowing all, stands alone', (steps) => {
    const world = run(steps);
    world.settle();
    world.write(1, { do: 'say', value: 'last' }, (tx) => register.set(tx, world.node, 'last'));
    world.write(1, { do: 'remove', element: 'x' }, (tx) => set.remove(tx, world.node, 'x'));
    world.settle();
    for (const document of world.people) {
      expect(register.values(document, world.node)).toEqual(['last']);
      expect(set.has(document, world.node, 'x')).toBe(false);
    }
  });

  property.prop([stepsOf(write)])(
    'D10 registers do not grow with use: one for each actor and element or sign',
    (steps) => {
      const world = run([...steps, ...steps, ...steps]);
      world.settle();
      const keyed = [...(world.person(0).row(world.node)?.keys() ?? [])].filter((name) => name.includes('/'));
      expect(keyed.length).toBeLessThanOrEqual(3 * (2 + 2 + 1));
    },
  );

  property.prop([stepsOf(write), who, fc.nat({ max: 5 })])(
    'D14 undo takes back what I wrote and nothing of others; as many redos bring it again',
    (steps, me, count) => {
      const world: World = new Gossip(3);
      const histories = world.people.map((document) => new UndoHistory(document));
      for (const step of steps) {
        if (step.kind === 'write') world.write(step.who, step.what, (tx) => build(tx, world.node, step.what));
        else world.hear(step);
      }
      const document = world.person(me);
      const others = (): number =>
        counter.value(document, world.node) - counter.valueOf(document, world.node, document.actor);
      const [before, theirs] = [jsonOf(document), others()];
      let undone = 0;
      while (undone < count && histories[me]?.undo() !== undefined) undone += 1;
      expect(others()).toBe(theirs);
      for (let i = 0; i < undone; i++) histories[me]?.redo();
      expect(jsonOf(document)).toBe(before);
      for (const history of histories) while (history.undo() !== undefined);
      exchange(...world.people);
      for (const one of world.people) {
        expect(counter.value(one, world.node)).toBe(0);
        expect(set.elements(one, world.node)).toEqual([]);
        expect(register.siblings(one, world.node)).toEqual([]);
      }
    },
  );
});
