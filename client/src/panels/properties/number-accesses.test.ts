import { boxCenter, must, type NodeId, transformPoint } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import type { Editor } from '../../editor/editor.ts';
import { TestWorld } from '../../editor/testing/test-editor.ts';
import { type NumberAccess, sharedNumber } from '../hooks/use-number-edit.ts';
import {
  CORNER_RADIUS,
  cornerAccess,
  HEIGHT,
  HEIGHT_IN_RATIO,
  OPACITY,
  ROTATION,
  WIDTH,
  WIDTH_IN_RATIO,
} from './number-accesses.ts';

function drawn(): { editor: Editor; box: NodeId; text: NodeId; line: NodeId; group: NodeId } {
  const ids: NodeId[] = [];
  const world = new TestWorld(1, (tx, page) => {
    ids.push(tx.create('rectangle', page, { position: { x: 10, y: 20 }, width: 100, height: 40, opacity: 0.25 }));
    ids.push(tx.create('text', page, { characters: 'Hello', textSizing: 'width' }));
    ids.push(tx.create('line', page, { width: 50, height: 0 }));
    const group = tx.create('group', page);
    tx.create('rectangle', group, { width: 30, height: 20 });
    ids.push(group);
  });
  const [box = '', text = '', line = '', group = ''] = ids;
  return { editor: must(world.people[0], 'a person').editor, box, text, line, group };
}

const write = (editor: Editor, id: NodeId, access: NumberAccess, value: number): void =>
  void editor.edit('Edit', (tx) => access.write(tx, id, value, editor));

describe('numbers of the properties panel', () => {
  it('turn a node about its middle', () => {
    const { editor, box } = drawn();
    const middle = () => transformPoint(editor.scene.pageMatrix(box), boxCenter(editor.scene.localBox(box)));
    const before = middle();
    write(editor, box, ROTATION, 30);
    expect(editor.document.get(box, 'rotation')).toBe(30);
    expect(middle().x).toBeCloseTo(before.x);
    expect(middle().y).toBeCloseTo(before.y);
    write(editor, box, ROTATION, 270);
    expect(editor.document.get(box, 'rotation')).toBe(-90);
  });

  it('keep one radius while the corners agree, four when they do not', () => {
    const { editor, box } = drawn();
    write(editor, box, CORNER_RADIUS, 8);
    expect(editor.document.get(box, 'cornerRadius')).toBe(8);
    write(editor, box, cornerAccess(2), 0);
    expect(editor.document.get(box, 'cornerRadius')).toEqual([8, 8, 0, 8]);
    expect(CORNER_RADIUS.read(editor, box)).toBeNaN();
    write(editor, box, cornerAccess(2), 8);
    expect(editor.document.get(box, 'cornerRadius')).toBe(8);
  });

  it('stop a text from hugging its letters when it is given a size', () => {
    const { editor, text } = drawn();
    write(editor, text, WIDTH, 200);
    expect(editor.document.get(text, 'textSizing')).toBe('height');
    write(editor, text, HEIGHT, 90);
    expect(editor.document.get(text, 'textSizing')).toBe('fixed');
  });

  it('give a line no height, and a group the size of what it holds', () => {
    const { editor, line, group } = drawn();
    expect(HEIGHT.read(editor, line)).toBeUndefined();
    expect([WIDTH.read(editor, group), HEIGHT.read(editor, group)]).toEqual([30, 20]);
  });

  it('scale what a group holds, nested groups and turned nodes included', () => {
    const { editor, group } = drawn();
    const { document } = editor;
    const [rectangle = ''] = document.children(group);
    let inner = '';
    let turned = '';
    editor.edit('Draw', (tx) => {
      inner = tx.create('group', group, { position: { x: 10, y: 0 } });
      turned = tx.create('rectangle', inner, { position: { x: 10, y: 0 }, width: 20, height: 10, rotation: 90 });
    });
    write(editor, group, WIDTH, 60);
    expect(document.get(rectangle, 'width')).toBe(60);
    expect([document.get(turned, 'width'), document.get(turned, 'height')]).toEqual([20, 20]);
    expect(document.position(inner)).toMatchObject({ x: 20, y: 0 });
    expect(WIDTH.read(editor, group)).toBe(60);
    expect(HEIGHT.read(editor, group)).toBe(20);
  });

  it('let the other side follow when the ratio is kept', () => {
    const { editor, box, line, group } = drawn();
    write(editor, box, WIDTH_IN_RATIO, 50);
    expect([WIDTH.read(editor, box), HEIGHT.read(editor, box)]).toEqual([50, 20]);
    write(editor, line, WIDTH_IN_RATIO, 80);
    expect(WIDTH.read(editor, line)).toBe(80);
    write(editor, group, HEIGHT_IN_RATIO, 40);
    expect([WIDTH.read(editor, group), HEIGHT.read(editor, group)]).toEqual([60, 40]);
  });

  it('show opacity in percent, and mixed where nodes disagree', () => {
    const { editor, box, line } = drawn();
    expect(sharedNumber(editor, [box], OPACITY)).toBe(25);
    expect(sharedNumber(editor, [box, line], OPACITY)).toBeNull();
    expect(sharedNumber(editor, [line], CORNER_RADIUS)).toBeUndefined();
  });
});
