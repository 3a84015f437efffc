/** What somebody can do who may only look at a file (R7). */
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands/commands.ts';
import { onlyReads } from './commands/reading.ts';
import { TestWorld, type TestEditor } from './testing/test-editor.ts';

function viewer(): TestEditor {
  const [ben] = new TestWorld(1, (tx, page) => {
    tx.create('rectangle', page, { fills: [{ type: 'solid', color: '#d9d9d9', opacity: 1, visible: true }] });
    tx.create('text', page, { position: { x: 200, y: 0 }, characters: 'hello' });
  }).people;
  if (ben === undefined) throw new Error('expected a person');
  ben.editor.setReadOnly(true);
  return ben;
}

describe('a viewer', () => {
  it('R7 selects by click and by marquee, also from a node on, and moves nothing', () => {
    const ben = viewer();
    const [rectangle = '', text = ''] = ben.document.children(ben.page);
    ben.click({ x: 50, y: 50 });
    expect(ben.selection).toEqual([rectangle]);
    ben.drag({ x: 50, y: 50 }, { x: 300, y: 90 });
    expect(new Set(ben.selection)).toEqual(new Set([rectangle, text]));
    ben.drag({ x: 100, y: 100 }, { x: 300, y: 300 });
    expect([ben.changes, ben.rect(rectangle)]).toEqual([[], [0, 0, 100, 100]]);
  });

  it('R7 opens no text for typing', () => {
    const ben = viewer();
    ben.doubleClick({ x: 205, y: 5 });
    expect(ben.editor.state.editingText).toBeNull();
    ben.editor.run('select-children');
    expect(ben.editor.state.editingText).toBeNull();
  });

  it('R7 has no command that changes the document, and every other', async () => {
    const ben = viewer();
    for (const command of COMMANDS) {
      ben.editor.select(ben.document.children(ben.page));
      const ran = ben.editor.run(command.id, {
        text: '<svg/>',
        name: 'x',
        value: 1,
        ids: ben.selection,
        parent: ben.page,
      });
      await ben.editor.settled();
      expect([command.id, ran && !onlyReads(command), ben.changes]).toEqual([command.id, false, []]);
    }
    for (const id of ['select-all', 'copy', 'zoom-fit', 'tool-hand', 'export-page-svg'] as const)
      expect([id, ben.editor.isEnabled(id)]).toEqual([id, true]);
  });

  it('R7 has no tool that draws, and writes nothing through the editor', () => {
    const ben = viewer();
    ben.editor.setTool('rectangle');
    expect(ben.editor.state.tool).toBe('select');
    const [rectangle = ''] = ben.document.children(ben.page);
    expect(ben.editor.edit('Set', (tx) => tx.set(rectangle, 'width', 7))).toBeUndefined();
    ben.editor.setText(ben.document.children(ben.page)[1] ?? '', 'bye');
    expect(ben.changes).toEqual([]);
  });

  it('R7 who may only look from now on lets go of what they drag, and it is back where it was', () => {
    const ben = viewer();
    ben.editor.setReadOnly(false);
    const [rectangle = ''] = ben.document.children(ben.page);
    ben.hold({ x: 50, y: 50 }, { x: 250, y: 250 });
    ben.editor.setReadOnly(true);
    ben.up();
    expect(ben.rect(rectangle)).toEqual([0, 0, 100, 100]);
    ben.editor.setReadOnly(false);
    ben.drag({ x: 50, y: 50 }, { x: 60, y: 60 });
    expect(ben.rect(rectangle).slice(0, 2)).toEqual([10, 10]);
  });
});
