import {
  box,
  type Document,
  type GradientPaint,
  type NewNode,
  type NodeId,
  type NodeType,
  type PicturePaint,
  solid,
} from '@joinery/shared';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Scene } from '../../editor/scene.ts';
import type { TextLayouts } from '../../editor/text-layouts.ts';
import { PaintCaches } from '../paint-caches.ts';
import { paintPage } from '../paint-page.ts';
import { paintedPage } from '../testing/painted-page.ts';
import { FakePath2D, type recordingBitmap, recordingContext, type Recording } from '../testing/recording-context.ts';
import { PaintTarget } from './paint-target.ts';

vi.stubGlobal('Path2D', FakePath2D);

let document: Document;
let scene: Scene;
let page: NodeId;
let caches: PaintCaches;
let layouts: TextLayouts;
let bitmaps: ReturnType<typeof recordingBitmap>[];

beforeEach(() => {
  ({ document, page, scene, caches, bitmaps, layouts } = paintedPage());
  caches.follow(document);
});

const make = (type: NodeType, properties: NewNode, parent = page): NodeId => {
  let made = '';
  document.transact((tx) => (made = tx.create(type, parent, { position: { x: 0, y: 0 }, ...properties })));
  return made;
};

function paint(scale = 1): Recording {
  const recording = recordingContext();
  const region = box(0, 0, 500, 500);
  const view = { scale, x: 0, y: 0, pixelRatio: 1 };
  const target = new PaintTarget({ context: recording.context, view, region, layers: caches.layers });
  const { paths, texts, pictures } = caches;
  paintPage(
    { reader: document, scene, target, paths, texts, pictures, editingText: null },
    page,
    box(0, 0, 500 / scale, 500 / scale),
  );
  return recording;
}

const red = solid('#ff0000');
const blue = solid('#0000ff');
const linear = (handles: GradientPaint['handles']): GradientPaint => ({
  type: 'linear',
  opacity: 1,
  visible: true,
  stops: [
    { offset: 0, color: '#000000', opacity: 1 },
    { offset: 1, color: '#ffffff', opacity: 0.5 },
  ],
  handles,
});

describe('containers', () => {
  test('V8 children of a frame that clips are painted between its clip and the end of it', () => {
    const frame = make('frame', { width: 100, height: 100, fills: [red] });
    make('rectangle', { width: 300, height: 10, fills: [blue] }, frame);
    make('rectangle', { width: 10, height: 10, fills: [red] });
    expect(
      paint()
        .calls.map(({ method }) => method)
        .filter((method) => /fillRect|clip|save|restore/.test(method)),
    ).toEqual(['fillRect', 'save', 'clip', 'fillRect', 'restore', 'fillRect']);
  });

  test('D13 what only a newer version knows is not painted, and what lies in it is', () => {
    const hologram = make('hologram' as NodeType, { width: 10, height: 10, fills: [red], opacity: 0.5 });
    make('rectangle', { position: { x: 300, y: 0 }, width: 10, height: 10, fills: [blue] }, hologram);
    const below = paint();
    expect(below.of('fillRect')).toEqual([]);
    expect(below.of('drawImage').map(({ alpha }) => alpha)).toEqual([0.5]);
    expect(bitmaps[0]?.recording.of('fillRect').map(({ fillStyle }) => fillStyle)).toEqual(['#0000ff']);
  });

  test('V8 a translucent group is painted as one picture, its members opaque in it', () => {
    const group = make('group', { opacity: 0.5 });
    make('rectangle', { width: 100, height: 100, fills: [red] }, group);
    make('rectangle', { width: 100, height: 100, fills: [blue] }, group);
    const below = paint();
    expect(below.of('fillRect')).toEqual([]);
    expect(below.of('drawImage').map(({ alpha }) => alpha)).toEqual([0.5]);
    expect(bitmaps[0]?.recording.of('fillRect').map(({ alpha, fillStyle }) => [alpha, fillStyle])).toEqual([
      [1, '#ff0000'],
      [1, '#0000ff'],
    ]);
  });

  test('V8 a layer is no larger than what it shows', () => {
    const group = make('group', { opacity: 0.5, position: { x: 50, y: 60 } });
    make('rectangle', { width: 20, height: 10, fills: [red] }, group);
    expect(paint().of('drawImage')[0]?.arguments.slice(1)).toEqual([0, 0, 22, 12, 49, 59, 22, 12]);
  });

  test('nothing of a hidden container is painted', () => {
    const group = make('group', { visible: false });
    make('rectangle', { width: 100, height: 100, fills: [red] }, group);
    const frame = make('frame', { opacity: 0, fills: [red] });
    make('rectangle', { width: 10, height: 10, fills: [red] }, frame);
    expect(paint().of('fillRect', 'fill', 'drawImage')).toEqual([]);
  });

  test('members of groups in groups are painted in order, back to front', () => {
    const outer = make('group', {});
    const inner = make('group', {}, outer);
    make('rectangle', { fills: [solid('#000001')] }, inner);
    make('rectangle', { fills: [solid('#000002')] }, outer);
    make('rectangle', { fills: [solid('#000003')] });
    expect(
      paint()
        .of('fillRect')
        .map(({ fillStyle }) => fillStyle),
    ).toEqual(['#000001', '#000002', '#000003']);
  });
});

