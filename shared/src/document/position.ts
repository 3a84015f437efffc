/**
 * Where nodes are (D8). A position names the node in whose coordinates it was written; read from under another parent it
 * is converted through both transforms. A node's own coordinates start at its position, turned by its rotation.
 */
import { IDENTITY, invert, type Matrix, multiply, rotation, transformPoint, translation } from '../geometry/matrix.ts';
import type { Vector } from '../geometry/vector.ts';
import type { Position } from '../schema/properties.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';

/** What transforms are made of; the document, or anything that reads like one. */
export interface PlaceReader {
  parent(id: NodeId): NodeId | undefined;
  get(id: NodeId, property: 'position'): Position;
  get(id: NodeId, property: 'rotation'): number;
}

/** A position as seen from the node's effective parent, in px. */
export function positionInParent(reader: PlaceReader, id: NodeId): Vector {
  const position = reader.get(id, 'position');
  const parent = reader.parent(id);
  if (parent === undefined || parent === TRASH || parent === position.space) return position;
  return convertPoint(reader, position, position.space, parent);
}

/** A point of one node's coordinates in another's. */
export function convertPoint(reader: PlaceReader, point: Vector, from: NodeId, to: NodeId): Vector {
  if (from === to) return point;
  return transformPoint(invert(pageMatrix(reader, to)), transformPoint(pageMatrix(reader, from), point));
}

/** From the node's own coordinates to its parent's. */
export function localMatrix(reader: PlaceReader, id: NodeId): Matrix {
  const { x, y } = positionInParent(reader, id);
  const turn = reader.get(id, 'rotation');
  return turn === 0 ? translation(x, y) : multiply(translation(x, y), rotation(turn));
}

/** From the node's own coordinates to its page's: pages, `root` and `trash` stand at the origin. */
export function pageMatrix(reader: PlaceReader, id: NodeId): Matrix {
  const parent = reader.parent(id);
  if (parent === undefined || parent === ROOT || parent === TRASH) {
    // Something trashed keeps its transform, so that what still names it as its space stays where it was.
    return parent === TRASH ? localMatrix(reader, id) : IDENTITY;
  }
  const above = pageMatrix(reader, parent);
  const own = localMatrix(reader, id);
  return above === IDENTITY ? own : multiply(above, own);
}
