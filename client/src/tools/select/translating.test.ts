import { describe, expect, it } from 'vitest';
import { testEditor, TestWorld } from '../../editor/testing/test-editor.ts';

describe('moving nodes', () => {
  it('E1 a drag moves the node under the pointer and is one undo step', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.drag({ x: 120, y: 120 }, { x: 220, y: 170 });
    expect(alice.rect(shape)).toEqual([200, 150, 100, 100]);
    expect(alice.selected).toBe(shape);
    alice.run('undo');
    expect(alice.rect(shape)).toEqual([100, 100, 100, 100]);
    alice.run('redo');
    expect(alice.rect(shape)).toEqual([200, 150, 100, 100]);
  });

  it('E2 one frame of a drag is one change that touches only the dragged node', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    for (let i = 0; i < 20; i++) alice.make('rectangle', { position: { x: 300 + i * 40, y: 500 } });
    alice.hold({ x: 50, y: 50 }, { x: 150, y: 150 });
    const before = alice.changes.length;
    alice.move({ x: 165, y: 165 });
    const [change, ...more] = alice.changes.slice(before);
    expect(more).toEqual([]);
    expect(change?.assignments.map(([node, property]) => [node, property])).toEqual([[shape, 'position']]);
  });

  it('the drag is streamed: others see it while it goes on', () => {
    const [alice, bob] = new TestWorld(2).people as [ReturnType<typeof testEditor>, ReturnType<typeof testEditor>];
    const shape = alice.make('rectangle');
    for (const change of alice.changes) bob.document.apply(change);
    alice.hold({ x: 50, y: 50 }, { x: 150, y: 50 });
    for (const change of alice.changes) bob.document.apply(change);
    expect(bob.rect(shape)[0]).toBe(100);
  });

  it('a press that does not go 4 px is a click, not a drag', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.down({ x: 50, y: 50 }).move({ x: 53, y: 50 }).up();
    expect(alice.rect(shape)[0]).toBe(0);
    alice.down({ x: 50, y: 50 }, { pointerType: 'touch' }).move({ x: 55, y: 50 }, { pointerType: 'touch' }).up();
    expect(alice.rect(shape)[0]).toBe(0);
  });

  it('E1 Escape in a drag takes it back and leaves no undo step', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.run('select-none');
    const canUndo = alice.editor.history.undoLabel;
    alice.hold({ x: 50, y: 50 }, { x: 250, y: 50 });
    expect(alice.rect(shape)[0]).toBe(200);
    alice.escape();
    expect(alice.rect(shape)[0]).toBe(0);
    expect(alice.editor.history.undoLabel).toBe(canUndo);
    expect(alice.editor.state).toMatchObject({ toolState: 'select.idle', snapLines: [], dropTarget: null });
    alice.move({ x: 400, y: 400 }).up();
    expect(alice.rect(shape)[0]).toBe(0);
  });

  it('Shift keeps to one axis, also when it is pressed in the middle of the drag', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.hold({ x: 50, y: 50 }, { x: 250, y: 90 });
    expect(alice.rect(shape).slice(0, 2)).toEqual([200, 40]);
    alice.keys({ shift: true });
    expect(alice.rect(shape).slice(0, 2)).toEqual([200, 0]);
  });

  it('Alt drags a copy and leaves the original; letting go of Alt moves the original after all', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { name: 'Original' });
    alice.drag({ x: 50, y: 50 }, { x: 250, y: 50 }, { alt: true });
    const copy = alice.selected;
    expect(copy).not.toBe(shape);
    expect(alice.document.children(alice.page)).toEqual([shape, copy]);
    expect([alice.rect(shape)[0], alice.rect(copy)[0]]).toEqual([0, 200]);
    alice.run('undo');
    expect(alice.document.children(alice.page)).toEqual([shape]);
    alice.hold({ x: 50, y: 50 }, { x: 250, y: 50 }, { alt: true }).keys({}).up();
    expect(alice.document.children(alice.page)).toEqual([shape]);
    expect(alice.rect(shape)[0]).toBe(200);
  });

  it('a duplicate after an Alt-drag repeats its distance', () => {
    const alice = testEditor();
    alice.make('rectangle');
    alice.drag({ x: 50, y: 50 }, { x: 200, y: 50 }, { alt: true }).run('duplicate');
    expect(alice.rect(alice.selected)[0]).toBe(300);
  });

  it('several selected nodes move together, and locked ones stay', () => {
    const alice = testEditor();
    const [a, b, c] = [0, 200, 400].map((x) => alice.make('rectangle', { position: { x, y: 0 } })) as [
      string,
      string,
      string,
    ];
    alice.run('toggle-locked', { ids: [c] });
    alice.editor.select([a, b, c]);
    alice.drag({ x: 50, y: 50 }, { x: 50, y: 350 });
    expect([a, b, c].map((id) => alice.rect(id)[1])).toEqual([300, 300, 0]);
  });
});

