import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { exchange, jsonOf, Random, replica } from '../../testing/index.ts';
import type { Document } from './document.ts';
import { canonicalJson } from './document-json.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import { UndoHistory } from './undo-history.ts';

interface Desk {
  document: Document;
  history: UndoHistory;
}

/** Ann and Bob at one page with two frames and a rectangle, each with a history that starts here. */
function desks(): { ann: Desk; bob: Desk; page: NodeId; frames: NodeId[]; shape: NodeId } {
  const [ann, bob] = [replica('ann'), replica('bob')];
  const frames: NodeId[] = [];
  let [page, shape]: NodeId[] = ['', ''];
  ann.transact((tx) => {
    page = tx.create('page', ROOT);
    frames.push(tx.create('frame', page), tx.create('frame', page, { position: { x: 50, y: 50 } }));
    shape = tx.create('rectangle', page, { width: 10, position: { x: 1, y: 1 } });
  });
  exchange(ann, bob);
  const desk = (document: Document): Desk => ({ document, history: new UndoHistory(document) });
  return { ann: desk(ann), bob: desk(bob), page: page!, frames, shape: shape! };
}

/** Undo puts a created node in the trash, so the trash is left out where only what is seen counts. */
const pagesOf = ({ document }: Desk): string => canonicalJson({ ...document.toJSON(), trash: [] });

const times = (count: number, act: () => unknown): void => {
  for (let i = 0; i < count; i++) act();
};

