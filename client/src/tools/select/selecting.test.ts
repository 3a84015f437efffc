import { describe, expect, it } from 'vitest';
import { testEditor } from '../../editor/testing/test-editor.ts';

describe('clicking', () => {
  it('selects the topmost node, Shift adds and takes away, the empty page lets go', () => {
    const alice = testEditor();
    const low = alice.make('rectangle');
    const high = alice.make('rectangle', { position: { x: 50, y: 50 } });
    alice.click({ x: 75, y: 75 });
    expect(alice.selection).toEqual([high]);
    alice.click({ x: 10, y: 10 }, { shift: true });
    expect(new Set(alice.selection)).toEqual(new Set([low, high]));
    alice.click({ x: 75, y: 75 }, { shift: true });
    expect(alice.selection).toEqual([low]);
    alice.click({ x: 500, y: 500 });
    expect(alice.selection).toEqual([]);
  });

  it('a click on one of several selected nodes selects it alone, when it was no drag', () => {
    const alice = testEditor();
    const a = alice.make('rectangle');
    const b = alice.make('rectangle', { position: { x: 200, y: 0 } });
    alice.editor.select([a, b]);
    alice.down({ x: 50, y: 50 });
    expect(alice.selection).toEqual([a, b]);
    alice.up();
    expect(alice.selection).toEqual([a]);
  });

  it('a group is one unit; a double click goes in, one level each; Cmd or Ctrl goes all the way', () => {
    const alice = testEditor();
    const a = alice.make('rectangle');
    const b = alice.make('rectangle', { position: { x: 200, y: 0 } });
    alice.editor.select([a, b]);
    alice.run('group');
    const inner = alice.selected;
    const c = alice.make('rectangle', { position: { x: 400, y: 0 } });
    alice.editor.select([inner, c]);
    alice.run('group');
    const outer = alice.selected;
    alice.run('select-none').click({ x: 50, y: 50 });
    expect(alice.selection).toEqual([outer]);
    alice.doubleClick({ x: 50, y: 50 });
    expect(alice.selection).toEqual([inner]);
    expect(alice.editor.state.scope).toBe(outer);
    alice.doubleClick({ x: 50, y: 50 });
    expect(alice.selection).toEqual([a]);
    alice.click({ x: 250, y: 50 });
    expect(alice.selection).toEqual([b]);
    alice.click({ x: 1000, y: 1000 });
    expect(alice.editor.state.scope).toBeNull();
    alice.click({ x: 50, y: 50 }, { mod: true });
    expect(alice.selection).toEqual([a]);
  });

  it('children of a frame on the page are selected themselves, those of a frame in it by double click', () => {
    const alice = testEditor();
    const outer = alice.make('frame', { width: 500, height: 500 });
    const inner = alice.make('frame', { position: { x: 50, y: 50 }, width: 300, height: 300 }, outer);
    const leaf = alice.make('rectangle', { position: { x: 50, y: 50 } }, inner);
    alice.click({ x: 150, y: 150 });
    expect(alice.selection).toEqual([inner]);
    alice.doubleClick({ x: 150, y: 150 });
    expect(alice.selection).toEqual([leaf]);
    alice.click({ x: 450, y: 450 });
    expect(alice.selection).toEqual([outer]);
  });

  it('hidden, locked and clipped nodes are not under the pointer', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { width: 100, height: 100 });
    const outside = alice.make('rectangle', { position: { x: 150, y: 0 } }, frame);
    const low = alice.make('rectangle', { position: { x: 150, y: 200 } });
    const high = alice.make('rectangle', { position: { x: 150, y: 200 } });
    alice.click({ x: 200, y: 50 });
    expect(alice.selection).toEqual([]);
    alice.document.transact((tx) => tx.set(frame, 'clip', false));
    alice.click({ x: 200, y: 50 });
    expect(alice.selection).toEqual([outside]);
    alice.run('toggle-locked', { ids: [high] });
    alice.click({ x: 200, y: 250 });
    expect(alice.selection).toEqual([low]);
    alice.run('toggle-visible', { ids: [low] });
    alice.click({ x: 200, y: 250 });
    expect(alice.selection).toEqual([]);
  });

  it('a turned node is hit where it is seen', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 }, width: 200, height: 20, rotation: 90 });
    alice.click({ x: 200, y: 110 });
    expect(alice.selection).toEqual([]);
    alice.click({ x: 90, y: 250 });
    expect(alice.selection).toEqual([shape]);
  });

  it('a shape without fill is hit at its outline, some pixels beside it too', () => {
    const alice = testEditor();
    const ring = alice.make('ellipse', {
      fills: [],
      strokes: [{ type: 'solid', color: '#000000', opacity: 1, visible: true }],
    });
    alice.click({ x: 50, y: 50 });
    expect(alice.selection).toEqual([]);
    alice.click({ x: 103, y: 50 });
    expect(alice.selection).toEqual([ring]);
  });

  it('a line is hit along its length, not in the box around it', () => {
    const alice = testEditor();
    const line = alice.make('line', { width: 200, height: 0, rotation: 45 });
    alice.click({ x: 100, y: 20 });
    expect(alice.selection).toEqual([]);
    alice.click({ x: 100, y: 102 });
    expect(alice.selection).toEqual([line]);
  });

  it('hovering names the node that a click would select', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.move({ x: 50, y: 50 });
    expect(alice.editor.state.hovered).toBe(shape);
    alice.move({ x: 500, y: 50 });
    expect(alice.editor.state.hovered).toBeNull();
  });

  it('a frame is grabbed by its title', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { name: 'Home', position: { x: 100, y: 100 }, width: 300, height: 300 });
    alice.make('rectangle', {}, frame);
    alice.drag({ x: 105, y: 88 }, { x: 155, y: 138 });
    expect(alice.selection).toEqual([frame]);
    expect(alice.rect(frame).slice(0, 2)).toEqual([150, 150]);
  });
});

