import { describe, expect, it } from 'vitest';
import { testEditor } from '../../editor/testing/test-editor.ts';

describe('resizing', () => {
  it('a corner moves two sides, and the opposite corner stays', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.editor.select([shape]);
    alice.drag({ x: 200, y: 200 }, { x: 260, y: 240 });
    expect(alice.rect(shape)).toEqual([100, 100, 160, 140]);
    alice.drag({ x: 100, y: 100 }, { x: 80, y: 60 });
    expect(alice.rect(shape)).toEqual([80, 60, 180, 180]);
    alice.run('undo').run('undo');
    expect(alice.rect(shape)).toEqual([100, 100, 100, 100]);
  });

  it('a side moves alone', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.editor.select([shape]);
    alice.drag({ x: 200, y: 150 }, { x: 250, y: 170 });
    expect(alice.rect(shape)).toEqual([100, 100, 150, 100]);
    alice.drag({ x: 150, y: 100 }, { x: 150, y: 50 });
    expect(alice.rect(shape)).toEqual([100, 50, 150, 150]);
  });

  it('what the hand leaves as it was stays with whoever changes it meanwhile', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.editor.select([shape]);
    alice.hold({ x: 200, y: 150 }, { x: 230, y: 150 });
    alice.document.transact((tx) => {
      tx.setPosition(shape, { x: 100, y: 140 });
      tx.set(shape, 'height', 70);
    });
    alice.move({ x: 250, y: 150 }).up();
    expect(alice.rect(shape)).toEqual([100, 140, 150, 70]);
  });

  it('Shift keeps the ratio, Alt the centre', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 }, width: 200, height: 100 });
    alice.editor.select([shape]);
    alice.drag({ x: 300, y: 200 }, { x: 400, y: 210 }, { shift: true });
    expect(alice.rect(shape)).toEqual([100, 100, 300, 150]);
    alice.run('undo');
    alice.drag({ x: 300, y: 200 }, { x: 320, y: 230 }, { alt: true });
    expect(alice.rect(shape)).toEqual([80, 70, 240, 160]);
  });

  it('sides stay whole, with Shift and along the sides of a turned shape too', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 }, width: 200, height: 100 });
    alice.editor.select([shape]);
    alice.drag({ x: 300, y: 150 }, { x: 400.4, y: 150 }, { shift: true });
    expect(alice.rect(shape)[2]).toBe(300);
    const turned = alice.make('rectangle', { position: { x: 500, y: 500 }, rotation: 30 });
    alice.editor.select([turned]);
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    const side = { x: 500 + 100 * cos - 50 * sin, y: 500 + 100 * sin + 50 * cos };
    alice.drag(side, { x: side.x + 30.3 * cos, y: side.y + 30.3 * sin }, { mod: true });
    expect(alice.rect(turned)[2]).toBe(130);
  });

  it('over the opposite side it goes on on the other, never to nothing', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.editor.select([shape]);
    alice.hold({ x: 200, y: 150 }, { x: 100, y: 150 });
    expect(alice.rect(shape)[2]).toBe(1);
    alice.move({ x: 50, y: 150 }).up();
    expect(alice.rect(shape)).toEqual([50, 100, 50, 100]);
  });

  it('a turned node is resized along its own sides', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 300, y: 100 }, width: 200, height: 100, rotation: 90 });
    alice.editor.select([shape]);
    // Its right side is at the bottom of the page.
    alice.drag({ x: 250, y: 300 }, { x: 250, y: 400 });
    expect(alice.rect(shape)).toEqual([300, 100, 300, 100]);
    // Its top side is on the right.
    alice.drag({ x: 300, y: 250 }, { x: 350, y: 250 });
    expect(alice.rect(shape)).toEqual([350, 100, 300, 150]);
  });

  it('in a turned parent the opposite corner stays on the page', () => {
    const alice = testEditor();
    const frame = alice.make('frame', {
      position: { x: 300, y: 100 },
      width: 400,
      height: 400,
      rotation: 30,
      clip: false,
    });
    const shape = alice.make('rectangle', { position: { x: 50, y: 50 }, rotation: -30 }, frame);
    const [left, top, right, bottom] = alice.box(shape);
    alice.editor.select([shape]);
    alice.drag({ x: right, y: bottom }, { x: right + 40, y: bottom + 20 }, { mod: true });
    const after = alice.box(shape);
    expect(after[0]).toBeCloseTo(left, 2);
    expect(after[1]).toBeCloseTo(top, 2);
    expect(after[2] - right).toBeCloseTo(40, 0);
    expect(after[3] - bottom).toBeCloseTo(20, 0);
  });

  it('several nodes are scaled together', () => {
    const alice = testEditor();
    const a = alice.make('rectangle', { position: { x: 100, y: 100 } });
    const b = alice.make('rectangle', { position: { x: 300, y: 100 } });
    alice.editor.select([a, b]);
    alice.drag({ x: 400, y: 200 }, { x: 700, y: 300 });
    expect(alice.rect(a)).toEqual([100, 100, 200, 200]);
    expect(alice.rect(b)).toEqual([500, 100, 200, 200]);
  });

  it('a group scales everything in it, groups in groups too; what lies in a frame stays', () => {
    const alice = testEditor();
    const a = alice.make('rectangle', { position: { x: 100, y: 100 } });
    const frame = alice.make('frame', { position: { x: 300, y: 100 }, width: 100, height: 100 });
    const inFrame = alice.make('rectangle', { position: { x: 10, y: 10 }, width: 20, height: 20 }, frame);
    alice.editor.select([a]);
    alice.run('group');
    alice.editor.select([alice.selected, frame]);
    alice.run('group');
    alice.drag({ x: 400, y: 200 }, { x: 700, y: 200 }, { mod: true });
    expect(alice.box(a)).toEqual([100, 100, 300, 200]);
    expect(alice.box(frame)).toEqual([500, 100, 700, 200]);
    expect(alice.rect(inFrame)).toEqual([10, 10, 20, 20]);
  });

  it('cancelled, it leaves no trace', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.editor.select([shape]);
    alice.hold({ x: 200, y: 200 }, { x: 260, y: 240 }).escape();
    expect(alice.rect(shape)).toEqual([100, 100, 100, 100]);
    expect(alice.editor.history.undoLabel).toBeUndefined();
  });

  it('a hugging text that is made narrower wraps and grows down', () => {
    const alice = testEditor();
    const text = alice.make('text', {
      position: { x: 100, y: 100 },
      characters: 'hello world',
      width: 88,
      height: 19.2,
    });
    alice.editor.select([text]);
    alice.drag({ x: 188, y: 109 }, { x: 150, y: 109 });
    expect(alice.document.get(text, 'textSizing')).toBe('height');
    expect(alice.rect(text)).toEqual([100, 100, 50, 38.4]);
  });
});

