import { type Document, type NewNode, type NodeId, ROOT, solid } from '@joinery/shared';
import { Random, replica } from '@joinery/shared/testing';
import { beforeEach, expect, test, vi } from 'vitest';
import { CanvasDriver } from '../testing/canvas-driver.ts';
import { FakePath2D } from '../testing/recording-context.ts';
import { MAX_TILE_BYTES } from './tile-store.ts';
import { TILE_PX } from './tile.ts';

vi.stubGlobal('Path2D', FakePath2D);

const COLOR = '#ff0000';

let document: Document;
let page: NodeId;
let canvas: CanvasDriver;

beforeEach(() => {
  document = replica('me');
  document.transact((tx) => (page = tx.create('page', ROOT, { name: 'Page 1' })));
  canvas = new CanvasDriver(document);
});

/** Squares in a grid, as far apart as they are large. */
function grid(columns: number, rows: number, size = 20): NodeId[] {
  const made: NodeId[] = [];
  document.transact((tx) => {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const look: NewNode = { width: size, height: size, fills: [solid(COLOR)] };
        made.push(tx.create('rectangle', page, { ...look, position: { x: column * 2 * size, y: row * 2 * size } }));
      }
  });
  canvas.settle();
  canvas.clear();
  return made;
}

/** How many tiles were painted on since the recordings were cleared. */
const tilesPainted = (): number => canvas.tiles.filter(({ recording }) => recording.of('fillRect').length > 0).length;

const nodesPainted = (): number => canvas.paintedOn('fillRect').filter(({ fillStyle }) => fillStyle === COLOR).length;

/** How many tiles a node meets, with the smoothing of its edges. */
function tilesOf(id: NodeId): number {
  const { left, top, right, bottom } = canvas.editor.scene.paintBox(id);
  const cells = (from: number, to: number): number =>
    Math.floor((to + 2) / TILE_PX) - Math.floor((from - 2) / TILE_PX) + 1;
  return cells(left, right) * cells(top, bottom);
}

test('V10 a change of k nodes paints on at most the tiles that they covered and cover', () => {
  const random = new Random(1);
  const nodes = grid(24, 18);
  for (let round = 0; round < 20; round++) {
    const moved = nodes.filter(() => random.next() < 0.01);
    const before = moved.reduce((sum, id) => sum + tilesOf(id), 0);
    canvas.clear();
    document.transact((tx) => {
      for (const id of moved) tx.setPosition(id, { x: random.next() * 900, y: random.next() * 700 });
    });
    const after = moved.reduce((sum, id) => sum + tilesOf(id), 0);
    canvas.settle();
    expect(tilesPainted()).toBeLessThanOrEqual(before + after);
  }
});

test('V10 a change paints the nodes that lie where something changed, and no others', () => {
  const nodes = grid(24, 18);
  document.transact((tx) => tx.set(nodes[100] ?? '', 'opacity', 0.5));
  canvas.settle();
  expect(nodesPainted()).toBe(1);
});

test('V11 panning paints no node that is in a tile already', () => {
  grid(24, 18);
  for (const [x, y] of [
    [40, 30],
    [200, 120],
    [-120, -60],
    [0, 0],
  ] as const) {
    canvas.editor.setCamera({ x, y, zoom: 1 });
    canvas.settle();
  }
  canvas.clear();
  for (let x = 0; x <= 200; x += 8) {
    canvas.editor.setCamera({ x, y: x / 2, zoom: 1 });
    canvas.settle();
  }
  expect(nodesPainted()).toBe(0);
  expect(canvas.surfaces.content.recording.of('drawImage').length).toBeGreaterThan(0);
});

test('V11 panning over new ground paints each tile once', () => {
  grid(100, 4);
  canvas.clear();
  for (let x = 0; x <= 2500; x += 50) {
    canvas.editor.setCamera({ x, y: 0, zoom: 1 });
    canvas.settle();
  }
  // A square may lie in two tiles across and two down.
  expect(nodesPainted()).toBeLessThanOrEqual(4 * 400);
});

test('V4 once everything in view and near it is painted, the canvas asks for nothing', () => {
  grid(60, 60);
  canvas.nowMs += 60_000;
  expect(canvas.settle()).toEqual({ frames: 0, painted: [] });
});

test('V12 while somebody zooms among few nodes they are painted directly, and sharp in every frame', () => {
  grid(10, 10);
  canvas.editor.setCamera({ x: 0, y: 0, zoom: 1.1 });
  canvas.frame();
  expect(canvas.surfaces.content.recording.of('drawImage')).toHaveLength(0);
  const painted = canvas.surfaces.content.recording.of('fillRect').filter(({ fillStyle }) => fillStyle === COLOR);
  expect(painted).toHaveLength(100);
  expect(painted[0]?.transform[0]).toBe(1.1);
});

test('V12 while somebody zooms among many nodes none is painted; the exact picture comes when the view rests', () => {
  grid(40, 40, 8);
  canvas.editor.setCamera({ x: 0, y: 0, zoom: 1.1 });
  // What changed out of view is patched when it is first shown.
  canvas.frame();
  canvas.clear();
  canvas.editor.setCamera({ x: 0, y: 0, zoom: 1.2 });
  canvas.frame();
  expect(nodesPainted()).toBe(0);
  expect(canvas.surfaces.content.recording.of('drawImage').length).toBeGreaterThan(0);
  const started = canvas.nowMs;
  canvas.settle();
  expect(nodesPainted()).toBeGreaterThanOrEqual(1600);
  const scales = canvas.paintedOn('fillRect').filter(({ fillStyle }) => fillStyle === COLOR);
  expect(new Set(scales.map(({ transform }) => transform[0]))).toEqual(new Set([1.2]));
  expect(canvas.nowMs - started).toBeLessThan(300);
});

test('V12 an edit while stretched tiles are shown is patched into them before they are', () => {
  const nodes = grid(40, 40, 8);
  canvas.editor.setCamera({ x: 0, y: 0, zoom: 1.1 });
  canvas.frame();
  canvas.clear();
  document.transact((tx) => tx.set(nodes[0] ?? '', 'fills', [solid('#0000ff')]));
  canvas.frame();
  const patched = canvas.paintedOn('fillRect').filter(({ fillStyle }) => fillStyle === '#0000ff');
  expect(patched.map(({ transform }) => transform[0])).toContain(1);
});

test('V13 what tiles take is within its limit, however far one looks around', () => {
  grid(200, 30, 40);
  for (let x = 0; x < 16_000; x += 900) {
    for (const zoom of [1, 0.7]) {
      canvas.editor.setCamera({ x, y: 0, zoom });
      canvas.settle();
    }
  }
  expect(canvas.content.tileBytes).toBeGreaterThan(MAX_TILE_BYTES / 2);
  expect(canvas.content.tileBytes).toBeLessThanOrEqual(MAX_TILE_BYTES + 12 * TILE_PX * TILE_PX * 4);
});
