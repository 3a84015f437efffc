/**
 * Snapping to edges and centres of what lies beside. The lines to snap to are gathered once, when the gesture begins; each
 * move then asks for the nearest along either axis.
 */
import { type Box, boxCenter, type DocumentReader, type NodeId, type Vector } from '@joinery/shared';
import { visibleBox } from './camera.ts';
import type { Guides } from './guides.ts';
import type { Axis } from './guide-ref.ts';
import type { Scene } from './scene.ts';
import { isHidden } from './selection.ts';
import type { SessionState, SnapLine } from './session.ts';

/** How near counts, in CSS px. */
export const SNAP_DISTANCE = 8;

/** More neighbours than this are not looked at: lines everywhere help nobody. */
const MAX_NEIGHBOURS = 400;

/** A line across one axis, and how far the box it comes from reaches along the other. */
interface Stop {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface SnapStops {
  readonly x: readonly Stop[];
  readonly y: readonly Stop[];
}

export interface SnapHost {
  readonly document: DocumentReader;
  readonly scene: Scene;
  readonly state: SessionState;
  readonly guides: Guides;
}

/** Lines of the visible siblings of `moving`, of the frame they lie in, and guides that are shown. */
export function snapStops(host: SnapHost, parent: NodeId, moving: readonly NodeId[]): SnapStops {
  const { document, scene, state } = host;
  const seen = visibleBox(state.camera, state.viewport);
  const boxes: Box[] = [];
  if (document.get(parent, 'type') === 'frame') boxes.push(scene.pageBox(parent));
  const excluded = new Set(moving);
  for (const id of document.children(parent)) {
    if (boxes.length > MAX_NEIGHBOURS) break;
    if (excluded.has(id) || isHidden(document, id)) continue;
    const box = scene.pageBox(id);
    if (meets(box, seen)) boxes.push(box);
  }
  const stops = stopsOf(boxes);
  const guides = state.aids.rulers ? host.guides.near(seen, state.page) : [];
  const along = (wanted: Axis): Stop[] =>
    guides.flatMap(({ axis, at }) => (axis === wanted ? [{ at, from: Infinity, to: -Infinity }] : []));
  return { x: [...stops.x, ...along('x')], y: [...stops.y, ...along('y')] };
}

function stopsOf(boxes: readonly Box[]): SnapStops {
  return {
    x: boxes.flatMap((box) =>
      [box.left, boxCenter(box).x, box.right].map((at) => ({ at, from: box.top, to: box.bottom })),
    ),
    y: boxes.flatMap((box) =>
      [box.top, boxCenter(box).y, box.bottom].map((at) => ({ at, from: box.left, to: box.right })),
    ),
  };
}

export interface Snap {
  /** To be added to the move. Zero along an axis where nothing is near. */
  readonly by: Vector;
  readonly snapped: { readonly x: boolean; readonly y: boolean };
  readonly lines: readonly SnapLine[];
}

export const NO_SNAP: Snap = { by: { x: 0, y: 0 }, snapped: { x: false, y: false }, lines: [] };

/** Which edges of a box may snap: resizing moves only some. */
export interface Edges {
  readonly x: readonly ('left' | 'center' | 'right')[];
  readonly y: readonly ('top' | 'center' | 'bottom')[];
}

const ALL_EDGES: Edges = { x: ['left', 'center', 'right'], y: ['top', 'center', 'bottom'] };

/**
 * @param box where the moving box would be, in page coordinates
 * @param distance in page px
 */
export function snap(stops: SnapStops, box: Box, distance: number, edges: Edges = ALL_EDGES): Snap {
  const center = boxCenter(box);
  const xs = edges.x.map((edge) => (edge === 'center' ? center.x : box[edge]));
  const ys = edges.y.map((edge) => (edge === 'center' ? center.y : box[edge]));
  const dx = nearest(stops.x, xs, distance);
  const dy = nearest(stops.y, ys, distance);
  const by = { x: dx ?? 0, y: dy ?? 0 };
  const moved: Box = { left: box.left + by.x, top: box.top + by.y, right: box.right + by.x, bottom: box.bottom + by.y };
  const lines: SnapLine[] = [];
  if (dx !== undefined)
    for (const { at, from, to } of meeting(stops.x, xs, by.x, [moved.top, moved.bottom]))
      lines.push({ from: { x: at, y: from }, to: { x: at, y: to } });
  if (dy !== undefined)
    for (const { at, from, to } of meeting(stops.y, ys, by.y, [moved.left, moved.right]))
      lines.push({ from: { x: from, y: at }, to: { x: to, y: at } });
  return { by, snapped: { x: dx !== undefined, y: dy !== undefined }, lines };
}

/** The least move that puts one of the edges on a stop; undefined when none is near enough. */
function nearest(stops: readonly Stop[], edges: readonly number[], distance: number): number | undefined {
  let best: number | undefined;
  for (const { at } of stops) {
    for (const edge of edges) {
      const by = at - edge;
      if (Math.abs(by) <= distance && (best === undefined || Math.abs(by) < Math.abs(best))) best = by;
    }
  }
  return best;
}

/** The stops that edges lie on after the move, one for each place, long enough to reach the moved box. */
function meeting(
  stops: readonly Stop[],
  edges: readonly number[],
  by: number,
  [near, far]: readonly [number, number],
): Stop[] {
  const lines = new Map<number, Stop>();
  for (const stop of stops) {
    if (!edges.some((edge) => Math.abs(edge + by - stop.at) < 1e-6)) continue;
    const key = Math.round(stop.at * 1e6);
    const known = lines.get(key);
    const from = Math.min(stop.from, near, known?.from ?? near);
    const to = Math.max(stop.to, far, known?.to ?? far);
    lines.set(key, { at: stop.at, from, to });
  }
  return [...lines.values()];
}

const meets = (a: Box, b: Box): boolean =>
  a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