describe('snapping', () => {
  it('a drag snaps to edges of siblings within 8 screen px and shows the line', () => {
    const alice = testEditor();
    alice.make('rectangle', { position: { x: 300, y: 0 } });
    const shape = alice.make('rectangle', { position: { x: 0, y: 300 } });
    alice.hold({ x: 50, y: 350 }, { x: 345, y: 350 });
    expect(alice.rect(shape)[0]).toBe(300);
    expect(alice.editor.state.snapLines.length).toBeGreaterThan(0);
    alice.up();
    expect(alice.editor.state.snapLines).toEqual([]);
  });

  it('the distance is measured on the screen, and Cmd or Ctrl turns it off', () => {
    const alice = testEditor();
    alice.make('rectangle', { position: { x: 300, y: 0 } });
    const shape = alice.make('rectangle', { position: { x: 0, y: 300 } });
    alice.editor.setCamera({ x: 0, y: 0, zoom: 2 });
    alice.hold({ x: 50, y: 350 }, { x: 345, y: 350 });
    expect(alice.rect(shape)[0]).toBe(295);
    alice.move({ x: 347, y: 350 });
    expect(alice.rect(shape)[0]).toBe(300);
    alice.move({ x: 347, y: 350 }, { mod: true });
    expect(alice.rect(shape)[0]).toBe(297);
  });
});

describe('dropping into frames', () => {
  const frameAndShape = (alice: ReturnType<typeof testEditor>): { frame: string; shape: string } => ({
    frame: alice.make('frame', { position: { x: 400, y: 0 }, width: 300, height: 300 }),
    shape: alice.make('rectangle', { position: { x: 0, y: 0 } }),
  });

  it('a node falls into the frame under the pointer and out of it again', () => {
    const alice = testEditor();
    const { frame, shape } = frameAndShape(alice);
    alice.hold({ x: 50, y: 50 }, { x: 533, y: 133 });
    expect(alice.editor.state.dropTarget).toBe(frame);
    alice.up();
    expect(alice.document.parent(shape)).toBe(frame);
    expect(alice.rect(shape)).toEqual([83, 83, 100, 100]);
    expect(alice.editor.state.dropTarget).toBeNull();
    alice.drag({ x: 533, y: 133 }, { x: 50, y: 400 });
    expect(alice.document.parent(shape)).toBe(alice.page);
    alice.run('undo').run('undo');
    expect(alice.document.parent(shape)).toBe(alice.page);
    expect(alice.rect(shape)).toEqual([0, 0, 100, 100]);
  });

  it('into a turned frame it keeps its look on the page', () => {
    const alice = testEditor();
    const { frame, shape } = frameAndShape(alice);
    alice.document.transact((tx) => tx.set(frame, 'rotation', 90));
    alice.drag({ x: 50, y: 50 }, { x: 250, y: 150 }, { mod: true });
    expect(alice.document.parent(shape)).toBe(frame);
    expect(alice.box(shape)).toEqual([200, 100, 300, 200]);
    expect(alice.document.get(shape, 'rotation')).toBe(-90);
  });

  it('coming back to its own frame it lies where it lay in the order', () => {
    const alice = testEditor();
    const { frame } = frameAndShape(alice);
    const low = alice.make('rectangle', { position: { x: 0, y: 0 } }, frame);
    const high = alice.make('rectangle', { position: { x: 150, y: 150 } }, frame);
    alice.editor.select([low]);
    alice.hold({ x: 450, y: 50 }, { x: 200, y: 600 });
    expect(alice.document.parent(low)).toBe(alice.page);
    alice.move({ x: 460, y: 60 }).up();
    expect(alice.document.children(frame)).toEqual([low, high]);
  });

  it('the last child that leaves a group takes the group with it', () => {
    const alice = testEditor();
    const { frame, shape } = frameAndShape(alice);
    alice.editor.select([shape]);
    alice.run('group');
    const group = alice.selected;
    alice.editor.select([shape]);
    alice.drag({ x: 50, y: 50 }, { x: 533, y: 133 });
    expect(alice.document.parent(shape)).toBe(frame);
    expect(alice.document.isAlive(group)).toBe(false);
    alice.run('undo');
    expect(alice.document.parent(shape)).toBe(group);
    expect(alice.document.isAlive(group)).toBe(true);
  });
});

