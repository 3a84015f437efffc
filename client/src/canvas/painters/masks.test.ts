import { box, type Document, type NewNode, type NodeId, type NodeType, solid } from '@joinery/shared';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Scene } from '../../editor/scene.ts';
import type { PaintCaches } from '../paint-caches.ts';
import { paintPage } from '../paint-page.ts';
import { paintedPage } from '../testing/painted-page.ts';
import { type recordingBitmap, recordingContext, type Recording } from '../testing/recording-context.ts';
import { PaintTarget } from './paint-target.ts';

let document: Document;
let scene: Scene;
let page: NodeId;
let caches: PaintCaches;
let bitmaps: ReturnType<typeof recordingBitmap>[];

beforeEach(() => {
  ({ document, page, scene, caches, bitmaps } = paintedPage());
});

const make = (type: NodeType, properties: NewNode, parent = page): NodeId => {
  let made = '';
  document.transact((tx) => (made = tx.create(type, parent, { position: { x: 0, y: 0 }, ...properties })));
  return made;
};

function paint(area = box(0, 0, 500, 500)): Recording {
  const recording = recordingContext();
  for (const bitmap of bitmaps) bitmap.recording.clear();
  const view = { scale: 1, x: 0, y: 0, pixelRatio: 1 };
  const target = new PaintTarget({ context: recording.context, view, region: area, layers: caches.layers });
  const { paths, texts, pictures } = caches;
  paintPage({ reader: document, scene, target, paths, texts, pictures, editingText: null }, page, area);
  return recording;
}

const box100 = (color: string, x = 0): NewNode => ({
  position: { x, y: 0 },
  width: 100,
  height: 100,
  fills: [solid(color)],
});
const colours = (recording: Recording | undefined): unknown[] =>
  recording?.of('fillRect').map(({ fillStyle }) => fillStyle) ?? [];

describe('masks', () => {
  test('hide what lies above them in the same parent, and are not painted', () => {
    make('rectangle', box100('#000001'));
    const group = make('group', {});
    make('rectangle', box100('#000002'), group);
    make('rectangle', { ...box100('#ffffff'), mask: true }, group);
    make('rectangle', box100('#000003'), group);
    make('rectangle', box100('#000004'), make('group', {}, group));
    make('rectangle', box100('#000005'));
    expect(colours(paint())).toEqual(['#000001', '#000002', '#000005']);
    const [masked, mask] = bitmaps;
    expect(colours(masked?.recording)).toEqual(['#000003', '#000004']);
    expect(colours(mask?.recording)).toEqual(['#ffffff']);
    expect(masked?.recording.of('drawImage').map(({ blend }) => blend)).toEqual(['destination-in']);
  });

  test('end where the next one begins, and hidden ones mask nothing', () => {
    make('rectangle', { ...box100('#ffffff'), mask: true });
    make('rectangle', box100('#000001'));
    const second = make('rectangle', { ...box100('#eeeeee'), mask: true });
    make('rectangle', box100('#000002'));
    expect(paint().of('drawImage')).toHaveLength(2);
    document.transact((tx) => tx.set(second, 'visible', false));
    expect(colours(paint())).toEqual(['#000002']);
  });

  test('hide what is in view where they themselves are not', () => {
    make('rectangle', { ...box100('#ffffff'), mask: true });
    make('rectangle', { ...box100('#000001', 300) });
    const below = paint(box(290, 0, 420, 120));
    expect(colours(below)).toEqual([]);
    expect(bitmaps[0]?.recording.of('drawImage').map(({ blend }) => blend)).toEqual(['destination-in']);
  });

  test('can be groups', () => {
    const group = make('group', { mask: true });
    make('ellipse', box100('#ffffff'), group);
    make('rectangle', box100('#eeeeee', 50), group);
    make('rectangle', box100('#000001'));
    expect(colours(paint())).toEqual([]);
    expect(bitmaps[1]?.recording.of('fill', 'fillRect')).toHaveLength(2);
  });

  test('that come, go or move change all that they hide', () => {
    const mask = make('rectangle', box100('#ffffff'));
    const above = make('rectangle', box100('#000001', 400));
    paint();
    const dirty: NodeId[][] = [];
    scene.subscribe(({ ids }) => dirty.push([...ids]));
    document.transact((tx) => tx.set(mask, 'mask', true));
    document.transact((tx) => tx.set(mask, 'visible', false));
    document.transact((tx) => tx.move(mask, 'trash'));
    expect(dirty.map((ids) => ids.includes(above))).toEqual([true, true, true]);
    expect(scene.maskOf(above)).toBeUndefined();
  });

  test('let nothing be picked that they hide', () => {
    const options = { page, deep: true, scope: null, slack: 0 };
    make('rectangle', { ...box100('#ffffff'), mask: true });
    const wide = make('rectangle', { ...box100('#000001'), width: 300 });
    expect(scene.hitTest({ x: 50, y: 50 }, options)).toBe(wide);
    expect(scene.hitTest({ x: 200, y: 50 }, options)).toBeNull();
  });
});
