import { ROOT } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { testEditor, TestWorld } from './testing/test-editor.ts';

describe('nudging', () => {
  it('by 1, with Shift by 10; quick presses are one undo step, and touch only what is selected', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.select([shape]);
    alice.run('nudge-right').run('nudge-right').run('nudge-down-large');
    expect(alice.rect(shape).slice(0, 2)).toEqual([2, 10]);
    alice.wait(5000).run('nudge-left');
    alice.run('undo');
    expect(alice.rect(shape).slice(0, 2)).toEqual([2, 10]);
    alice.run('undo');
    expect(alice.rect(shape).slice(0, 2)).toEqual([0, 0]);
  });

  it('goes along the page, whatever the parent is turned by', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { position: { x: 500, y: 0 }, rotation: 90 });
    const shape = alice.make('rectangle', {}, frame);
    alice.editor.select([shape]);
    const [left, top] = alice.box(shape);
    alice.run('nudge-right-large');
    expect(alice.box(shape).slice(0, 2)).toEqual([left + 10, top]);
  });
});

describe('aligning', () => {
  it.each([
    ['align-left', [0, 0], [0, 50]],
    ['align-right', [300, 0], [300, 50]],
    ['align-top', [0, 0], [300, 0]],
    ['align-bottom', [0, 50], [300, 50]],
    ['align-horizontal-center', [150, 0], [150, 50]],
    ['align-vertical-center', [0, 25], [300, 25]],
  ] as const)('%s to the box around the selection', (command, first, second) => {
    const alice = testEditor();
    const a = alice.make('rectangle');
    const b = alice.make('rectangle', { position: { x: 300, y: 50 } });
    alice.editor.select([a, b]);
    alice.run(command);
    expect([alice.rect(a).slice(0, 2), alice.rect(b).slice(0, 2)]).toEqual([first, second]);
  });

  it('a single node to the frame it lies in; on the page it is disabled', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { width: 500, height: 500 });
    const shape = alice.make('rectangle', {}, frame);
    alice.editor.select([shape]);
    alice.run('align-right').run('align-vertical-center');
    expect(alice.rect(shape).slice(0, 2)).toEqual([400, 200]);
    alice.editor.select([frame]);
    expect(alice.editor.run('align-left')).toBe(false);
  });

  it('distributing makes the gaps equal and keeps the outermost', () => {
    const alice = testEditor();
    const ids = [0, 110, 500].map((x) => alice.make('rectangle', { position: { x, y: 0 } }));
    alice.editor.select(ids);
    alice.run('distribute-horizontal');
    expect(ids.map((id) => alice.rect(id)[0])).toEqual([0, 250, 500]);
  });
});

describe('duplicating', () => {
  it('right in front of the original, a little aside; again as far as the copy was moved', () => {
    const alice = testEditor();
    const original = alice.make('rectangle', { name: 'Card' });
    const above = alice.make('rectangle', { position: { x: 500, y: 500 } });
    alice.editor.select([original]);
    alice.run('duplicate');
    const copy = alice.selected;
    expect(alice.rect(copy)).toEqual([10, 10, 100, 100]);
    expect(alice.document.children(alice.page)).toEqual([original, copy, above]);
    alice.run('nudge-right-large').run('nudge-right-large').run('duplicate');
    expect(alice.rect(alice.selected)).toEqual([60, 20, 100, 100]);
    expect(alice.document.get(alice.selected, 'name')).toBe('Card');
  });
});

