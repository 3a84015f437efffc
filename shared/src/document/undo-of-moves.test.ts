import { describe, expect, test } from 'vitest';
import { backAndForth, desks, jsonOf, pagesOf } from '../../testing/index.ts';
import { type NodeId, TRASH } from './node-id.ts';

describe('making and deleting', () => {
  test('D14 undoing a creation puts the node in the trash with what others drew in it, redoing brings it back as it was', () => {
    const { ann, bob, page, sync } = desks();
    let frame: NodeId = '';
    ann.document.transact((tx) => void (frame = tx.create('frame', page, { name: 'F', width: 300 })));
    sync();
    let drawn: NodeId = '';
    bob.document.transact((tx) => void (drawn = tx.create('rectangle', frame)));
    sync();
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob])
      expect([document.parent(frame), document.isWithin(drawn, TRASH)]).toEqual([TRASH, true]);
    ann.history.redo();
    sync();
    for (const { document } of [ann, bob]) {
      expect([document.parent(frame), document.get(frame, 'name'), document.isAlive(drawn)]).toEqual([page, 'F', true]);
    }
  });

  test('D14 undoing a deletion brings the shape back in its place and order, with what others did to and in it meanwhile, everywhere', () => {
    const { ann, bob, cid, page, frames, sync } = desks();
    let inside: NodeId = '';
    bob.document.transact((tx) => void (inside = tx.create('rectangle', frames[0])));
    sync();
    const order = [...ann.document.children(page)];
    ann.document.transact((tx) => tx.trash(frames[0]));
    bob.document.transact((tx) => tx.set(inside, 'width', 321));
    bob.document.transact((tx) => tx.setPosition(frames[0], { x: 77, y: 7 }));
    sync();
    cid.document.transact((tx) => tx.set(frames[0], 'name', 'set in the trash'));
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob, cid]) {
      expect(document.children(page)).toEqual(order);
      expect([document.get(inside, 'width'), document.position(frames[0]).x]).toEqual([321, 77]);
      expect(document.get(frames[0], 'name')).toBe('set in the trash');
    }
    ann.history.redo();
    sync();
    for (const { document } of [ann, bob, cid]) expect(document.parent(frames[0])).toBe(TRASH);
  });

  test('D14 a deletion that somebody has taken back already is theirs: my undo takes back what I did before', () => {
    const { ann, bob, frames, shape, sync } = desks();
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    ann.document.transact((tx) => tx.trash(frames[0]));
    sync();
    bob.document.transact((tx) => tx.restore(frames[0]));
    sync();
    ann.history.undo();
    expect([ann.document.isAlive(frames[0]), ann.document.get(shape, 'width')]).toEqual([true, 10]);
  });
});