describe('the marquee', () => {
  it('selects what it touches, and shows itself', () => {
    const alice = testEditor();
    const a = alice.make('rectangle', { position: { x: 100, y: 100 } });
    const b = alice.make('rectangle', { position: { x: 300, y: 100 } });
    alice.hold({ x: 20, y: 20 }, { x: 150, y: 150 });
    expect(alice.editor.state.marquee).toEqual({ left: 20, top: 20, right: 150, bottom: 150 });
    expect(alice.selection).toEqual([a]);
    alice.move({ x: 350, y: 150 });
    expect(alice.selection).toEqual([a, b]);
    alice.up();
    expect(alice.editor.state.marquee).toBeNull();
    alice.hold({ x: 20, y: 20 }, { x: 150, y: 150 }, { shift: true }).up();
    expect(alice.selection).toEqual([b]);
  });

  it('takes frames of the page only whole; from inside a frame it takes what is in it', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { position: { x: 100, y: 100 }, width: 300, height: 300 });
    const inside = alice.make('rectangle', { position: { x: 100, y: 100 } }, frame);
    alice.drag({ x: 110, y: 110 }, { x: 250, y: 250 });
    expect(alice.selection).toEqual([inside]);
    alice.drag({ x: 20, y: 20 }, { x: 450, y: 450 });
    expect(alice.selection).toEqual([frame]);
  });

  it('does not take a turned node whose box it touches but not itself', () => {
    const alice = testEditor();
    const bar = alice.make('rectangle', { position: { x: 200, y: 100 }, width: 300, height: 10, rotation: 45 });
    alice.drag({ x: 380, y: 90 }, { x: 420, y: 130 });
    expect(alice.selection).toEqual([]);
    alice.drag({ x: 380, y: 90 }, { x: 300, y: 230 });
    expect(alice.selection).toEqual([bar]);
  });

  it('Escape brings the selection of before back', () => {
    const alice = testEditor();
    const a = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.editor.select([a]);
    alice.hold({ x: 300, y: 300 }, { x: 400, y: 400 }, { shift: true }).escape();
    expect(alice.selection).toEqual([a]);
  });
});
