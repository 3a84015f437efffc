import { describe, expect, it } from 'vitest';
import { testEditor } from './testing/test-editor.ts';

type Alice = ReturnType<typeof testEditor>;

const row = (alice: Alice, count: number): string[] =>
  Array.from({ length: count }, (_, i) => alice.make('rectangle', { position: { x: i * 200, y: 0 } }));

const letters = (alice: Alice, ids: readonly string[], parent = alice.page): string =>
  alice.document
    .children(parent)
    .map((id) => 'abcdefgh'[ids.indexOf(id)] ?? '#')
    .join('');

describe('grouping', () => {
  it('puts a group where the frontmost was; everything stays where it is seen, and undo gives it all back', () => {
    const alice = testEditor();
    const ids = row(alice, 4);
    alice.editor.select([ids[0]!, ids[2]!]);
    alice.run('group');
    const group = alice.selected;
    expect(letters(alice, ids)).toBe('b#d');
    expect(letters(alice, ids, group)).toBe('ac');
    expect(alice.box(ids[2]!)).toEqual([400, 0, 500, 100]);
    expect(alice.box(group)).toEqual([0, 0, 500, 100]);
    alice.run('undo');
    expect(letters(alice, ids)).toBe('abcd');
    expect(alice.selection).toEqual([ids[0], ids[2]]);
    alice.run('redo');
    expect(alice.selection).toEqual([group]);
  });

  it('ungrouping frees the children in their order and place, out of a turned group too', () => {
    const alice = testEditor();
    const ids = row(alice, 3);
    alice.editor.select([ids[0]!, ids[1]!]);
    alice.run('group');
    alice.document.transact((tx) => tx.set(alice.selected, 'rotation', 90));
    const seen = ids.map((id) => alice.box(id));
    alice.run('ungroup');
    expect(letters(alice, ids)).toBe('abc');
    expect(ids.map((id) => alice.box(id))).toEqual(seen);
    expect(alice.document.get(ids[0]!, 'rotation')).toBe(90);
    expect(alice.selection).toEqual([ids[0], ids[1]]);
  });

  it('takes nodes from different parents, keeping their places', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { position: { x: 50, y: 50 }, width: 200, height: 200 });
    const inside = alice.make('rectangle', { position: { x: 10, y: 10 } }, frame);
    const beside = alice.make('rectangle', { position: { x: 300, y: 0 } });
    alice.editor.select([inside, beside]);
    alice.run('group');
    expect(alice.document.parent(alice.selected)).toBe(alice.page);
    expect(alice.box(inside)).toEqual([60, 60, 160, 160]);
  });

  it('a frame around the selection is as large as it', () => {
    const alice = testEditor();
    const ids = row(alice, 2);
    alice.editor.select(ids);
    alice.run('frame-selection');
    expect(alice.rect(alice.selected)).toEqual([0, 0, 300, 100]);
    expect(alice.document.get(alice.selected, 'name')).toBe('Frame 1');
  });
});

describe('stacking', () => {
  it.each([
    ['bring-to-front', 'acebd'],
    ['send-to-back', 'bdace'],
    ['bring-forward', 'acebd'],
    ['send-backward', 'bdace'],
  ] as const)('%s', (command, order) => {
    const alice = testEditor();
    const ids = row(alice, 5);
    alice.editor.select([ids[3]!, ids[1]!]);
    alice.run(command);
    expect(letters(alice, ids)).toBe(order);
    alice.run('undo');
    expect(letters(alice, ids)).toBe('abcde');
  });

  it('one step passes one sibling', () => {
    const alice = testEditor();
    const ids = row(alice, 4);
    alice.editor.select([ids[0]!]);
    alice.run('bring-forward');
    expect(letters(alice, ids)).toBe('bacd');
    alice.run('bring-forward').run('bring-forward').run('bring-forward');
    expect(letters(alice, ids)).toBe('bcda');
    alice.run('send-backward');
    expect(letters(alice, ids)).toBe('bcad');
  });
});

describe('moving layers', () => {
  it('to another parent and place, staying where they are seen', () => {
    const alice = testEditor();
    const ids = row(alice, 3);
    const frame = alice.make('frame', { position: { x: 40, y: 40 }, rotation: 90 });
    alice.run('move-layers', { ids: [ids[0]!, ids[2]!], parent: frame });
    expect(letters(alice, ids, frame)).toBe('ac');
    expect(alice.box(ids[2]!)).toEqual([400, 0, 500, 100]);
    alice.run('move-layers', { ids: [ids[1]!], parent: frame, before: ids[2]! });
    expect(letters(alice, ids, frame)).toBe('abc');
  });

  it('not into themselves, nor into what holds nothing', () => {
    const alice = testEditor();
    const [a, b] = row(alice, 2) as [string, string];
    const frame = alice.make('frame');
    const before = alice.changes.length;
    alice.run('move-layers', { ids: [frame], parent: frame });
    alice.run('move-layers', { ids: [a], parent: b });
    expect(alice.changes.length).toBe(before);
  });
});
