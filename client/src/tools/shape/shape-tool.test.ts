import { solid } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { testEditor } from '../../editor/testing/test-editor.ts';

describe('drawing shapes', () => {
  it.each(['frame', 'rectangle', 'ellipse'] as const)(
    'a drag draws a %s, selects it and goes back to the select tool',
    (type) => {
      const alice = testEditor();
      alice.run(`tool-${type}`).drag({ x: 100, y: 100 }, { x: 300, y: 250 });
      const id = alice.selected;
      expect(alice.document.get(id, 'type')).toBe(type);
      expect(alice.rect(id)).toEqual([100, 100, 200, 150]);
      expect(alice.document.get(id, 'fills')).toEqual([solid(type === 'frame' ? '#ffffff' : '#d9d9d9')]);
      expect(alice.editor.state).toMatchObject({ tool: 'select', toolState: 'select.idle' });
      alice.run('undo');
      expect(alice.document.children(alice.page)).toEqual([]);
      alice.run('redo');
      expect(alice.rect(id)).toEqual([100, 100, 200, 150]);
      expect(alice.selected).toBe(id);
    },
  );

  it('a click places one of 100 × 100', () => {
    const alice = testEditor();
    alice.run('tool-rectangle').click({ x: 40, y: 60 });
    expect(alice.rect(alice.selected)).toEqual([40, 60, 100, 100]);
  });

  it('in any direction; Shift draws a square, Alt around the first point', () => {
    const alice = testEditor();
    alice.run('tool-rectangle').drag({ x: 300, y: 300 }, { x: 200, y: 250 });
    expect(alice.rect(alice.selected)).toEqual([200, 250, 100, 50]);
    alice.run('tool-ellipse').drag({ x: 500, y: 500 }, { x: 580, y: 450 }, { shift: true });
    expect(alice.rect(alice.selected)).toEqual([500, 420, 80, 80]);
    alice.run('tool-rectangle').drag({ x: 700, y: 700 }, { x: 750, y: 720 }, { alt: true });
    expect(alice.rect(alice.selected)).toEqual([650, 680, 100, 40]);
  });

  it('names count up per page and type', () => {
    const alice = testEditor();
    const names = ['tool-rectangle', 'tool-rectangle', 'tool-frame'].map((tool, index) => {
      alice.run(tool as 'tool-frame').click({ x: index * 200, y: 0 });
      return alice.document.get(alice.selected, 'name');
    });
    expect(names).toEqual(['Rectangle 1', 'Rectangle 2', 'Frame 1']);
  });

  it('lies in the frame in which it was begun, in its coordinates', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { position: { x: 100, y: 100 }, width: 400, height: 400 });
    alice.run('tool-rectangle').drag({ x: 150, y: 150 }, { x: 600, y: 250 });
    expect(alice.document.parent(alice.selected)).toBe(frame);
    expect(alice.rect(alice.selected)).toEqual([50, 50, 450, 100]);
  });

  it('a new frame takes in what it was drawn around, and an undo lets it out again', () => {
    const alice = testEditor();
    const inside = alice.make('rectangle', { position: { x: 150, y: 150 } });
    const beside = alice.make('rectangle', { position: { x: 350, y: 150 } });
    alice.run('tool-frame').drag({ x: 100, y: 100 }, { x: 400, y: 400 }, { mod: true });
    expect(alice.document.parent(inside)).toBe(alice.selected);
    expect(alice.document.parent(beside)).toBe(alice.page);
    expect(alice.box(inside)).toEqual([150, 150, 250, 250]);
    alice.run('undo');
    expect(alice.document.parent(inside)).toBe(alice.page);
  });

  it('Escape while drawing leaves nothing to see, nothing to undo, and the selection of before', () => {
    const alice = testEditor();
    const old = alice.make('rectangle');
    alice.editor.select([old]);
    alice.run('tool-rectangle').hold({ x: 300, y: 300 }, { x: 400, y: 400 }).escape();
    expect(alice.document.children(alice.page)).toEqual([old]);
    expect(alice.editor.history.undoLabel).toBeUndefined();
    expect(alice.selection).toEqual([old]);
    expect(alice.editor.state.tool).toBe('rectangle');
  });

  it('others see the shape while it is drawn', () => {
    const alice = testEditor();
    alice.run('tool-rectangle').hold({ x: 0, y: 0 }, { x: 100, y: 100 });
    const before = alice.changes.length;
    alice.move({ x: 120, y: 100 });
    expect(alice.changes.length).toBe(before + 1);
    expect(alice.changes.at(-1)?.assignments).toEqual([[alice.selected, 'width', 120]]);
  });
});

describe('drawing lines', () => {
  it('from here to there; Shift in steps of 45°', () => {
    const alice = testEditor();
    alice.run('tool-line').drag({ x: 100, y: 100 }, { x: 100, y: 250 });
    expect(alice.rect(alice.selected)).toEqual([100, 100, 150, 0]);
    expect(alice.document.get(alice.selected, 'rotation')).toBe(90);
    alice.run('tool-line').drag({ x: 300, y: 300 }, { x: 400, y: 395 }, { shift: true });
    expect(alice.document.get(alice.selected, 'rotation')).toBe(45);
    alice.run('tool-line').click({ x: 500, y: 500 });
    expect(alice.rect(alice.selected)).toEqual([500, 500, 100, 0]);
    expect(alice.editor.state.tool).toBe('select');
  });
});
