import { describe, expect, test } from 'vitest';
import { backAndForth, desks, jsonOf, type UndoDesk } from '../../testing/index.ts';
import type { Gesture } from './gesture.ts';
import type { NodeId } from './node-id.ts';
import type { Transaction } from './transaction.ts';

/** One frame of a gesture for each of `values`. */
function frames<V>(
  { document }: UndoDesk,
  gesture: Gesture,
  { values, write }: { values: readonly V[]; write: (tx: Transaction, value: V) => void },
): void {
  for (const value of values) document.transact((tx) => write(tx, value), { gesture });
}

function drag(
  desk: UndoDesk,
  shape: NodeId,
  { xs, gesture = { label: 'Drag' } }: { xs: number[]; gesture?: Gesture },
): void {
  frames(desk, gesture, { values: xs, write: (tx, x) => tx.setPosition(shape, { x, y: 1 }) });
}

describe('a gesture is one step', () => {
  test('D14 a drag of several shapes, a slider and a typing burst are a step each', () => {
    const {
      ann,
      page,
      frames: [frame],
      shape,
    } = desks();
    const { document, history } = ann;
    let text: NodeId = '';
    document.transact((tx) => void (text = tx.create('text', page)));
    const states = [jsonOf(document)];
    const done = (gesture: Gesture): void => {
      document.release(gesture);
      states.push(jsonOf(document));
    };
    const [move, slide, type] = [{ label: 'Drag' }, { label: 'Opacity' }, { label: 'Type' }];
    const placed = (tx: Transaction, x: number): void => {
      tx.setPosition(shape, { x, y: x });
      tx.setPosition(frame, { x: x + 40, y: x });
    };
    frames(ann, move, { values: [5, 6, 7, 90], write: placed });
    done(move);
    frames(ann, slide, { values: [0.9, 0.5, 0.2], write: (tx, opacity) => tx.set(shape, 'opacity', opacity) });
    done(slide);
    const typed = (tx: Transaction, characters: string): void => {
      tx.set(text, 'characters', characters);
      if (characters.length > 2) tx.set(text, 'width', characters.length * 8);
    };
    frames(ann, type, { values: ['H', 'He', 'Hey', 'Heya', 'Hey'], write: typed });
    done(type);
    for (const label of ['Type', 'Opacity', 'Drag']) {
      expect(jsonOf(document)).toBe(states.pop());
      expect(history.undoLabel).toBe(label);
      history.undo();
    }
    expect(jsonOf(document)).toBe(states.pop());
  });

  test('D14 what a gesture makes and then sets goes with one undo, and comes back as it was let go', () => {
    const { ann, page } = desks();
    const gesture = { label: 'Draw' };
    let drawn: NodeId = '';
    ann.document.transact((tx) => void (drawn = tx.create('rectangle', page, { width: 1 })), { gesture });
    frames(ann, gesture, { values: [20, 30], write: (tx, width) => tx.set(drawn, 'width', width) });
    frames(ann, gesture, { values: [3, 4], write: (tx, x) => tx.setPosition(drawn, { x, y: 0 }) });
    ann.document.release(gesture);
    expect(backAndForth(ann)).toBe(1);
    expect([ann.document.get(drawn, 'width'), ann.document.position(drawn).x]).toEqual([30, 4]);
    ann.history.undo();
    expect(ann.document.isAlive(drawn)).toBe(false);
  });

  test('D14 two gestures of one kind are two steps, also with nothing in between', () => {
    const { ann, shape } = desks();
    drag(ann, shape, { xs: [5, 6] });
    drag(ann, shape, { xs: [7, 8] });
    ann.history.undo();
    expect(ann.document.position(shape).x).toBe(6);
  });

  test('D14 a gesture is one step, also when somebody else set the value in the middle of it', () => {
    const { ann, bob, shape, sync } = desks();
    const gesture = { label: 'Resize' };
    const resize = (...values: number[]): void =>
      frames(ann, gesture, { values, write: (tx, width) => tx.set(shape, 'width', width) });
    resize(20, 30);
    sync();
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    sync();
    resize(40, 50);
    ann.document.release(gesture);
    expect(ann.history.undoLabel).toBe('Resize');
    ann.history.undo();
    expect(ann.document.get(shape, 'width')).toBe(99);
    expect(ann.history.canUndo).toBe(false);
    ann.history.redo();
    expect(ann.document.get(shape, 'width')).toBe(50);
  });

  test('D14 a gesture that ends where it began does not keep the step before from being undone', () => {
    const { ann, shape } = desks();
    for (const xs of [[50], [60, 50]]) {
      const gesture = { label: 'Drag' };
      drag(ann, shape, { xs, gesture });
      ann.document.release(gesture);
    }
    ann.history.undo();
    expect(ann.document.position(shape).x).toBe(1);
    ann.history.redo();
    expect(ann.document.position(shape).x).toBe(50);
  });
});