describe('turning', () => {
  it('around the middle, in whole degrees; Shift in steps of 15', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle', { position: { x: 100, y: 100 } });
    alice.editor.select([shape]);
    alice.drag({ x: 210, y: 210 }, { x: 90, y: 210 });
    expect(alice.document.get(shape, 'rotation')).toBe(90);
    expect(alice.box(shape)).toEqual([100, 100, 200, 200]);
    alice.run('undo');
    alice.drag({ x: 210, y: 210 }, { x: 200, y: 222 }, { shift: true });
    expect(alice.document.get(shape, 'rotation')).toBe(15);
    alice.run('undo');
    expect(alice.rect(shape)).toEqual([100, 100, 100, 100]);
    expect(alice.document.get(shape, 'rotation')).toBe(0);
  });

  it('several nodes turn around their common middle', () => {
    const alice = testEditor();
    const a = alice.make('rectangle', { position: { x: 100, y: 100 } });
    const b = alice.make('rectangle', { position: { x: 300, y: 100 } });
    alice.editor.select([a, b]);
    alice.drag({ x: 410, y: 210 }, { x: 190, y: 310 }, { shift: true });
    expect(alice.document.get(a, 'rotation')).toBe(alice.document.get(b, 'rotation'));
    expect(alice.document.get(a, 'rotation') % 15).toBe(0);
    const middle = [0, 1].map(
      (axis) => (alice.box(a)[axis]! + alice.box(a)[axis + 2]! + alice.box(b)[axis]! + alice.box(b)[axis + 2]!) / 4,
    );
    expect(middle[0]).toBeCloseTo(250, 2);
    expect(middle[1]).toBeCloseTo(150, 2);
  });
});

describe('a line', () => {
  it('is changed by its ends; the other end stays', () => {
    const alice = testEditor();
    const line = alice.make('line', { position: { x: 100, y: 100 }, width: 100, height: 0 });
    alice.editor.select([line]);
    alice.drag({ x: 200, y: 100 }, { x: 100, y: 250 });
    expect(alice.rect(line)).toEqual([100, 100, 150, 0]);
    expect(alice.document.get(line, 'rotation')).toBe(90);
    alice.drag({ x: 100, y: 100 }, { x: 250, y: 250 });
    expect(alice.rect(line)).toEqual([250, 250, 150, 0]);
    expect(alice.document.get(line, 'rotation')).toBe(180);
  });
});