describe('two people', () => {
  const pair = (): [ReturnType<typeof testEditor>, ReturnType<typeof testEditor>, TestWorld] => {
    const world = new TestWorld(2);
    const [alice, bob] = world.people as [ReturnType<typeof testEditor>, ReturnType<typeof testEditor>];
    return [alice, bob, world];
  };

  it('D8 a drag that runs while another drops the shape into a frame lands in the frame, where the hand lets go', () => {
    const [alice, bob, world] = pair();
    const frame = alice.make('frame', { position: { x: 1000, y: 1000 }, width: 300, height: 300 });
    const shape = alice.make('rectangle');
    world.sync();
    bob.hold({ x: 50, y: 50 }, { x: 200, y: 200 });
    alice.run('move-layers', { ids: [shape], parent: frame });
    world.sync();
    bob.move({ x: 350, y: 250 }).up();
    world.sync();
    for (const person of [alice, bob]) {
      expect(person.document.parent(shape)).toBe(frame);
      expect(person.box(shape)).toEqual([300, 200, 400, 300]);
    }
    expect(alice.document.toJSON()).toEqual(bob.document.toJSON());
  });

  it('S1 while I drag, what others write to it does not show; when I let go, the last value stands everywhere', () => {
    const [alice, bob, world] = pair();
    const shape = alice.make('rectangle');
    world.sync();
    alice.hold({ x: 50, y: 50 }, { x: 250, y: 50 });
    world.clock.now += 1000;
    bob.drag({ x: 50, y: 50 }, { x: 50, y: 450 });
    world.sync();
    expect(alice.rect(shape).slice(0, 2)).toEqual([200, 0]);
    alice.up();
    world.sync();
    expect(alice.rect(shape).slice(0, 2)).toEqual(bob.rect(shape).slice(0, 2));
  });

  it('a node deleted under my hand is let go without an error', () => {
    const [alice, bob, world] = pair();
    const shape = alice.make('rectangle');
    world.sync();
    alice.hold({ x: 50, y: 50 }, { x: 250, y: 50 });
    bob.editor.select([shape]);
    bob.run('delete');
    world.sync();
    alice.move({ x: 300, y: 50 }).up();
    expect(alice.selection).toEqual([]);
    expect(alice.document.isAlive(shape)).toBe(false);
  });

  it('D14 undo after another moved the same node leaves their move alone', () => {
    const [alice, bob, world] = pair();
    const shape = alice.make('rectangle');
    world.sync();
    alice.drag({ x: 50, y: 50 }, { x: 150, y: 50 });
    world.sync();
    world.clock.now += 10;
    bob.drag({ x: 150, y: 50 }, { x: 150, y: 350 });
    world.sync();
    alice.run('undo');
    expect(alice.rect(shape).slice(0, 2)).toEqual([100, 300]);
  });
});

describe('limits', () => {
  it('a drag beyond the greatest coordinate is taken back, and said', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.setCamera({ x: 0, y: 0, zoom: 0.01 });
    alice.run('select-none').hold({ x: 50, y: 50 }, { x: 2e9, y: 50 });
    expect(alice.rect(shape)[0]).toBe(0);
    expect(alice.editor.state).toMatchObject({ toolState: 'select.idle', notice: { kind: 'error' } });
  });
});
