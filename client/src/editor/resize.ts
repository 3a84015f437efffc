/**
 * The arithmetic of resizing: a box, a handle and a pointer give two scale factors about an anchor; a map of the page made
 * of them is then laid on every node. No document here. The anchor (the opposite corner, or the centre) never moves.
 */
import {
  invert,
  type Matrix,
  multiply,
  rotation,
  rotationOf,
  scaling,
  transformPoint,
  transformVector,
  translation,
  type Vector,
} from '@joinery/shared';
import { normalDegrees, tidyNumber } from './node-place.ts';
import type { SelectionBox } from './scene.ts';

/** Which of the eight handles: −1 left or top, 0 middle, 1 right or bottom. */
export interface ResizeHandle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

export interface ResizeOptions {
  /** Shift: width and height keep their ratio. */
  readonly keepRatio: boolean;
  /** Alt: both sides move, the centre stays. */
  readonly fromCentre: boolean;
}

/** In the box's own coordinates. Negative factors mirror. */
export interface Scaling {
  readonly anchor: Vector;
  readonly x: number;
  readonly y: number;
}

/**
 * @param target where the handle is wanted, in page coordinates
 */
export function scalingTo(
  box: SelectionBox,
  handle: ResizeHandle,
  target: Vector,
  { keepRatio, fromCentre }: ResizeOptions,
): Scaling {
  const wanted = transformPoint(invert(box.matrix), target);
  const across = axis({ length: box.width, side: handle.x, wanted: wanted.x, fromCentre });
  const down = axis({ length: box.height, side: handle.y, wanted: wanted.y, fromCentre });
  const anchor = { x: across.anchor, y: down.anchor };
  if (!keepRatio) return { anchor, x: across.factor, y: down.factor };
  if (handle.x === 0) return { anchor: { x: box.width / 2, y: anchor.y }, x: Math.abs(down.factor), y: down.factor };
  if (handle.y === 0)
    return { anchor: { x: anchor.x, y: box.height / 2 }, x: across.factor, y: Math.abs(across.factor) };
  const factor = Math.max(Math.abs(across.factor), Math.abs(down.factor));
  return { anchor, x: factor * signOf(across.factor), y: factor * signOf(down.factor) };
}

interface Axis {
  readonly length: number;
  readonly side: -1 | 0 | 1;
  readonly wanted: number;
  readonly fromCentre: boolean;
}

function axis({ length, side, wanted, fromCentre }: Axis): { readonly anchor: number; readonly factor: number } {
  if (side === 0) return { anchor: length / 2, factor: 1 };
  const from = side === 1 ? length : 0;
  const anchor = fromCentre ? length / 2 : length - from;
  // A box without extent along this axis cannot be scaled by it.
  return from === anchor ? { anchor, factor: 1 } : { anchor, factor: (wanted - anchor) / (from - anchor) };
}

const signOf = (factor: number): 1 | -1 => (factor < 0 ? -1 : 1);

/** The map of the page that a scaling of the box makes. */
export function pageMap(box: SelectionBox, { anchor, x, y }: Scaling): Matrix {
  const inBox = multiply(translation(anchor.x, anchor.y), multiply(scaling(x, y), translation(-anchor.x, -anchor.y)));
  return multiply(multiply(box.matrix, inBox), invert(box.matrix));
}

/** A node as it stood when the gesture began. */
export interface Sized {
  /** From its own coordinates to the page's. */
  readonly matrix: Matrix;
  readonly width: number;
  readonly height: number;
  /** Lines keep their direction when they are mirrored; boxes stay upright, since nodes cannot be mirrored. */
  readonly directed: boolean;
}

export interface Resized {
  readonly matrix: Matrix;
  readonly width: number;
  readonly height: number;
}

/**
 * A node under the map. Where it is turned against the box the map would shear it; a node cannot be sheared, so it takes the
 * direction of its x axis and the lengths of both.
 */
export function resized(node: Sized, map: Matrix, box: Matrix): Resized {
  const linear = node.directed ? map : unmirrored(map, box);
  const along = transformVector(multiply(linear, node.matrix), { x: 1, y: 0 });
  const down = transformVector(multiply(linear, node.matrix), { x: 0, y: 1 });
  const width = tidyNumber(node.width * Math.hypot(along.x, along.y));
  const height = tidyNumber(node.height * Math.hypot(down.x, down.y));
  const centre = transformPoint(multiply(map, node.matrix), { x: node.width / 2, y: node.height / 2 });
  // What was squeezed to nothing has no direction of its own any more.
  const flat = Math.hypot(along.x, along.y) < 1e-9;
  const turned = flat ? rotationOf(node.matrix) : normalDegrees(rotationOf({ ...node.matrix, a: along.x, b: along.y }));
  return { matrix: around(centre, turned, { width, height }), width, height };
}

/** The same map with the mirroring taken out: the box's axes keep their directions. */
function unmirrored(map: Matrix, box: Matrix): Matrix {
  const inBox = multiply(multiply(invert(box), map), box);
  return multiply(multiply(box, scaling(Math.abs(inBox.a), Math.abs(inBox.d))), invert(box));
}

/** The matrix of a node of this size and rotation with its centre there. */
function around(
  centre: Vector,
  degrees: number,
  { width, height }: { readonly width: number; readonly height: number },
): Matrix {
  const turn = rotation(degrees);
  const half = transformVector(turn, { x: width / 2, y: height / 2 });
  return multiply(translation(centre.x - half.x, centre.y - half.y), turn);
}