describe('copy and paste', () => {
  it('pastes at the middle of the view with everything inside, once per paste, as one undo step', async () => {
    const alice = testEditor();
    const frame = alice.make('frame', { width: 200, height: 200, position: { x: 5000, y: 0 } });
    alice.make('rectangle', { name: 'Inside', position: { x: 20, y: 30 }, rotation: 15 }, frame);
    alice.editor.select([frame]);
    await alice.runAndWait('copy');
    alice.run('select-none');
    await alice.runAndWait('paste');
    const pasted = alice.selected;
    expect(alice.rect(pasted)).toEqual([400, 300, 200, 200]);
    const [inside] = alice.document.children(pasted);
    expect(alice.document.get(inside!, 'name')).toBe('Inside');
    expect(alice.document.get(inside!, 'rotation')).toBe(15);
    alice.run('undo');
    expect(alice.document.isAlive(pasted)).toBe(false);
  });

  it('in place, and into the selected frame, turned or not', async () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 70, y: 80 } });
    const frame = alice.make('frame', { position: { x: 300, y: 0 }, width: 300, height: 300, rotation: 90 });
    alice.editor.select([shape]);
    await alice.runAndWait('copy');
    alice.editor.select([frame]);
    await alice.runAndWait('paste-over');
    expect(alice.document.parent(alice.selected)).toBe(frame);
    expect(alice.box(alice.selected)).toEqual([70, 80, 170, 180]);
  });

  it('cut takes the nodes away, and paste brings them back on another page', async () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.select([shape]);
    await alice.runAndWait('cut');
    expect(alice.document.isAlive(shape)).toBe(false);
    alice.run('page-add');
    await alice.runAndWait('paste-over');
    expect(alice.document.pageOf(alice.selected)).toBe(alice.document.children(ROOT)[1]);
    expect(alice.rect(alice.selected)).toEqual([0, 0, 100, 100]);
  });

  it('text becomes a text, SVG is imported, foreign or broken JSON is refused', async () => {
    const alice = testEditor();
    alice.clipboard.items = { text: 'hello' };
    await alice.runAndWait('paste');
    expect(alice.document.get(alice.selected, 'characters')).toBe('hello');
    alice.files.svg = {
      nodes: [{ type: 'rectangle', properties: { position: { x: 1, y: 2 } }, children: [] }],
      width: 50,
      height: 50,
      unsupported: [],
    };
    alice.clipboard.items = { text: '<svg xmlns="x"></svg>' };
    await alice.runAndWait('paste');
    expect(alice.document.get(alice.selected, 'type')).toBe('frame');
    const before = alice.changes.length;
    for (const json of ['{', '{"format":"joinery-nodes-1"}', BROKEN]) {
      alice.clipboard.items = { json };
      await alice.runAndWait('paste');
    }
    expect(alice.changes.length).toBe(before);
    expect(alice.editor.state.notice?.kind).toBe('info');
  });

  it('properties are copied from one node and given to others that have them', () => {
    const alice = testEditor();
    const from = alice.make('rectangle', { opacity: 0.5, cornerRadius: 8 });
    const to = alice.make('ellipse');
    alice.editor.select([from]);
    alice.run('copy-properties');
    alice.editor.select([to]);
    alice.run('paste-properties');
    expect(alice.document.get(to, 'opacity')).toBe(0.5);
    expect(alice.document.read(to, 'cornerRadius')).toBeUndefined();
  });
});

const BROKEN = JSON.stringify({
  format: 'joinery-nodes-1',
  nodes: [
    {
      source: 'x',
      box: [0, 0, 1, 1],
      tree: { type: 'rectangle', properties: { position: { x: 0, y: 0 }, opacity: 7 }, children: [] },
    },
  ],
});

describe('importing SVG', () => {
  it('is one change: a frame named after the file, in the middle of the view, selected; what is missing is named', async () => {
    const alice = testEditor();
    alice.files.svg = {
      nodes: [
        {
          type: 'group',
          properties: { position: { x: 10, y: 10 } },
          children: [{ type: 'ellipse', properties: {}, children: [] }],
        },
      ],
      width: 200,
      height: 100,
      unsupported: ['filter', 'mask'],
    };
    await alice.runAndWait('import-svg', { text: '<svg/>', name: 'logo.svg' });
    expect(alice.rect(alice.selected)).toEqual([400, 350, 200, 100]);
    expect(alice.document.get(alice.selected, 'name')).toBe('logo');
    expect(alice.editor.state.notice?.text).toContain('filter, mask');
    expect(alice.changes).toHaveLength(1);
    alice.run('undo');
    expect(alice.document.children(alice.page)).toEqual([]);
  });

  it('an empty picture is an error that is shown', async () => {
    const alice = testEditor();
    await alice.runAndWait('import-svg', { text: '<svg/>', name: 'empty.svg' });
    expect(alice.editor.state.notice).toMatchObject({ kind: 'error' });
  });
});