describe('opacity of a node', () => {
  test('multiplies with that of its only paint, without a layer', () => {
    make('rectangle', { opacity: 0.5, fills: [solid('#ff0000', 0.5)] });
    expect(
      paint()
        .of('fillRect')
        .map(({ alpha }) => alpha),
    ).toEqual([0.25]);
  });

  test('shows fill and stroke as one picture', () => {
    make('rectangle', { opacity: 0.5, fills: [red], strokes: [blue], strokeWeight: 10 });
    expect(
      paint()
        .of('drawImage')
        .map(({ alpha }) => alpha),
    ).toEqual([0.5]);
  });
});

describe('strokes', () => {
  const strokeOf = (extra: NewNode): Recording => {
    make('rectangle', { width: 100, height: 60, strokes: [blue], strokeWeight: 10, ...extra });
    return paint();
  };

  test('on the middle of the outline', () => {
    const painted = strokeOf({ strokeAlign: 'center' });
    expect(painted.of('rect')[0]?.arguments).toEqual([0, 0, 100, 60]);
    expect(painted.of('stroke')[0]?.lineWidth).toBe(10);
  });

  test('inside, on an outline moved by half the weight', () => {
    expect(strokeOf({ strokeAlign: 'inside' }).of('rect')[0]?.arguments).toEqual([5, 5, 90, 50]);
  });

  test('inside and heavier than the shape cover all of it', () => {
    const painted = strokeOf({ strokeAlign: 'inside', strokeWeight: 40 });
    expect(painted.of('fillRect')[0]).toMatchObject({ arguments: [0, 0, 100, 60], fillStyle: '#0000ff' });
  });

  test('outside an opaque fill are painted beneath it, at twice the weight', () => {
    const painted = strokeOf({ strokeAlign: 'outside', fills: [red] });
    expect(painted.of('stroke', 'fillRect').map(({ method }) => method)).toEqual(['stroke', 'fillRect']);
    expect(painted.of('stroke')[0]?.lineWidth).toBe(20);
  });

  test('outside a path that shows through are cut off inside', () => {
    make('path', {
      width: 100,
      height: 100,
      path: { data: 'M 0 0 H 50 V 50 Z', width: 50, height: 50 },
      strokes: [blue],
      strokeWeight: 4,
      strokeAlign: 'outside',
    });
    const painted = paint();
    expect(painted.of('clip').map((call) => call.arguments[1])).toEqual(['evenodd']);
    expect(painted.of('stroke')[0]?.lineWidth).toBe(8);
  });

  test('of an open path lie on it, whatever their alignment', () => {
    const path = { data: 'M 0 0 H 50 V 50', width: 50, height: 50 };
    make('path', { width: 50, height: 50, path, strokes: [blue], strokeWeight: 4, strokeAlign: 'inside' });
    const painted = paint();
    expect(painted.of('clip')).toEqual([]);
    expect(painted.of('stroke')[0]?.lineWidth).toBe(4);
  });

  test('of a stretched path are not stretched', () => {
    make('path', {
      width: 200,
      height: 50,
      path: { data: 'M 0 0 H 50 V 50 Z', width: 50, height: 50 },
      strokes: [blue],
      strokeWeight: 4,
    });
    const [stroke] = paint().of('stroke');
    expect(stroke).toMatchObject({
      transform: [1, 0, 0, 1, 0, 0],
      arguments: [{ parts: [{ transform: { a: 4, d: 1 } }] }],
    });
  });

  test('with an elliptical gradient are coloured after they are drawn', () => {
    make('ellipse', {
      width: 100,
      height: 50,
      strokes: [{ ...linear([0.5, 0.5, 1, 0.5, 0.5, 1]), type: 'radial' }],
      strokeWeight: 4,
    });
    expect(paint().of('drawImage')).toHaveLength(1);
    expect(bitmaps[0]?.recording.of('stroke', 'fillRect').map(({ method }) => method)).toEqual(['stroke', 'fillRect']);
  });
});

