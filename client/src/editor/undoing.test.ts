import { describe, expect, it } from 'vitest';
import { testEditor, type TestEditor, TestWorld } from './testing/test-editor.ts';

/** Everything that a person does to see or choose, and that changes nothing. */
const LOOKING: Readonly<Record<string, (person: TestEditor) => void>> = {
  'selecting by click': (person) => void person.click({ x: 20, y: 20 }),
  'selecting all': (person) => void person.run('select-all'),
  'a marquee': (person) => void person.drag({ x: -30, y: -30 }, { x: 300, y: 300 }),
  hovering: (person) => void person.move({ x: 21, y: 21 }),
  'panning and zooming': (person) => person.editor.setCamera({ x: 40, y: 50, zoom: 2 }),
  'zooming by command': (person) => void person.run('zoom-fit'),
  'choosing a tool': (person) => void person.run('tool-frame').run('tool-select'),
  'choosing the others': (person) => void person.run('select-inverse').run('select-none'),
  'a drag that is cancelled': (person) => void person.hold({ x: 20, y: 20 }, { x: 90, y: 20 }).escape().up(),
};

describe('what leaves no step', () => {
  it.each(Object.keys(LOOKING))('D14 %s neither makes a step nor ends redo', (what) => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { width: 60, height: 60 });
    alice.editor.select([shape]);
    alice.run('nudge-right');
    alice.run('undo');
    const label = alice.editor.history.undoLabel;
    LOOKING[what]?.(alice);
    expect([alice.editor.history.undoLabel, alice.editor.history.canRedo]).toEqual([label, true]);
    alice.run('redo');
    expect(alice.rect(shape)[0]).toBe(1);
  });

  it('D14 others’ edits neither make a step nor end redo, whatever they touch', () => {
    const world = new TestWorld(2);
    const [alice, bob] = world.people as [TestEditor, TestEditor];
    const shape = alice.make('rectangle', { width: 60, height: 60 });
    world.sync();
    alice.editor.select([shape]);
    alice.run('nudge-right').run('undo');
    bob.editor.select([shape]);
    bob.run('duplicate').run('toggle-locked');
    bob.make('frame');
    world.sync();
    expect([alice.editor.isEnabled('undo'), alice.editor.isEnabled('redo')]).toEqual([true, true]);
    alice.run('redo');
    expect(alice.rect(shape)[0]).toBe(1);
  });
});

describe('what somebody has trashed', () => {
  it('D14 undo passes over it and does what is left; when it is back, it counts again', () => {
    const world = new TestWorld(2);
    const [alice, bob] = world.people as [TestEditor, TestEditor];
    const [kept, lost] = [alice.make('rectangle'), alice.make('rectangle', { position: { x: 300, y: 0 } })];
    for (const id of [kept, lost]) {
      alice.editor.select([id]);
      alice.wait(5000).run('nudge-down-large');
    }
    world.sync();
    bob.editor.select([lost]);
    bob.run('delete');
    world.sync();
    alice.run('undo');
    expect([alice.rect(kept)[1], alice.document.isAlive(lost)]).toEqual([0, false]);
    alice.run('redo');
    bob.run('undo');
    world.sync();
    alice.run('undo');
    expect([alice.rect(kept)[1], alice.rect(lost)[1]]).toEqual([10, 0]);
  });
});