describe('a gesture of nothing', () => {
  test('D14 one that sets nothing, or what stands already, leaves no step and does not end redo', () => {
    const { ann, shape } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.history.undo();
    for (const ends of ['release', 'cancel'] as const) {
      const gesture = { label: 'Drag' };
      ann.document.transact(() => undefined, { gesture });
      drag(ann, shape, { xs: [1, 1], gesture });
      if (ends === 'release') ann.document.release(gesture);
      else ann.history.cancel(gesture);
      expect([ann.history.canUndo, ann.history.canRedo]).toEqual([false, true]);
    }
    ann.history.redo();
    expect(ann.document.get(shape, 'width')).toBe(20);
  });

  test('D14 a cancelled gesture leaves no trace: neither in the document, nor a step, nor a lost redo', () => {
    const { ann, shape } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.document.transact((tx) => tx.set(shape, 'width', 30));
    ann.history.undo();
    const before = jsonOf(ann.document);
    const gesture = { label: 'Drag' };
    drag(ann, shape, { xs: [5, 6, 7], gesture });
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
    const { ann, bob, shape, sync } = desks();
    const gesture = { label: 'Resize' };
    ann.document.transact((tx) => tx.set(shape, 'width', 20), { gesture });
    sync();
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    ann.document.merge(bob.document.since(ann.document.version));
    expect(ann.document.get(shape, 'width')).toBe(20);
    ann.history.cancel(gesture);
    expect(ann.document.get(shape, 'width')).toBe(99);
    expect(ann.history.canUndo).toBe(false);
  });
});

describe('undo during my own running drag', () => {
  test('D14 takes the drag back to where it began; if the hand goes on, that is one step to the same place', () => {
    const { ann, bob, shape, sync } = desks();
    const gesture = { label: 'Drag' };
    drag(ann, shape, { xs: [5, 6], gesture });
    ann.history.undo();
    expect([ann.document.position(shape).x, ann.history.canUndo]).toEqual([1, false]);
    drag(ann, shape, { xs: [7, 8], gesture });
    expect(ann.document.position(shape).x).toBe(8);
    ann.document.release(gesture);
    expect(ann.history.canRedo).toBe(false);
    expect(backAndForth(ann)).toBe(1);
    sync();
    expect(bob.document.position(shape).x).toBe(8);
    ann.history.undo();
    sync();
    expect(bob.document.position(shape).x).toBe(1);
  });

  test('D14 and let go there, the drag can be redone; cancelled there, nothing more happens', () => {
    for (const ends of ['release', 'cancel'] as const) {
      const { ann, shape } = desks();
      const gesture = { label: 'Drag' };
      drag(ann, shape, { xs: [5, 6], gesture });
      ann.history.undo();
      if (ends === 'release') ann.document.release(gesture);
      else ann.history.cancel(gesture);
      expect(ann.document.position(shape).x).toBe(1);
      ann.history.redo();
      expect(ann.document.position(shape).x).toBe(6);
    }
  });

  test('D14 undone and redone, it goes on as the same step', () => {
    const { ann, shape } = desks();
    const gesture = { label: 'Drag' };
    drag(ann, shape, { xs: [5, 6], gesture });
    ann.history.undo();
    ann.history.redo();
    drag(ann, shape, { xs: [7, 8], gesture });
    ann.document.release(gesture);
    expect(backAndForth(ann)).toBe(1);
    ann.history.undo();
    expect(ann.document.position(shape).x).toBe(1);
  });

  test('D14 of another edit made meanwhile leaves the drag alone', () => {
    const {
      ann,
      frames: [frame],
      shape,
    } = desks();
    const gesture = { label: 'Drag' };
    drag(ann, shape, { xs: [5], gesture });
    ann.document.transact((tx) => tx.set(frame, 'name', 'meanwhile'));
    ann.history.undo();
    expect([ann.document.get(frame, 'name'), ann.document.position(shape).x]).toEqual(['', 5]);
    drag(ann, shape, { xs: [6], gesture });
    ann.document.release(gesture);
    expect(backAndForth(ann)).toBe(1);
  });

  test('D14 where somebody has taken over what I drag, undo leaves theirs, and shows it', () => {
    const { ann, bob, shape, sync } = desks();
    const gesture = { label: 'Drag' };
    drag(ann, shape, { xs: [5, 6], gesture });
    sync();
    bob.document.transact((tx) => tx.setPosition(shape, { x: 70, y: 0 }));
    sync();
    expect(ann.history.undo()).toBeUndefined();
    expect(ann.document.position(shape).x).toBe(6);
    ann.document.release(gesture);
    expect(ann.document.position(shape).x).toBe(70);
  });
});