describe('opacity by digits', () => {
  it('4 is 40 %, 4 and 5 is 45 %, 0 is 100 %', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.select([shape]);
    alice.run('set-opacity', { text: '4' });
    expect(alice.document.get(shape, 'opacity')).toBe(0.4);
    alice.run('set-opacity', { text: '5' });
    expect(alice.document.get(shape, 'opacity')).toBe(0.45);
    alice.wait(2000).run('set-opacity', { text: '0' });
    expect(alice.document.get(shape, 'opacity')).toBe(1);
    alice.run('undo');
    expect(alice.document.get(shape, 'opacity')).toBe(0.45);
  });
});

describe('pages', () => {
  it('are added, named, reordered and deleted, but never the last', () => {
    const alice = testEditor();
    const first = alice.page;
    alice.run('page-add');
    const second = alice.page;
    expect(alice.document.get(second, 'name')).toBe('Page 2');
    alice.run('page-move', { page: second, before: first });
    expect(alice.document.children(ROOT)).toEqual([second, first]);
    alice.run('page-rename', { page: second, name: 'Cover' });
    expect(alice.document.get(second, 'name')).toBe('Cover');
    alice.run('page-delete');
    expect(alice.page).toBe(first);
    expect(alice.editor.run('page-delete')).toBe(false);
    alice.run('undo');
    expect(alice.document.children(ROOT)).toEqual([second, first]);
    expect(alice.page).toBe(second);
  });

  it('a copy of a page has everything that is on it', () => {
    const alice = testEditor();
    const frame = alice.make('frame');
    alice.make('rectangle', { name: 'Inside' }, frame);
    alice.run('page-duplicate');
    const [copy] = alice.document.children(alice.page);
    expect(alice.document.get(alice.document.children(copy!)[0]!, 'name')).toBe('Inside');
  });

  it('each page remembers where it was looked at', () => {
    const alice = testEditor();
    alice.editor.setCamera({ x: 100, y: 100, zoom: 2 });
    alice.run('page-add');
    alice.editor.setCamera({ x: 0, y: 0, zoom: 1 });
    alice.run('previous-page');
    expect(alice.editor.state.camera).toEqual({ x: 100, y: 100, zoom: 2 });
  });

  it('D7 the page I am on is deleted by another: I am told, and go to another page', () => {
    const world = new TestWorld(2);
    const [alice, bob] = world.people as [ReturnType<typeof testEditor>, ReturnType<typeof testEditor>];
    alice.run('page-add', { name: 'Draft' });
    world.sync();
    bob.editor.setPage(alice.page);
    const first = bob.document.children(ROOT)[0];
    alice.run('page-delete');
    world.sync();
    expect(bob.page).toBe(first);
    expect(bob.editor.state.notice?.text).toContain('Draft');
  });
});

