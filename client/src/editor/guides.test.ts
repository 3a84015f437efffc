import { describe, expect, it, vi } from 'vitest';
import { rulerAt, rulerStep } from './rulers.ts';
import { TestWorld, testEditor, type TestEditor } from './testing/test-editor.ts';

/** Where guides are on the page. */
const guides = ({ editor }: TestEditor): readonly (readonly [string, number])[] =>
  editor.guides
    .near({ left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 }, editor.state.page)
    .map(({ axis, at }) => [axis, at] as const);

const withRulers = (): TestEditor => testEditor().run('toggle-rulers');

describe('guides', () => {
  it('are pulled out of the rulers onto whole pixels, moved, and pushed back in; each is one undo step', () => {
    const alice = withRulers();
    alice.drag({ x: 10, y: 400 }, { x: 200.4, y: 420 });
    alice.drag({ x: 400, y: 10 }, { x: 410, y: 300 });
    expect(guides(alice)).toEqual([
      ['x', 200],
      ['y', 300],
    ]);
    alice.drag({ x: 201, y: 500 }, { x: 250, y: 500 });
    expect(guides(alice)).toContainEqual(['x', 250]);
    alice.drag({ x: 250, y: 500 }, { x: 5, y: 500 });
    expect(guides(alice)).toEqual([['y', 300]]);
    alice.run('undo');
    expect(guides(alice)).toContainEqual(['x', 250]);
    alice.run('undo').run('undo').run('undo');
    expect(guides(alice)).toEqual([]);
  });

  it('that are called off leave nothing, nor does a click on a ruler', () => {
    const alice = withRulers();
    alice.hold({ x: 10, y: 400 }, { x: 200, y: 420 }).escape();
    alice.click({ x: 10, y: 400 });
    expect(alice.changes).toEqual([]);
    expect(alice.editor.state.draggedGuide).toBeNull();
  });

  it('belong to the frame they are let go over, and go with it', () => {
    const alice = withRulers();
    const frame = alice.make('frame', { position: { x: 100, y: 100 }, width: 300, height: 300 });
    alice.drag({ x: 10, y: 400 }, { x: 150, y: 250 });
    alice.document.transact((tx) => tx.setPosition(frame, { x: 120, y: 100 }));
    expect(guides(alice)).toEqual([['x', 170]]);
    alice.drag({ x: 170, y: 250 }, { x: 600, y: 250 });
    alice.document.transact((tx) => tx.setPosition(frame, { x: 0, y: 0 }));
    expect(guides(alice)).toEqual([['x', 600]]);
  });

  it('draw what is dragged, and what is drawn, to them', () => {
    const alice = withRulers();
    alice.drag({ x: 10, y: 400 }, { x: 300, y: 400 });
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.drag({ x: 150, y: 150 }, { x: 246, y: 250 });
    expect(alice.rect(shape)[0]).toBe(200);
    alice.run('toggle-rulers').drag({ x: 250, y: 250 }, { x: 246, y: 250 });
    expect(alice.rect(shape)[0]).toBe(196);
  });

  it('of two people at once all stay', () => {
    const world = new TestWorld(2);
    const [ada, ben] = world.people as [TestEditor, TestEditor];
    for (const person of [ada, ben]) person.run('toggle-rulers').drag({ x: 10, y: 400 }, { x: 300, y: 400 });
    world.sync();
    expect(guides(ada)).toHaveLength(2);
    ada.drag({ x: 300, y: 400 }, { x: 2, y: 400 });
    ben.drag({ x: 20, y: 5 }, { x: 20, y: 90 });
    world.sync();
    for (const person of [ada, ben]) expect(guides(person)).toHaveLength(2);
  });

  it('cost what there is of them, however many shapes are in view', () => {
    const alice = withRulers();
    for (let i = 0; i < 500; i++) alice.make('rectangle', { position: { x: i, y: 0 } });
    alice.drag({ x: 10, y: 400 }, { x: 300, y: 400 });
    const looked = vi.spyOn(alice.editor.scene, 'nodesIn');
    const boxed = vi.spyOn(alice.editor.scene, 'pageBox');
    expect(guides(alice)).toHaveLength(1);
    expect(looked.mock.calls.length + boxed.mock.calls.length).toBe(0);
  });

  it('are not there, nor the rulers, for a hand that does not see them', () => {
    const alice = withRulers();
    alice.drag({ x: 10, y: 400 }, { x: 300, y: 400 });
    alice.run('toggle-rulers').move({ x: 300, y: 400 });
    expect(alice.editor.state.cursor).toBe('default');
    alice.drag({ x: 10, y: 500 }, { x: 200, y: 500 });
    expect(guides(alice)).toHaveLength(1);
  });
});

describe('rulers', () => {
  it('lie along the top and the left, not in their corner', () => {
    expect(rulerAt({ x: 300, y: 5 })).toBe('y');
    expect(rulerAt({ x: 5, y: 300 })).toBe('x');
    expect(rulerAt({ x: 5, y: 5 })).toBeNull();
    expect(rulerAt({ x: 300, y: 300 })).toBeNull();
  });

  it.each([
    [1, 100],
    [0.5, 200],
    [2, 50],
    [0.01, 10_000],
    [256, 1],
  ])('at a zoom of %d have a number each %d px', (zoom, step) => expect(rulerStep(zoom)).toBe(step));
});
