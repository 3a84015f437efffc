import { describe, expect, test } from 'vitest';
import { backAndForth, desks, pagesOf } from '../../testing/index.ts';
import { type NodeId, TRASH } from './node-id.ts';

describe('what others set', () => {
  test('D14 others’ edits to other shapes stay, through undo and redo', () => {
    const { ann, bob, cid, frames, shape, sync } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    bob.document.transact((tx) => tx.set(frames[0], 'name', 'Bob’s'));
    sync();
    cid.document.transact((tx) => tx.trash(frames[1]));
    for (const [act, width] of [
      ['undo', 10],
      ['redo', 20],
    ] as const) {
      ann.history[act]();
      sync();
      for (const { document } of [ann, bob, cid]) {
        expect(document.get(shape, 'width')).toBe(width);
        expect([document.get(frames[0], 'name'), document.parent(frames[1])]).toEqual(['Bob’s', TRASH]);
      }
    }
  });

  test('D14 others’ edits to other properties of the same shape stay', () => {
    const { ann, bob, shape, sync } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    bob.document.transact((tx) => tx.set(shape, 'height', 70));
    sync();
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob])
      expect([document.get(shape, 'width'), document.get(shape, 'height')]).toEqual([10, 70]);
    ann.history.redo();
    sync();
    for (const { document } of [ann, bob])
      expect([document.get(shape, 'width'), document.get(shape, 'height')]).toEqual([20, 70]);
  });

  test('D14 of the same property mine is taken back where it stands, and redo brings it back', () => {
    const { ann, bob, shape, sync } = desks();
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    sync();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    sync();
    ann.history.undo();
    sync();
    expect(bob.document.get(shape, 'width')).toBe(99);
    ann.history.redo();
    sync();
    expect(bob.document.get(shape, 'width')).toBe(20);
  });

  test('D14 a value that somebody has overwritten is skipped, the rest of the step is undone', () => {
    const { ann, bob, shape, sync } = desks();
    ann.document.transact((tx) => {
      tx.set(shape, 'width', 20);
      tx.set(shape, 'height', 20);
    });
    sync();
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    sync();
    ann.history.undo();
    expect([ann.document.get(shape, 'width'), ann.document.read(shape, 'height')]).toEqual([99, undefined]);
    ann.history.redo();
    expect([ann.document.get(shape, 'width'), ann.document.get(shape, 'height')]).toEqual([99, 20]);
  });

  test('D14 what somebody overwrites between undo and redo stays theirs', () => {
    const { ann, bob, shape, sync } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.history.undo();
    sync();
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    sync();
    expect(ann.history.redo()).toBeUndefined();
    expect(ann.document.get(shape, 'width')).toBe(99);
  });

  test('D14 a step that would change nothing any more is passed over, so that one key press does something', () => {
    const { ann, bob, shape, sync } = desks();
    ann.document.transact((tx) => tx.set(shape, 'name', 'mine'));
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    sync();
    bob.document.transact((tx) => tx.set(shape, 'width', 99));
    sync();
    ann.history.undo();
    expect(ann.document.get(shape, 'name')).toBe('');
    expect(ann.history.canUndo).toBe(false);
  });
});

describe('what others put in the trash', () => {
  test('D14 my edit of a shape that somebody has trashed since is skipped, and counts again when they bring it back', () => {
    const { ann, bob, frames, shape, sync } = desks();
    ann.document.transact((tx) => tx.set(frames[0], 'name', 'mine'));
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    sync();
    bob.document.transact((tx) => tx.trash(shape));
    sync();
    expect(backAndForth(ann)).toBe(1);
    ann.history.undo();
    expect([ann.document.get(frames[0], 'name'), ann.document.get(shape, 'width')]).toEqual(['', 20]);
    expect(ann.history.undo()).toBeUndefined();
    ann.history.redo();
    bob.history.undo();
    sync();
    ann.history.undo();
    expect([ann.document.isAlive(shape), ann.document.get(shape, 'width')]).toEqual([true, 10]);
    ann.history.undo();
    expect(ann.document.get(frames[0], 'name')).toBe('');
  });

  test('D14 a page trashed under my history: its edits are skipped, those elsewhere are undone, and all of them once it is back', () => {
    const { ann, bob, page, shape, sync } = desks();
    const drawn: NodeId[] = [];
    ann.document.transact((tx) => tx.set(shape, 'name', 'on the first page'));
    ann.document.transact((tx) => void drawn.push(tx.create('page', 'root')));
    ann.document.transact((tx) => void drawn.push(tx.create('rectangle', drawn[0]!)));
    ann.document.transact((tx) => tx.set(drawn[1]!, 'width', 55));
    sync();
    const before = pagesOf(ann);
    bob.document.transact((tx) => tx.trash(drawn[0]!));
    sync();
    expect(backAndForth(ann)).toBe(1);
    ann.history.undo();
    expect(ann.document.get(shape, 'name')).toBe('');
    expect(ann.history.canUndo).toBe(false);
    ann.history.redo();
    bob.history.undo();
    sync();
    expect(pagesOf(ann)).toBe(before);
    expect(backAndForth(ann)).toBe(3);
    while (ann.history.undo() !== undefined);
    // Bob has moved the page since, there and back: where it is is his by now.
    expect(ann.document.children('root')).toEqual([page, drawn[0]]);
    expect(ann.document.children(drawn[0]!)).toEqual([]);
  });

  test('D14 where all pages were trashed, undo does nothing and says so', () => {
    const { ann, bob, page, shape, sync } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    sync();
    bob.document.transact((tx) => tx.trash(page));
    sync();
    const before = ann.document.version.get(ann.document.actor);
    expect(ann.history.undo()).toBeUndefined();
    expect(ann.document.version.get(ann.document.actor)).toBe(before);
  });

  test('D14 a reparent into a frame that somebody has trashed: undo takes the shape out again, redo puts it back there', () => {
    const { ann, bob, cid, page, frames, shape, sync } = desks();
    ann.document.transact((tx) => tx.move(shape, frames[1]));
    sync();
    bob.document.transact((tx) => tx.trash(frames[1]));
    sync();
    const before = pagesOf(ann);
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob, cid])
      expect([document.parent(shape), document.position(shape)]).toEqual([page, { x: 1, y: 1 }]);
    ann.history.redo();
    expect([pagesOf(ann), ann.document.parent(shape)]).toEqual([before, frames[1]]);
  });

  test('D14 a reparent into a frame that somebody trashes at the same time leaves the shape to be taken out', () => {
    const { ann, bob, cid, page, frames, shape, sync } = desks();
    ann.document.transact((tx) => tx.move(shape, frames[1]));
    bob.document.transact((tx) => tx.trash(frames[1]));
    sync();
    for (const { document } of [ann, bob, cid]) expect(document.isAlive(shape)).toBe(false);
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob, cid]) expect(document.parent(shape)).toBe(page);
  });
});
