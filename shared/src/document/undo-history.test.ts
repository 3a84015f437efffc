import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { desks, pagesOf, Random, replica, type UndoDesk } from '../../testing/index.ts';
import { type NodeId, ROOT } from './node-id.ts';
import { UndoHistory } from './undo-history.ts';

const times = (count: number, act: () => unknown): void => {
  for (let i = 0; i < count; i++) act();
};

/** One random edit of each kind that people make; several steps of it may be one gesture. */
function editAtRandom({ document }: UndoDesk, random: Random, page: NodeId): void {
  const alive = [...document.nodes()].filter((id) => document.isAlive(id) && id !== page);
  const id = alive.length > 0 ? random.pick(alive) : undefined;
  const parents = [page, ...alive.filter((other) => document.get(other, 'type') === 'frame')];
  const gesture = random.chance(0.3) ? { label: 'Drag' } : undefined;
  times(gesture ? 3 : 1, () =>
    document.transact((tx) => {
      const kind = random.weighted({ create: 2, size: 3, move: 3, place: 2, trash: 1, name: 1 });
      const parent = random.pick(parents);
      if (kind === 'create' || id === undefined || !document.isAlive(id))
        tx.create(random.pick(['frame', 'rectangle']), document.isAlive(parent) ? parent : page);
      else if (kind === 'size') tx.set(id, 'width', random.below(5));
      else if (kind === 'name') tx.set(id, 'name', random.chance(0.5) ? null : `n${random.below(3)}`);
      else if (kind === 'place') tx.setPosition(id, { x: random.below(5), y: 0 });
      else if (kind === 'trash') tx.trash(id);
      else if (document.isAlive(parent) && !document.isWithin(parent, id))
        tx.move(id, parent, random.chance(0.5) ? (document.children(parent)[0] ?? null) : null);
    }, gesture && { gesture }),
  );
  if (gesture !== undefined) document.release(gesture);
}

describe('D14 undo is personal', () => {
  property.prop(
    [fc.integer(), fc.integer({ min: 1, max: 14 }), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 })],
    { numRuns: 150 },
  )(
    'D14 undo k times, redo k times: the document is what it was, also at every stop on the way',
    (seed, edits, walks) => {
      const { ann, page } = desks();
      const random = new Random(seed);
      const states = [pagesOf(ann)];
      for (let i = 0; i < edits; i++) {
        editAtRandom(ann, random, page);
        if (pagesOf(ann) !== states.at(-1)) states.push(pagesOf(ann));
      }
      let at = states.length - 1;
      // A gesture that ends where it began is a step that nobody sees: then the state stays.
      const step = (act: () => unknown, by: 1 | -1): boolean => {
        if (act() === undefined) return false;
        if (pagesOf(ann) === states[at + by]) at += by;
        expect(pagesOf(ann)).toBe(states[at]);
        return true;
      };
      for (const walk of walks) {
        let undone = 0;
        while (undone < walk && step(() => ann.history.undo(), -1)) undone += 1;
        times(undone, () => expect(step(() => ann.history.redo(), 1)).toBe(true));
      }
      while (step(() => ann.history.undo(), -1));
      expect(pagesOf(ann)).toBe(states[0]);
      while (ann.history.redo() !== undefined);
      expect(pagesOf(ann)).toBe(states.at(-1));
    },
  );

  property.prop([fc.integer(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5 })], { numRuns: 150 })(
    'D14 k undos and k redos, and the other way round, change nothing, whatever others have done in between',
    (seed, edits, most) => {
      const { ann, bob, page, sync } = desks();
      const random = new Random(seed);
      for (let i = 0; i < edits; i++) {
        editAtRandom(random.chance(0.6) ? ann : bob, random, page);
        if (random.chance(0.5)) sync();
        if (random.chance(0.3)) ann.history.undo();
      }
      const { history } = ann;
      for (const [there, back] of [
        ['undo', 'redo'],
        ['redo', 'undo'],
      ] as const) {
        const before = pagesOf(ann);
        let done = 0;
        while (done < most && history[there]() !== undefined) done += 1;
        times(done, () => history[back]());
        expect(pagesOf(ann)).toBe(before);
      }
    },
  );

  property.prop([fc.integer(), fc.integer({ min: 1, max: 10 })], { numRuns: 100 })(
    'D14 undoing everything of mine leaves everything that somebody else has set since as it is',
    (seed, edits) => {
      const { ann, bob, page, sync } = desks();
      const random = new Random(seed);
      for (let i = 0; i < edits; i++) {
        editAtRandom(random.chance(0.6) ? ann : bob, random, page);
        if (random.chance(0.5)) sync();
      }
      sync();
      const theirs: [NodeId, string, unknown][] = [];
      for (const id of ann.document.nodes()) {
        for (const [name, register] of ann.document.row(id) ?? []) {
          // A stray's position is written anew, at the same place, by whoever moves what it hangs on (D8); and so may
          // be the placement of a frame that a cycle was cut at (D5).
          const settled = name === 'position' || (name === 'placement' && ann.document.get(id, 'type') === 'frame');
          if (!settled && register.actor === bob.document.actor) theirs.push([id, name, register]);
        }
      }
      while (ann.history.undo() !== undefined);
      for (const [id, name, register] of theirs) expect(ann.document.row(id)?.get(name)).toEqual(register);
      while (ann.history.redo() !== undefined);
      for (const [id, name, register] of theirs) expect(ann.document.row(id)?.get(name)).toEqual(register);
    },
  );
});

