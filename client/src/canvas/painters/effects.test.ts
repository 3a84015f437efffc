import {
  box,
  type Document,
  type Effect,
  type NewNode,
  type NodeId,
  type NodeType,
  type ShadowEffect,
  solid,
} from '@joinery/shared';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Scene } from '../../editor/scene.ts';
import type { PaintCaches } from '../paint-caches.ts';
import { paintPage } from '../paint-page.ts';
import { paintedPage } from '../testing/painted-page.ts';
import { FakePath2D, type recordingBitmap, recordingContext, type Recording } from '../testing/recording-context.ts';
import { PaintTarget } from './paint-target.ts';

vi.stubGlobal('Path2D', FakePath2D);

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
  document.transact((tx) => (made = tx.create(type, parent, { position: { x: 50, y: 50 }, ...properties })));
  return made;
};

function paint(scale = 1): Recording {
  const recording = recordingContext();
  const view = { scale, x: 0, y: 0, pixelRatio: 1 };
  const target = new PaintTarget({
    context: recording.context,
    view,
    region: box(0, 0, 500, 500),
    layers: caches.layers,
  });
  const { paths, texts, pictures } = caches;
  paintPage(
    { reader: document, scene, target, paths, texts, pictures, editingText: null },
    page,
    box(0, 0, 500 / scale, 500 / scale),
  );
  return recording;
}

const red = solid('#ff0000');
const drop: ShadowEffect = {
  type: 'drop-shadow',
  visible: true,
  color: '#102030',
  opacity: 0.5,
  x: 3,
  y: 8,
  blur: 6,
  spread: 2,
};
const blur: Effect = { type: 'layer-blur', visible: true, blur: 10 };
const size = { width: 100, height: 60 };
const SHADOW = '#10203080';

describe('drop shadows', () => {
  test('an opaque shape casts its shadow without a layer, from beside the picture', () => {
    make('rectangle', { ...size, fills: [red], effects: [drop] });
    const painted = paint(2);
    const [shadow, fill] = painted.of('fillRect');
    expect(bitmaps).toHaveLength(0);
    expect(shadow?.arguments).toEqual([-2, -2, 104, 64]);
    expect(shadow?.shadow.slice(0, 2)).toEqual([SHADOW, 12]);
    const [, , aside = 0, down] = (shadow?.shadow ?? []) as number[];
    const [, , , , e = 0] = shadow?.transform ?? [];
    expect(e + 102 * 2).toBeLessThan(0);
    expect(e + aside - 2 * 3).toBe(100);
    expect(down).toBe(16);
    expect(fill?.shadow[1]).toBe(0);
    expect(fill?.arguments).toEqual([0, 0, 100, 60]);
  });

  test('nothing of it shows through a translucent shape', () => {
    make('ellipse', { ...size, fills: [solid('#ff0000', 0.3)], effects: [drop] });
    expect(
      paint()
        .of('clip', 'fill')
        .map(({ method, arguments: [rule] }) => [method, rule]),
    ).toEqual([
      ['clip', 'evenodd'],
      ['fill', undefined],
      ['fill', undefined],
    ]);
  });

  test('texts and hollow shapes cast what is painted of them', () => {
    make('rectangle', { ...size, strokes: [red], strokeWeight: 4, effects: [drop] });
    paint();
    const [first, second] = bitmaps;
    expect(first?.recording.of('stroke')).toHaveLength(1);
    expect(second?.recording.of('drawImage').map(({ blend, shadow }) => [blend, shadow[0]])).toEqual([
      ['source-over', SHADOW],
      ['destination-out', 'rgba(0, 0, 0, 0)'],
    ]);
  });

  test('what casts a far shadow is painted once more, coarsely, with all that is around', () => {
    const position = { x: 0, y: 0 };
    const group = make('group', { position, effects: [drop] });
    make('rectangle', { ...size, position, fills: [red] }, group);
    paint(64);
    const [fine, coarse] = bitmaps.map(({ recording }) => recording.of('fillRect')[0]?.transform[0] ?? 0);
    expect(fine).toBe(64);
    expect(coarse).toBeLessThan(64);
  });

  test('a group casts one shadow of all it holds', () => {
    const group = make('group', { effects: [drop] });
    make('rectangle', { ...size, fills: [red] }, group);
    make('ellipse', { ...size, fills: [red] }, group);
    expect(paint().of('drawImage')).toHaveLength(2);
    expect(bitmaps[0]?.recording.of('fillRect', 'fill')).toHaveLength(2);
  });

  test('a filled frame casts that of its box, a hollow one that of its contents', () => {
    make('rectangle', { ...size, fills: [red] }, make('frame', { ...size, fills: [red], effects: [drop] }));
    expect(
      paint()
        .of('fillRect')
        .map(({ shadow }) => shadow[1]),
    ).toEqual([6, 0, 0]);
    expect(bitmaps).toHaveLength(0);
    make('rectangle', { ...size, fills: [red] }, make('frame', { ...size, effects: [drop] }));
    paint();
    expect(bitmaps).toHaveLength(2);
  });

  test('wide ones are made of fewer pixels: browsers blur only so far', () => {
    const position = { x: 0, y: 0 };
    make('rectangle', { ...size, position, fills: [red], effects: [drop, { ...drop, type: 'inner-shadow' }] });
    const painted = paint(64);
    expect(painted.of('drawImage')).toHaveLength(2);
    const [cast] = bitmaps[0]?.recording.of('fillRect') ?? [];
    // 6 px at 6,400 % would be 192 px of standard deviation: 24, doubled as contexts want it.
    expect(cast?.shadow[1]).toBeCloseTo(48);
  });

  test('what nobody could see of them is left out', () => {
    make('rectangle', { width: 4000, height: 4000, fills: [red], effects: [drop] });
    expect(paint(0.02).of('fillRect')).toHaveLength(1);
  });
});