describe('deleting', () => {
  it('moves to the trash, selects nothing, and undo brings node and selection back', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.select([shape]);
    alice.run('delete');
    expect(alice.selection).toEqual([]);
    expect(alice.document.isAlive(shape)).toBe(false);
    alice.run('undo');
    expect(alice.selection).toEqual([shape]);
  });

  it('D7 what another deletes leaves my selection; if it was mine I am told and can take it back', () => {
    const world = new TestWorld(2);
    const [alice, bob] = world.people as [ReturnType<typeof testEditor>, ReturnType<typeof testEditor>];
    const frame = alice.make('frame', { name: 'Home' });
    world.sync();
    const mine = bob.make('rectangle', {}, frame);
    bob.editor.select([mine]);
    world.sync();
    alice.editor.select([frame]);
    alice.run('delete');
    world.sync();
    expect(bob.selection).toEqual([]);
    expect(bob.editor.state.notice).toMatchObject({
      text: 'deleted “Home”',
      by: alice.document.actor,
      restorable: [frame],
    });
    bob.run('restore-deleted');
    expect(bob.document.isAlive(mine)).toBe(true);
    expect(bob.selection).toEqual([frame]);
  });

  it('what another deletes and I never touched is not worth a message', () => {
    const world = new TestWorld(2);
    const [alice, bob] = world.people as [ReturnType<typeof testEditor>, ReturnType<typeof testEditor>];
    const shape = alice.make('rectangle');
    world.sync();
    alice.editor.select([shape]);
    alice.run('delete');
    world.sync();
    expect(bob.editor.state.notice).toBeNull();
  });
});

describe('selecting by key', () => {
  it('all, inverse, parent, children, next and previous', () => {
    const alice = testEditor();
    const frame = alice.make('frame');
    const inside = [0, 1, 2].map(() => alice.make('rectangle', {}, frame));
    const beside = alice.make('rectangle');
    alice.run('select-all');
    expect(alice.selection).toEqual([frame, beside]);
    alice.editor.select([frame]);
    alice.run('select-inverse');
    expect(alice.selection).toEqual([beside]);
    alice.editor.select([frame]);
    alice.run('select-children');
    expect(alice.selection).toEqual(inside);
    alice.editor.select([inside[0]!]);
    alice.run('select-previous');
    expect(alice.selection).toEqual([inside[2]]);
    alice.run('select-next').run('select-next');
    expect(alice.selection).toEqual([inside[1]]);
    alice.run('select-all');
    expect(alice.selection).toEqual(inside);
    alice.run('select-parent');
    expect(alice.selection).toEqual([frame]);
  });

  it('E3 a selection never holds a node together with what it lies in', () => {
    const alice = testEditor();
    const frame = alice.make('frame');
    const inside = alice.make('rectangle', {}, frame);
    alice.editor.select([inside, frame]);
    expect(alice.selection).toEqual([frame]);
  });
});

describe('commands', () => {
  it('E5 wait while the hand is in the middle of something, but the view may change', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.hold({ x: 50, y: 50 }, { x: 150, y: 50 });
    expect(alice.editor.run('delete')).toBe(false);
    expect(alice.editor.run('undo')).toBe(false);
    expect(alice.editor.run('zoom-in')).toBe(true);
    alice.up();
    expect(alice.document.isAlive(shape)).toBe(true);
  });

  it('hide and lock what is mixed, then show and unlock', () => {
    const alice = testEditor();
    const ids = [alice.make('rectangle', { visible: false }), alice.make('rectangle')];
    alice.editor.select(ids);
    alice.run('toggle-visible').run('toggle-locked');
    expect(ids.map((id) => [alice.document.get(id, 'visible'), alice.document.get(id, 'locked')])).toEqual([
      [false, true],
      [false, true],
    ]);
    alice.run('toggle-visible').run('toggle-locked');
    expect(ids.map((id) => [alice.document.get(id, 'visible'), alice.document.get(id, 'locked')])).toEqual([
      [true, false],
      [true, false],
    ]);
  });

  it('rename asks for typing in the layers panel, or takes a name', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.select([shape]);
    alice.run('rename');
    expect(alice.editor.state.renaming).toBe(shape);
    alice.run('rename', { ids: [shape], name: ' Hero ' });
    expect(alice.document.get(shape, 'name')).toBe('Hero');
    expect(alice.editor.state.renaming).toBeNull();
  });

  it('exports save files named after what they show', async () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { name: 'a/b' });
    alice.editor.select([shape]);
    await alice.runAndWait('export-png', { scale: 3 });
    await alice.runAndWait('export-page-svg');
    expect(alice.files.saved.map(({ name }) => name)).toEqual(['a b.png', 'Page 1.svg']);
  });
});