describe('gradients', () => {
  const styleOf = (paintOfFill: GradientPaint, size: NewNode = {}): unknown => {
    make('rectangle', { width: 200, height: 100, fills: [paintOfFill], ...size });
    return paint().of('fillRect')[0]?.fillStyle;
  };

  test('linear along the box', () => {
    expect(styleOf(linear([0, 0, 1, 0, 0, 1]))).toMatchObject({
      kind: 'linear',
      values: [0, 0, 200, 0],
      stops: [
        [0, '#000000'],
        [1, '#ffffff80'],
      ],
    });
  });

  test('linear with a slanted cross axis run square to it', () => {
    const { values } = styleOf(linear([0, 0, 1, 1, -0.5, 1]), { width: 100, height: 100 }) as { values: number[] };
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = values;
    // The cross axis is (-50, 100): equal colours run along it, and the end handle (100, 100) has the last colour.
    expect((x1 - x0) * -50 + (y1 - y0) * 100).toBeCloseTo(0);
    const length = Math.hypot(x1 - x0, y1 - y0);
    expect(((100 - x0) * (x1 - x0) + (100 - y0) * (y1 - y0)) / length ** 2).toBeCloseTo(1);
  });

  test('radial and round are plain', () => {
    const round: GradientPaint = { ...linear([0.5, 0.5, 1, 0.5, 0.5, 1]), type: 'radial' };
    expect(styleOf(round, { width: 80, height: 80 })).toMatchObject({
      kind: 'radial',
      values: [40, 40, 0, 40, 40, 40],
    });
  });

  test('radial and elliptical are painted through a transform, inside the outline', () => {
    make('rectangle', { width: 200, height: 100, fills: [{ ...linear([0.5, 0.5, 1, 0.5, 0.5, 1]), type: 'radial' }] });
    const painted = paint();
    expect(painted.of('transform')[0]?.arguments).toEqual([100, 0, 0, 50, 100, 50]);
    expect(painted.of('clip', 'fillRect').map(({ method }) => method)).toEqual(['clip', 'fillRect']);
  });

  test('angular and round run from the main axis on, clockwise', () => {
    const round: GradientPaint = { ...linear([0.5, 0.5, 0.5, 1, 0, 0.5]), type: 'angular' };
    const style = styleOf(round, { width: 80, height: 80 }) as { kind: string; values: number[] };
    expect(style).toMatchObject({ kind: 'conic', values: [Math.PI / 2, 40, 40] });
  });

  test('angular and elliptical or mirrored are painted through a transform', () => {
    make('rectangle', { width: 200, height: 100, fills: [{ ...linear([0.5, 0.5, 1, 0.5, 0.5, 1]), type: 'angular' }] });
    expect(paint().of('fillRect')[0]).toMatchObject({ fillStyle: { kind: 'conic', values: [0, 0, 0] } });
    expect(paint().of('transform')).toHaveLength(1);
    expect(styleOf({ ...linear([0.5, 0.5, 0.5, 0, 0, 0.5]), type: 'angular' }, { height: 200 })).toBeDefined();
    expect(paint().of('transform')).toHaveLength(2);
  });

  test('diamonds are four quarters whose edges add up, on a layer, cut by the outline', () => {
    make('ellipse', { width: 200, height: 100, fills: [{ ...linear([0.5, 0.5, 1, 0.5, 0.5, 1]), type: 'diamond' }] });
    expect(
      paint()
        .of('clip', 'drawImage')
        .map(({ method }) => method),
    ).toEqual(['clip', 'drawImage']);
    const quarters = bitmaps[0]?.recording.of('fillRect') ?? [];
    expect(quarters.map(({ blend }) => blend)).toEqual(Array.from({ length: 4 }, () => 'lighter'));
    expect(quarters[3]?.fillStyle).toMatchObject({ kind: 'linear', values: [0, 0, 0.5, 0.5] });
  });

  test('without extent show their last colour', () => {
    expect(styleOf(linear([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]))).toBe('#ffffff80');
  });

  test('paints of a kind from a newer client are left out', () => {
    make('rectangle', { fills: [{ type: 'plasma', opacity: 1, visible: true } as never, blue] });
    expect(
      paint()
        .of('fillRect')
        .map(({ fillStyle }) => fillStyle),
    ).toEqual(['transparent', '#0000ff']);
  });
});