describe('order and groups', () => {
  test('D14 undoing a new order puts the shape back among its siblings, those included that others have added or moved', () => {
    const { ann, bob, cid, page, frames, shape, sync } = desks();
    ann.document.transact((tx) => tx.move(shape, page, frames[0]));
    expect(ann.document.children(page)).toEqual([shape, ...frames]);
    let added: NodeId = '';
    bob.document.transact((tx) => void (added = tx.create('rectangle', page, {}, frames[1])));
    sync();
    cid.document.transact((tx) => tx.move(frames[1], page, frames[0]));
    sync();
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob, cid])
      expect(document.children(page)).toEqual([frames[1], frames[0], added, shape]);
    ann.history.redo();
    sync();
    for (const { document } of [ann, bob, cid])
      expect(document.children(page)).toEqual([shape, frames[1], frames[0], added]);
  });

  test('D14 undoing a grouping puts the shapes back as they were; what others drew in the group stays in it', () => {
    const { ann, bob, page, frames, shape, sync } = desks();
    const before = pagesOf(ann);
    let group: NodeId = '';
    ann.document.transact((tx) => {
      group = tx.create('group', page, { position: { x: 30, y: 30 } }, frames[1]);
      for (const id of [frames[0], shape]) tx.move(id, group);
    });
    const grouped = pagesOf(ann);
    expect(backAndForth(ann)).toBe(1);
    expect(pagesOf(ann)).toBe(grouped);
    sync();
    let drawn: NodeId = '';
    bob.document.transact((tx) => void (drawn = tx.create('rectangle', group)));
    sync();
    ann.history.undo();
    sync();
    for (const desk of [ann, bob]) {
      expect(pagesOf(desk)).toBe(before);
      expect([desk.document.parent(group), desk.document.parent(drawn)]).toEqual([TRASH, group]);
    }
    ann.history.redo();
    sync();
    for (const { document } of [ann, bob]) expect(document.children(group)).toEqual([frames[0], shape, drawn]);
  });

  test('D14 of a grouping what somebody has moved on since stays where they put it', () => {
    const { ann, bob, page, frames, shape, sync } = desks();
    let group: NodeId = '';
    ann.document.transact((tx) => {
      group = tx.create('group', page);
      for (const id of [frames[0], shape]) tx.move(id, group);
    });
    sync();
    bob.document.transact((tx) => tx.move(shape, frames[1]));
    sync();
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob])
      expect([document.parent(frames[0]), document.parent(shape), document.parent(group)]).toEqual([
        page,
        frames[1],
        TRASH,
      ]);
  });
});

describe('moves that meet', () => {
  test('D14 two frames that one step turned inside out are turned back', () => {
    const {
      ann,
      bob,
      page,
      frames: [outer, inner],
      sync,
    } = desks();
    ann.document.transact((tx) => tx.move(inner, outer));
    const before = pagesOf(ann);
    ann.document.transact((tx) => {
      tx.move(inner, page);
      tx.move(outer, inner);
    });
    const after = pagesOf(ann);
    ann.history.undo();
    expect(pagesOf(ann)).toBe(before);
    ann.history.redo();
    expect(pagesOf(ann)).toBe(after);
    sync();
    expect(jsonOf(bob.document)).toBe(jsonOf(ann.document));
  });

  test('D14 undoing a move whose old parent somebody has since put inside the node leaves the place alone', () => {
    const {
      ann,
      bob,
      frames: [outer, inner],
      page,
      sync,
    } = desks();
    ann.document.transact((tx) => tx.move(inner, outer));
    ann.document.transact((tx) => tx.move(inner, page));
    sync();
    bob.document.transact((tx) => tx.move(outer, inner));
    sync();
    ann.history.undo();
    sync();
    for (const { document } of [ann, bob]) {
      expect(document.parent(outer)).toBe(inner);
      expect(document.parent(inner)).toBe(page);
    }
  });

  test('D14, D8 a shape that somebody dragged while somebody else reparented it stays where it is seen when my frame goes back and forth', () => {
    const {
      ann,
      bob,
      cid,
      frames: [frame],
      shape,
      sync,
    } = desks();
    ann.document.transact((tx) => tx.setPosition(frame, { x: 200, y: 100 }));
    sync();
    cid.document.transact((tx) => tx.move(shape, frame));
    for (const x of [229, 230]) bob.document.transact((tx) => tx.setPosition(shape, { x, y: 140 }));
    sync();
    expect(ann.document.position(shape)).toMatchObject({ x: 30, y: 40 });
    for (const act of ['undo', 'redo', 'undo'] as const) {
      ann.history[act]();
      sync();
      for (const { document } of [ann, bob, cid]) expect(document.position(shape)).toMatchObject({ x: 30, y: 40 });
    }
    // Somebody turns the frame in between: redo does not tear the shape off.
    bob.document.transact((tx) => tx.set(frame, 'rotation', 90));
    sync();
    ann.history.redo();
    sync();
    for (const { document } of [ann, bob, cid]) expect(document.position(shape)).toMatchObject({ x: 30, y: 40 });
  });
});
