/**
 * Puts a geometry under a transform into a node: the turn into its rotation, even scale into its size, and whatever a
 * node cannot hold (skew, mirroring, uneven scale of rounded corners) into an outline.
 */
import {
  type Box,
  boxHeight,
  boxWidth,
  distance,
  invert,
  type Matrix,
  multiply,
  type NewNode,
  type NodeType,
  rotation,
  transformBox,
  transformPoint,
  transformVector,
  translation,
  type Vector,
} from '@joinery/shared';
import { transformEllipse } from '../geometry/arc.ts';
import { decimalsFor } from '../geometry/number-text.ts';
import { pathBounds } from '../geometry/path-bounds.ts';
import { formatPath } from '../geometry/path-data.ts';
import { transformPath } from '../geometry/path-transform.ts';
import { rigidPart } from '../geometry/rigid.ts';
import { rounded, tidy } from './draft.ts';
import { type Geometry, outlineOf } from './shapes.ts';

export interface PlacedShape {
  readonly type: NodeType;
  /** Position, rotation, size and what the type needs besides. */
  readonly properties: NewNode & { readonly position: Vector; readonly width: number; readonly height: number };
  /** From the node's own coordinates to the parent's. */
  readonly matrix: Matrix;
}

export type PlacedBox = Pick<PlacedShape, 'properties' | 'matrix'>;

export function placeShape(geometry: Geometry, m: Matrix): PlacedShape | undefined {
  switch (geometry.kind) {
    case 'rectangle':
      return placeRectangle(geometry, m) ?? placeOutline(geometry, m);
    case 'ellipse':
      return placeEllipse(geometry.box, m);
    case 'line':
      return placeLine(geometry, m);
    case 'path':
      return placeOutline(geometry, m);
    default:
      return geometry satisfies never;
  }
}

/** A node whose box, in coordinates that only a turn and the map's translation part from the parent's, is `local`. */
export function placeBox(local: Box, turn: number, m: Matrix): PlacedBox {
  const corner = transformVector(rotation(turn), { x: local.left, y: local.top });
  const position = rounded({ x: m.e + corner.x, y: m.f + corner.y });
  const properties = {
    position,
    width: tidy(boxWidth(local)),
    height: tidy(boxHeight(local)),
    ...(turn === 0 ? {} : { rotation: turn }),
  };
  return { properties, matrix: multiply(translation(position.x, position.y), rotation(turn)) };
}

function placeRectangle({ box, rx, ry }: Extract<Geometry, { kind: 'rectangle' }>, m: Matrix): PlacedShape | undefined {
  const { kind, turn, rest } = rigidPart(m);
  const [radiusX, radiusY] = [rx * Math.abs(rest.a), ry * Math.abs(rest.d)];
  if (kind === 'skewed' || Math.abs(radiusX - radiusY) > 1e-4 * Math.max(radiusX, radiusY)) return undefined;
  const placed = placeBox(transformBox(rest, box), turn, m);
  const rounding = radiusX === 0 ? {} : { cornerRadius: tidy(radiusX) };
  return { ...placed, type: 'rectangle', properties: { ...placed.properties, ...rounding } };
}

/** An ellipse stays one under any map. */
function placeEllipse(box: Box, m: Matrix): PlacedShape {
  const { kind, turn, rest } = rigidPart(m);
  if (kind !== 'skewed') return { ...placeBox(transformBox(rest, box), turn, m), type: 'ellipse' };
  const { rx, ry, degrees } = transformEllipse(m, boxWidth(box) / 2, boxHeight(box) / 2, 0);
  const center = transformPoint(m, { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
  const local: Box = { left: -rx, top: -ry, right: rx, bottom: ry };
  return { ...placeBox(local, tidy(degrees), translation(center.x, center.y)), type: 'ellipse' };
}

function placeLine({ x1, y1, x2, y2 }: Extract<Geometry, { kind: 'line' }>, m: Matrix): PlacedShape {
  const from = transformPoint(m, { x: x1, y: y1 });
  const to = transformPoint(m, { x: x2, y: y2 });
  const turn = tidy((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI);
  return {
    ...placeBox({ left: 0, top: 0, right: distance(from, to), bottom: 0 }, turn, translation(from.x, from.y)),
    type: 'line',
  };
}

function placeOutline(geometry: Geometry, m: Matrix): PlacedShape | undefined {
  const { kind, turn, rest } = rigidPart(m);
  const upright = kind !== 'similar';
  const linear = upright ? { ...m, e: 0, f: 0 } : rest;
  const segments = transformPath(linear, outlineOf(geometry));
  const local = pathBounds(segments);
  if (local === undefined) return undefined;
  const placed = placeBox(local, upright ? 0 : turn, m);
  const { width, height } = placed.properties;
  const data = formatPath(
    transformPath(translation(-local.left, -local.top), segments),
    decimalsFor(Math.max(width, height)),
  );
  return { ...placed, type: 'path', properties: { ...placed.properties, path: { data, width, height } } };
}

/** From a user space to the node's box, in units of that box, as gradient handles are. */
export function userToBox(
  user: Matrix,
  { matrix, properties: { width, height } }: Pick<PlacedShape, 'matrix' | 'properties'>,
): Matrix {
  const { a, b, c, d, e, f } = multiply(invert(matrix), user);
  // The least side painters assume, so that a gradient runs along a line.
  const [w, h] = [Math.max(width, 1e-3), Math.max(height, 1e-3)];
  return { a: a / w, b: b / h, c: c / w, d: d / h, e: e / w, f: f / h };
}
