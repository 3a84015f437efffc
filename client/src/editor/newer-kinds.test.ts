/** A person at work in a file that holds what only a newer version knows: it can be handled, and nothing of it is lost. */
import type { NodeId, NodeType } from '@joinery/shared';
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestEditor, TestWorld } from './testing/test-editor.ts';

const HOLOGRAM = 'hologram' as NodeType;

let ada: TestEditor;
/** 200 × 100 at 100,100, with a chip of 20 × 20 at 130,130. */
let hologram: NodeId;
let chip: NodeId;

beforeEach(() => {
  const world = new TestWorld(1, (tx, page) => {
    const fills = [{ type: 'solid', color: '#123456', opacity: 1, visible: true }] as const;
    hologram = tx.create(HOLOGRAM, page, { position: { x: 100, y: 100 }, width: 200, height: 100 });
    tx.setRaw(hologram, 'depth', { layers: [1, 2] });
    chip = tx.create('rectangle', hologram, { position: { x: 30, y: 30 }, width: 20, height: 20, fills });
  });
  ada = world.people[0]!;
});

const copies = (): NodeId[] =>
  ada.document.children(ada.page).filter((id) => id !== hologram && ada.document.get(id, 'type') === HOLOGRAM);

function expectCopy(id: NodeId | undefined): void {
  expect(ada.document.read(id ?? '', 'depth')).toEqual({ layers: [1, 2] });
  expect(ada.document.children(id ?? '').map((child) => ada.document.get(child, 'type'))).toEqual(['rectangle']);
}

describe('D13 kinds that only newer versions know', () => {
  it('D13 a click on what lies in one takes the whole, a double click goes in, and a drag moves within', () => {
    ada.click({ x: 135, y: 135 });
    expect(ada.selection).toEqual([hologram]);
    ada.doubleClick({ x: 135, y: 135 });
    expect(ada.selection).toEqual([chip]);
    ada.drag({ x: 135, y: 135 }, { x: 155, y: 145 });
    expect(ada.document.parent(chip)).toBe(hologram);
    expect(ada.rect(chip)).toEqual([50, 40, 20, 20]);
  });

  it('D13 what lies in one can be dragged into a frame and, within one drag, back again', () => {
    const frame = ada.make('frame', { position: { x: 600, y: 100 }, width: 200, height: 200 });
    ada.editor.select([chip]);
    ada.hold({ x: 135, y: 135 }, { x: 650, y: 150 });
    expect(ada.document.parent(chip)).toBe(frame);
    ada.move({ x: 145, y: 135 }).up({ x: 145, y: 135 });
    expect(ada.document.parent(chip)).toBe(hologram);
    expect(ada.rect(chip)).toEqual([40, 30, 20, 20]);
  });

  it('D13 duplicating and copying take along all of it', async () => {
    ada.editor.select([hologram]);
    ada.run('duplicate');
    expectCopy(copies()[0]);
    ada.editor.select([hologram]);
    await ada.runAndWait('copy');
    await ada.runAndWait('paste');
    expect(copies()).toHaveLength(2);
    for (const id of copies()) expectCopy(id);
  });

  it('D13 resizing gives no size to what may have none', () => {
    ada.editor.select([hologram]);
    const before = ada.document.row(hologram)?.get('width');
    ada.drag({ x: 300, y: 200 }, { x: 400, y: 300 });
    expect(ada.document.row(hologram)?.get('width')).toEqual(before);
  });

  it('D13 whoever exports is told what is not in the picture', async () => {
    ada.editor.select([chip]);
    await ada.runAndWait('export-svg');
    expect(ada.editor.state.notice).toBeNull();
    ada.editor.select([hologram]);
    for (const command of ['export-svg', 'export-png'] as const) {
      await ada.runAndWait(command);
      expect(ada.editor.state.notice?.text).toBe('Left out: a layer that only a newer version of Joinery can show');
    }
  });

  it('D13 it goes to the trash and comes back as it was', () => {
    const before = ada.document.toJSON();
    ada.editor.select([hologram]);
    ada.run('delete');
    expect(ada.document.isAlive(hologram)).toBe(false);
    ada.run('undo');
    expect(ada.document.toJSON()).toEqual(before);
  });
});