describe('pictures', () => {
  const picture: PicturePaint = {
    type: 'picture',
    opacity: 0.5,
    visible: true,
    picture: 'a'.repeat(43),
    width: 400,
    height: 100,
    mode: 'fill',
    scale: 0.5,
    crop: [0.25, 0, 0.5, 1],
  };
  const image = { width: 200, height: 50 } as ImageBitmap;
  /** From px of the decoded picture, which is half as large, to the box of 100 × 100. */
  const styleOf = (mode: PicturePaint['mode'], here = true): unknown => {
    make('rectangle', { width: 100, height: 100, fills: [{ ...picture, mode }] });
    caches = new PaintCaches(layouts, caches.layers, { of: () => (here ? image : undefined) });
    return paint().of('fillRect')[0]?.fillStyle;
  };

  test.each([
    ['fill', 'no-repeat', { a: 2, d: 2, e: -150, f: 0 }],
    ['fit', 'no-repeat', { a: 0.5, d: 0.5, e: 0, f: 37.5 }],
    ['crop', 'no-repeat', { a: 1, d: 2, e: -50, f: 0 }],
    ['tile', 'repeat', { a: 1, d: 1, e: 0, f: 0 }],
  ] as const)('that %s the box are patterns, %s', (mode, repetition, matrix) => {
    expect(styleOf(mode)).toMatchObject({ image, repetition, matrix });
  });

  test('that are not here yet are a quiet grey', () => {
    expect(styleOf('fill', false)).toBe('rgb(128 128 128 / 18%)');
  });
});

describe('text', () => {
  test('is painted line by line in its font, with its spacing', () => {
    make('text', { characters: 'One\nTwo', width: 100, height: 40, fontWeight: 600, letterSpacing: 2, fills: [red] });
    const painted = paint();
    expect(painted.of('fillText').map((call) => call.arguments[0])).toEqual(['One', 'Two']);
    expect(painted.context.font).toContain('600 16px');
    expect(painted.context.letterSpacing).toBe('2px');
  });

  test('with a gradient that no style can be is coloured after it is painted', () => {
    const fills: GradientPaint[] = [{ ...linear([0.5, 0.5, 1, 0.5, 0.5, 1]), type: 'radial' }];
    make('text', { characters: 'Wide', width: 100, height: 20, fills });
    expect(paint().of('drawImage')).toHaveLength(1);
    const [letters, colours] = bitmaps[0]?.recording.of('fillText', 'fillRect') ?? [];
    expect([letters?.method, colours?.method, colours?.blend]).toEqual(['fillText', 'fillRect', 'source-in']);
  });

  test('V9 text too small to read is painted as bars', () => {
    make('text', { characters: 'Hello', width: 100, height: 20, fills: [red] });
    const painted = paint(0.1);
    expect(painted.of('fillText')).toEqual([]);
    expect(painted.of('fillRect')).toHaveLength(1);
  });

  test('is laid out again only when the text changes', () => {
    const id = make('text', { characters: 'Hello', width: 100, height: 20, fills: [red] });
    const kept = caches.texts.of(document, id);
    document.transact((tx) => tx.set(id, 'fills', [blue]));
    expect(caches.texts.of(document, id)).toBe(kept);
    document.transact((tx) => tx.set(id, 'characters', 'Bye'));
    expect(caches.texts.of(document, id).layout.lines[0]?.text).toBe('Bye');
  });
});

describe('level of detail', () => {
  test('V9 what nobody could see is left out or simplified', () => {
    make('rectangle', { width: 2, height: 2, fills: [red] });
    make('rectangle', { width: 100, height: 100, cornerRadius: 5, fills: [red], strokes: [blue], strokeWeight: 1 });
    make('ellipse', { width: 30, height: 30, fills: [red] });
    const painted = paint(0.1);
    expect(painted.of('fillRect')).toHaveLength(2);
    expect(painted.of('stroke', 'roundRect', 'ellipse')).toEqual([]);
  });

  test('a line stays however thin it gets', () => {
    make('line', { width: 500, height: 0, strokes: [blue], strokeWeight: 1 });
    expect(paint(0.1).of('stroke')).toHaveLength(1);
  });
});

test('corner radii shrink together until they fit', () => {
  make('rectangle', { width: 100, height: 40, cornerRadius: [40, 40, 40, 0], fills: [red] });
  expect(paint().of('roundRect')[0]?.arguments[4]).toEqual([20, 20, 20, 0]);
});

test('a path is parsed once, until its outline or size changes', () => {
  const id = make('path', {
    width: 50,
    height: 50,
    path: { data: 'M 0 0 H 50 V 50 Z', width: 50, height: 50 },
    fills: [red],
  });
  const kept = caches.paths.of(document, id);
  document.transact((tx) => tx.setPosition(id, { x: 5, y: 5 }));
  expect(caches.paths.of(document, id)).toBe(kept);
  document.transact((tx) => tx.set(id, 'width', 60));
  expect(caches.paths.of(document, id)).not.toBe(kept);
});
