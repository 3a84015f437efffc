import { describe, expect, it } from 'vitest';
import { shapeContains } from './shape-hit.ts';
import { testEditor } from './testing/test-editor.ts';

const filled = [{ type: 'solid', color: '#000000', opacity: 1, visible: true }] as const;

describe('what a pointer is on', () => {
  it('a path by its shape, stretched to its size, holes by its fill rule', () => {
    const alice = testEditor();
    const ring = { data: 'M0 0H10V10H0Z M2 2H8V8H2Z', width: 10, height: 10 };
    const path = alice.make('path', { path: ring, width: 100, height: 100, fills: filled, fillRule: 'evenodd' });
    const on = (x: number, y: number): boolean => shapeContains(alice.document, path, { x, y }, 1);
    expect([on(10, 50), on(50, 50), on(21, 50)]).toEqual([true, false, true]);
    alice.document.transact((tx) => tx.set(path, 'fillRule', 'nonzero'));
    expect(on(50, 50)).toBe(true);
  });

  it('a curve by its bend, an open one by its line only', () => {
    const alice = testEditor();
    const arc = { data: 'M0 10A10 10 0 0 1 20 10', width: 20, height: 10 };
    const path = alice.make('path', { path: arc, width: 200, height: 100, strokes: filled, strokeWeight: 4 });
    const on = (x: number, y: number): boolean => shapeContains(alice.document, path, { x, y }, 2);
    expect([on(100, 1), on(29, 29), on(5, 5), on(100, 90)]).toEqual([true, true, false, false]);
  });

  it('an ellipse by its curve, corners excluded', () => {
    const alice = testEditor();
    const ellipse = alice.make('ellipse');
    expect(
      [
        { x: 50, y: 1 },
        { x: 3, y: 3 },
      ].map((point) => shapeContains(alice.document, ellipse, point, 0)),
    ).toEqual([true, false]);
  });

  it('data that is no path is on nothing, and no error', () => {
    const alice = testEditor();
    const path = alice.make('path', { path: { data: 'nonsense', width: 10, height: 10 }, fills: filled });
    expect(shapeContains(alice.document, path, { x: 5, y: 5 }, 1)).toBe(false);
  });
});