test('an inner shadow is that of all around, cut by the outline and painted over the fill', () => {
  make('rectangle', { ...size, fills: [red], effects: [{ ...drop, type: 'inner-shadow' }] });
  const painted = paint();
  expect(painted.of('fillRect', 'clip', 'fill').map(({ method }) => method)).toEqual(['fillRect', 'clip', 'fill']);
  expect(painted.of('fill')[0]?.shadow[0]).toBe(SHADOW);
  // The hole is smaller than the shape by the spread.
  expect(painted.of('rect').at(-1)?.arguments).toEqual([2, 2, 96, 56]);
});

describe('blurs and blend modes', () => {
  test('a blur shows a layer out of focus, which holds as much around as matters', () => {
    make('rectangle', { ...size, fills: [red], effects: [blur], opacity: 0.5 });
    const [shown] = paint(2).of('drawImage');
    expect([shown?.filter, shown?.alpha]).toEqual(['blur(10px)', 0.5]);
    expect(bitmaps[0]?.recording.of('fillRect')[0]?.alpha).toBe(1);
  });

  test('a wide blur is made of fewer pixels', () => {
    make('rectangle', { ...size, fills: [red], effects: [{ ...blur, blur: 96 }] });
    const [shown] = paint().of('drawImage');
    const [, , , across = 0, , , , width = 0] = (shown?.arguments ?? []) as number[];
    expect(width / across).toBeCloseTo(2);
    expect(bitmaps[0]?.recording.of('fillRect')[0]?.transform[0]).toBe(0.5);
  });

  test('what lies beside the picture counts as far as it is blurred into it', () => {
    const group = make('group', { effects: [blur], position: { x: 0, y: 0 } });
    make('rectangle', { ...size, fills: [red], position: { x: 505, y: 0 } }, group);
    expect(paint().of('drawImage')).toHaveLength(1);
    expect(bitmaps[0]?.recording.of('fillRect')).toHaveLength(1);
  });

  test('a blend mode is how a layer meets what is behind it', () => {
    make('ellipse', { ...size, fills: [red], blendMode: 'multiply' });
    const group = make('group', { blendMode: 'screen' });
    make('rectangle', { ...size, fills: [red] }, group);
    expect(
      paint()
        .of('drawImage')
        .map(({ blend }) => blend),
    ).toEqual(['multiply', 'screen']);
  });
});

test('the box of what is painted holds effects, those of containers too', () => {
  const group = make('group', { position: { x: 0, y: 0 }, effects: [blur] });
  const id = make('rectangle', { ...size, fills: [red], effects: [drop] }, group);
  // 8 px down, 2 of spread and 9 of blur; and 15 of the group's blur.
  expect(scene.paintBox(id)).toEqual(box(50 - 34, 50 - 34, 150 + 34, 110 + 34));
  document.transact((tx) => tx.set(group, 'effects', []));
  expect(scene.paintBox(id)).toEqual(box(50 - 19, 50 - 19, 150 + 19, 110 + 19));
});

test('effects of a kind that only newer clients know are left out', () => {
  make('rectangle', { ...size, fills: [red], effects: [{ type: 'glitter', visible: true } as never] });
  expect(paint().of('fillRect')).toHaveLength(1);
});