describe('the way back and forth', () => {
  test('D14 a new edit ends redo', () => {
    const { ann, shape } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.history.undo();
    ann.document.transact((tx) => tx.set(shape, 'width', 30));
    expect(ann.history.canRedo).toBe(false);
    expect(ann.history.redo()).toBeUndefined();
  });

  test('D14 others’ edits and own undos are no steps, and do not end redo', () => {
    const { ann, bob, shape, sync } = desks();
    bob.document.transact((tx) => tx.set(shape, 'height', 20));
    sync();
    expect(ann.history.canUndo).toBe(false);
    ann.document.transact((tx) => tx.set(shape, 'width', 30));
    ann.history.undo();
    bob.document.transact((tx) => tx.set(shape, 'height', 30));
    ann.document.apply({ actor: 'dan00000', time: 1, assignments: [[shape, 'opacity', 0.5]] });
    sync();
    expect([ann.history.canUndo, ann.history.canRedo]).toEqual([false, true]);
    ann.history.redo();
    expect(ann.document.get(shape, 'width')).toBe(30);
  });

  test('D14 an edit that changes nothing is no step, and does not end redo', () => {
    const { ann, shape } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.history.undo();
    ann.document.transact((tx) => tx.set(shape, 'width', 10));
    expect([ann.history.canUndo, ann.history.canRedo]).toEqual([false, true]);
  });

  test('D14 the annotation of the time comes back with a step, both ways, and an other one makes no step and ends no redo', () => {
    const document = replica('ann');
    let selection = 'none';
    const history = new UndoHistory<string>(document, { annotate: () => selection });
    document.transact((tx) => void tx.create('page', ROOT));
    selection = 'page';
    expect(history.undo()).toEqual({ annotation: 'none' });
    selection = 'something else';
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
    expect(history.redo()).toEqual({ annotation: 'page' });
    expect(history.undo()).toEqual({ annotation: 'something else' });
  });

  test('D14 no more steps are kept than the limit', () => {
    const { ann, shape } = desks();
    const history = new UndoHistory(ann.document, { limit: 2 });
    for (const width of [1, 2, 3]) ann.document.transact((tx) => tx.set(shape, 'width', width));
    while (history.undo() !== undefined);
    expect(ann.document.get(shape, 'width')).toBe(1);
  });
});
