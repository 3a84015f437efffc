import { boxFromSize } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { distances } from './distances.ts';
import { testEditor } from './testing/test-editor.ts';

describe('distances between two boxes', () => {
  it('run across the gap, in the middle of what both boxes share', () => {
    expect(distances(boxFromSize(0, 0, 100, 100), boxFromSize(130, 40, 50, 200))).toEqual([
      { from: { x: 100, y: 70 }, to: { x: 130, y: 70 }, length: 30, corner: null },
    ]);
    expect(distances(boxFromSize(0, 200, 100, 10), boxFromSize(20, 0, 10, 50))).toEqual([
      { from: { x: 25, y: 200 }, to: { x: 25, y: 50 }, length: 150, corner: null },
    ]);
  });

  it('where boxes are apart both ways, start in the middle of the first, beside the second, whose corner is extended', () => {
    expect(distances(boxFromSize(0, 0, 100, 100), boxFromSize(150, 220, 10, 10))).toEqual([
      { from: { x: 100, y: 50 }, to: { x: 150, y: 50 }, length: 50, corner: { x: 150, y: 220 } },
      { from: { x: 50, y: 100 }, to: { x: 50, y: 220 }, length: 120, corner: { x: 150, y: 220 } },
    ]);
  });

  it('are four from a box to the one around it, or in it', () => {
    const [inner, outer] = [boxFromSize(10, 20, 30, 40), boxFromSize(0, 0, 100, 100)];
    expect(distances(inner, outer).map(({ length }) => length)).toEqual([10, 60, 20, 40]);
    expect(distances(outer, inner).map(({ length }) => length)).toEqual([10, 60, 20, 40]);
  });

  it('of boxes over each other are those of the edges that differ', () => {
    expect(distances(boxFromSize(0, 0, 100, 100), boxFromSize(50, 0, 100, 100)).map(({ length }) => length)).toEqual([
      50, 50,
    ]);
  });

  it('are none between boxes that touch', () => {
    expect(distances(boxFromSize(0, 0, 10, 10), boxFromSize(10, 0, 10, 10))).toEqual([]);
  });
});

describe('measuring', () => {
  it('begins with Alt while something is selected, and ends with it', () => {
    const alice = testEditor();
    const node = alice.make('rectangle');
    alice.keys({ alt: true });
    expect(alice.editor.state.measuring).toBe(false);
    alice.keys({});
    alice.editor.select([node]);
    alice.keys({ alt: true });
    expect(alice.editor.state.measuring).toBe(true);
    alice.keys({});
    expect(alice.editor.state.measuring).toBe(false);
  });

  it('ends where the key was let go out of sight, and when the hand begins something', () => {
    const alice = testEditor();
    alice.editor.select([alice.make('rectangle')]);
    alice.keys({ alt: true }).keys({ alt: true }).move({ x: 300, y: 300 }, {});
    expect(alice.editor.state.measuring).toBe(false);
    alice.keys({ alt: true }).hold({ x: 50, y: 50 }, { x: 90, y: 50 });
    expect(alice.editor.state.measuring).toBe(false);
  });
});
