/** What the overlay draws of session and document, as told to a context. */
import { type NewNode, type NodeId, type NodeType, ROOT, solid } from '@joinery/shared';
import { replica } from '@joinery/shared/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CanvasDriver } from '../testing/canvas-driver.ts';
import { FakePath2D } from '../testing/recording-context.ts';

vi.stubGlobal('Path2D', FakePath2D);

let canvas: CanvasDriver;

const make = (type: NodeType, properties: NewNode, parent: NodeId = canvas.editor.state.page): NodeId => {
  let made = '';
  canvas.editor.document.transact((tx) => (made = tx.create(type, parent, properties)));
  return made;
};

const rectangle = (x: number, y: number, parent?: NodeId): NodeId =>
  make('rectangle', { position: { x, y }, width: 50, height: 40, fills: [solid('#ff0000')] }, parent);

const drawn = (method: string): readonly (readonly unknown[])[] =>
  canvas.surfaces.overlay.recording.of(method).map((call) => call.arguments);

const texts = (): readonly unknown[] => drawn('fillText').map(([text]) => text);

/** What is painted from now on. */
const afresh = (change: () => void): readonly string[] => {
  canvas.settle();
  canvas.clear();
  change();
  return canvas.settle().painted;
};

beforeEach(() => {
  const document = replica('me');
  document.transact((tx) => tx.create('page', ROOT, { name: 'Page 1' }));
  canvas = new CanvasDriver(document);
});

describe('measuring', () => {
  test('V3 says how far the selection is from what the pointer is on, on the overlay alone', () => {
    const [chosen, other] = [rectangle(0, 0), rectangle(80, 10.25)];
    canvas.editor.select([chosen]);
    const painted = afresh(() => canvas.editor.session.setState({ measuring: true, hovered: other }));
    expect(painted).toEqual(['overlay']);
    expect(texts()).toEqual(['30']);
    expect(drawn('lineTo')).toContainEqual([80.5, 25.5]);
  });

  test('measures to the frame around where the pointer is on nothing else', () => {
    const frame = make('frame', { position: { x: 100, y: 100 }, width: 300, height: 200, name: '' });
    const chosen = rectangle(20, 30, frame);
    canvas.editor.select([chosen]);
    afresh(() => canvas.editor.session.setState({ measuring: true, hovered: chosen }));
    expect(texts().slice(-4)).toEqual(['20', '230', '30', '130']);
  });
});

describe('the pixel grid', () => {
  test('stands between the pixels in view, from 800 % on', () => {
    afresh(() => canvas.editor.setCamera({ x: 0.5, y: 0, zoom: 7.9 }));
    expect(drawn('moveTo')).toEqual([]);
    afresh(() => canvas.editor.setCamera({ x: 0.5, y: 0, zoom: 10 }));
    // 1000 × 800 CSS px.
    expect(drawn('moveTo')).toHaveLength(100 + 80);
    expect(drawn('moveTo')[0]).toEqual([5.5, 0]);
  });

  test('goes and comes by its command, without a repaint of the content', () => {
    canvas.editor.setCamera({ x: 0, y: 0, zoom: 10 });
    expect(afresh(() => canvas.editor.run('toggle-pixel-grid'))).toEqual(['overlay']);
    expect(drawn('moveTo')).toEqual([]);
    afresh(() => canvas.editor.run('toggle-pixel-grid'));
    expect(drawn('moveTo')).toHaveLength(180);
  });
});

describe('rulers', () => {
  test('carry numbers, and the extent of the selection in its place', () => {
    canvas.editor.select([rectangle(95, 300)]);
    expect(afresh(() => canvas.editor.run('toggle-rulers'))).toEqual(['overlay']);
    expect(texts()).toEqual(expect.arrayContaining(['0', '95', '145', '200', '300', '340', '500']));
    // Only along the left: along the top it would run into the 95.
    expect(texts().filter((text) => text === '100')).toHaveLength(1);
  });

  test('V6 a guide that somebody adds repaints the overlay where rulers are shown, and never the content', () => {
    const { document, state } = canvas.editor;
    const add = (at: number) => document.transact((tx) => tx.setRaw(state.page, 'guides/a', { axis: 'x', at }));
    expect(afresh(() => add(50))).toEqual([]);
    canvas.editor.run('toggle-rulers');
    expect(afresh(() => add(70))).toEqual(['overlay']);
    expect(drawn('moveTo')[0]).toEqual([70.5, 0]);
  });
});

describe('layout grids', () => {
  const columns = { type: 'columns', visible: true, color: '#ff0000', opacity: 0.1, size: 40 } as const;

  test('lie over their frame as far as it is in view, with the zoom and the turn of the frame, and never touch the content', () => {
    const frame = make('frame', { position: { x: 100, y: 50 }, width: 320, height: 200, name: '' });
    const { document } = canvas.editor;
    const grid = { ...columns, count: 3, gutter: 10, margin: 0, align: 'start' } as const;
    const painted = afresh(() => document.transact((tx) => tx.set(frame, 'layoutGrids', [grid])));
    expect(painted).toEqual(['overlay']);
    expect(drawn('fillRect')).toEqual([
      [0, 0, 40, 200],
      [50, 0, 40, 200],
      [100, 0, 40, 200],
    ]);
    afresh(() => canvas.editor.setCamera({ x: 5000, y: 0, zoom: 1 }));
    expect(drawn('fillRect')).toEqual([]);
    afresh(() => canvas.editor.setCamera({ x: 0, y: 0, zoom: 2 }));
    expect(canvas.surfaces.overlay.recording.of('fillRect')[0]?.transform).toEqual([2, 0, 0, 2, 200, 100]);
    expect(afresh(() => canvas.editor.run('toggle-layout-grids'))).toEqual(['overlay']);
    expect(drawn('fillRect')).toEqual([]);
  });

  test('of squares are lines, left out where they would be a grey', () => {
    make('frame', {
      position: { x: 0, y: 0 },
      width: 100,
      height: 50,
      layoutGrids: [{ type: 'grid', visible: true, color: '#ff0000', opacity: 0.1, size: 10 }],
    });
    afresh(() => canvas.editor.setCamera({ x: 0, y: 0, zoom: 2 }));
    expect(drawn('moveTo')).toHaveLength(9 + 4);
    afresh(() => canvas.editor.setCamera({ x: 0, y: 0, zoom: 0.3 }));
    expect(drawn('moveTo')).toEqual([]);
  });
});