/** One random edit of each kind that people make; several steps of it may be one gesture. */
function editAtRandom({ document }: Desk, random: Random, page: NodeId): void {
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

  property.prop([fc.integer(), fc.integer({ min: 1, max: 10 })], { numRuns: 100 })(
    'D14 undoing everything of mine leaves everything that somebody else has set since as it is',
    (seed, edits) => {
      const { ann, bob, page } = desks();
      const random = new Random(seed);
      for (let i = 0; i < edits; i++) {
        editAtRandom(random.chance(0.6) ? ann : bob, random, page);
        if (random.chance(0.5)) exchange(ann.document, bob.document);
      }
      exchange(ann.document, bob.document);
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

  test('D14 a value that somebody has overwritten is skipped, the rest of the step is undone', () => {
    const { ann, bob, shape } = desks();
    ann.document.transact((tx) => {
      tx.set(shape, 'width', 20);
      tx.set(shape, 'height', 20);
    });
    exchange(ann.document, bob.document);
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    exchange(ann.document, bob.document);
    ann.history.undo();
    expect([ann.document.get(shape, 'width'), ann.document.read(shape, 'height')]).toEqual([99, undefined]);
    ann.history.redo();
    expect([ann.document.get(shape, 'width'), ann.document.get(shape, 'height')]).toEqual([99, 20]);
  });

  test('D14 a step that would change nothing any more is passed over, so that one key press does something', () => {
    const { ann, bob, shape } = desks();
    ann.document.transact((tx) => tx.set(shape, 'name', 'mine'));
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    exchange(ann.document, bob.document);
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    exchange(ann.document, bob.document);
    ann.history.undo();
    expect(ann.document.get(shape, 'name')).toBe('');
    expect(ann.history.canUndo).toBe(false);
  });

  test('D14 undoing a creation puts the node in the trash with what others drew in it, redoing brings it back as it was', () => {
    const { ann, bob, page } = desks();
    let frame: NodeId = '';
    ann.document.transact((tx) => void (frame = tx.create('frame', page, { name: 'F', width: 300 })));
    exchange(ann.document, bob.document);
    let drawn: NodeId = '';
    bob.document.transact((tx) => void (drawn = tx.create('rectangle', frame)));
    exchange(ann.document, bob.document);
    ann.history.undo();
    exchange(ann.document, bob.document);
    for (const { document } of [ann, bob])
      expect([document.parent(frame), document.isWithin(drawn, TRASH)]).toEqual([TRASH, true]);
    ann.history.redo();
    exchange(ann.document, bob.document);
    for (const { document } of [ann, bob]) {
      expect([document.parent(frame), document.get(frame, 'name'), document.isAlive(drawn)]).toEqual([page, 'F', true]);
    }
  });

  test('D14 undoing a deletion restores place and order, also while others went on editing inside', () => {
    const { ann, bob, page, frames } = desks();
    let inside: NodeId = '';
    bob.document.transact((tx) => void (inside = tx.create('rectangle', frames[0]!)));
    exchange(ann.document, bob.document);
    const order = [...ann.document.children(page)];
    ann.document.transact((tx) => tx.trash(frames[0]!));
    bob.document.transact((tx) => tx.set(inside, 'width', 321));
    exchange(ann.document, bob.document);
    ann.history.undo();
    exchange(ann.document, bob.document);
    for (const { document } of [ann, bob]) {
      expect(document.children(page)).toEqual(order);
      expect(document.get(inside, 'width')).toBe(321);
    }
  });

  test('D14 a gesture is one step, also when somebody else set the value in the middle of it', () => {
    const { ann, bob, shape } = desks();
    const gesture = { label: 'Resize' };
    const drag = (width: number): unknown => ann.document.transact((tx) => tx.set(shape, 'width', width), { gesture });
    drag(20);
    drag(30);
    exchange(ann.document, bob.document);
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    exchange(ann.document, bob.document);
    drag(40);
    ann.document.release(gesture);
    expect(ann.history.undoLabel).toBe('Resize');
    ann.history.undo();
    expect(ann.document.get(shape, 'width')).toBe(99);
    expect(ann.history.canUndo).toBe(false);
    ann.history.redo();
    expect(ann.document.get(shape, 'width')).toBe(40);
  });

  test('D14 a cancelled gesture leaves no trace: neither in the document, nor a step, nor a lost redo', () => {
    const { ann, shape } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.document.transact((tx) => tx.set(shape, 'width', 30));
    ann.history.undo();
    const before = jsonOf(ann.document);
    const gesture = { label: 'Drag' };
    for (const x of [5, 6, 7]) ann.document.transact((tx) => tx.setPosition(shape, { x, y: 0 }), { gesture });
    ann.history.cancel(gesture);
    expect(jsonOf(ann.document)).toBe(before);
    expect(ann.history.undoLabel).toBeUndefined();
    expect(ann.history.canRedo).toBe(true);
    ann.history.redo();
    expect(ann.document.get(shape, 'width')).toBe(30);
    ann.history.undo();
    ann.history.undo();
    expect(ann.document.get(shape, 'width')).toBe(10);
  });

  test('D14 a cancelled gesture gives way to what somebody else set meanwhile', () => {
    const { ann, bob, shape } = desks();
    const gesture = { label: 'Resize' };
    ann.document.transact((tx) => tx.set(shape, 'width', 20), { gesture });
    exchange(ann.document, bob.document);
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    ann.document.merge(bob.document.since(ann.document.version));
    expect(ann.document.get(shape, 'width')).toBe(20);
    ann.history.cancel(gesture);
    expect(ann.document.get(shape, 'width')).toBe(99);
    expect(ann.history.canUndo).toBe(false);
  });

  test('D14 a new edit ends redo', () => {
    const { ann, shape } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.history.undo();
    ann.document.transact((tx) => tx.set(shape, 'width', 30));
    expect(ann.history.canRedo).toBe(false);
    expect(ann.history.redo()).toBeUndefined();
  });

  test('D14 a gesture that ends where it began does not keep the step before from being undone', () => {
    const { ann, shape } = desks();
    const drag = (...xs: number[]): void => {
      const gesture = { label: 'Drag' };
      for (const x of xs) ann.document.transact((tx) => tx.setPosition(shape, { x, y: 1 }), { gesture });
      ann.document.release(gesture);
    };
    drag(50);
    drag(60, 50);
    ann.history.undo();
    expect(ann.document.position(shape).x).toBe(1);
    ann.history.redo();
    expect(ann.document.position(shape).x).toBe(50);
  });

  test('D14 others’ edits and own undos are no steps', () => {
    const { ann, bob, shape } = desks();
    bob.document.transact((tx) => tx.set(shape, 'width', 20));
    exchange(ann.document, bob.document);
    expect(ann.history.canUndo).toBe(false);
    ann.document.transact((tx) => tx.set(shape, 'width', 30));
    ann.history.undo();
    expect([ann.history.canUndo, ann.history.canRedo]).toEqual([false, true]);
  });

  test('D14 undoing a move whose old parent somebody has since put inside the node leaves the place alone', () => {
    const { ann, bob, frames, page } = desks();
    const [outer, inner] = frames as [NodeId, NodeId];
    ann.document.transact((tx) => tx.move(inner, outer));
    ann.document.transact((tx) => tx.move(inner, page));
    exchange(ann.document, bob.document);
    bob.document.transact((tx) => tx.move(outer, inner));
    exchange(ann.document, bob.document);
    ann.history.undo();
    exchange(ann.document, bob.document);
    for (const { document } of [ann, bob]) {
      expect(document.parent(outer)).toBe(inner);
      expect(document.parent(inner)).toBe(page);
    }
  });

  test('D14 the annotation of the time comes back with a step, both ways', () => {
    const document = replica('ann');
    let selection = 'none';
    const history = new UndoHistory<string>(document, { annotate: () => selection });
    document.transact((tx) => void tx.create('page', ROOT));
    selection = 'page';
    expect(history.undo()).toEqual({ annotation: 'none' });
    expect(history.redo()).toEqual({ annotation: 'page' });
  });

  test('D14 no more steps are kept than the limit', () => {
    const { ann, shape } = desks();
    const history = new UndoHistory(ann.document, { limit: 2 });
    for (const width of [1, 2, 3]) ann.document.transact((tx) => tx.set(shape, 'width', width));
    while (history.undo() !== undefined);
    expect(ann.document.get(shape, 'width')).toBe(1);
  });
});
