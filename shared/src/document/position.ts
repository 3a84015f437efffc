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

/** A position as seen from the node's effective parent, in px. One that was never set is the parent's origin. */
export function positionInParent(reader: PlaceReader, id: NodeId): Vector {
  const position = reader.get(id, 'position');
  const { space } = position;
  const parent = reader.parent(id);
  if (parent === undefined || parent === TRASH || parent === space || space === ROOT) return position;
  // A cut cycle (D5) can leave a node whose space lies inside it: where that is depends on the node itself.
  if (dependsOn(reader, space, id)) return unbound(reader, position, parent);
  return convertPoint(reader, position, space, parent);
}

function unbound(reader: PlaceReader, position: Position, parent: NodeId): Vector {
  const { onPage } = position;
  return onPage === undefined ? position : transformPoint(invert(pageMatrix(reader, parent)), onPage);
}

/** A point of one node's coordinates in another's. */
export function convertPoint(reader: PlaceReader, point: Vector, from: NodeId, to: NodeId): Vector {
  if (from === to) return point;
  return transformPoint(invert(pageMatrix(reader, to)), transformPoint(pageMatrix(reader, from), point));
}

/** From the node's own coordinates to its parent's. */
function localMatrix(reader: PlaceReader, id: NodeId): Matrix {
  const { x, y } = positionInParent(reader, id);
  const turn = reader.get(id, 'rotation');
  return turn === 0 ? translation(x, y) : multiply(translation(x, y), rotation(turn));
}

/** From the node's own coordinates to its page's: pages, `root` and `trash` stand at the origin. */
export function pageMatrix(reader: PlaceReader, id: NodeId): Matrix {
  const parent = reader.parent(id);
  if (parent === undefined || parent === ROOT) return IDENTITY;
  const above = parent === TRASH ? trashedAbove(reader, id) : pageMatrix(reader, parent);
  const own = localMatrix(reader, id);
  return above === IDENTITY ? own : multiply(above, own);
}

/** What is trashed keeps its place, so that what still names it as its space stays where it was. */
function trashedAbove(reader: PlaceReader, id: NodeId): Matrix {
  const { space } = reader.get(id, 'position');
  return space === ROOT || dependsOn(reader, space, id) ? IDENTITY : pageMatrix(reader, space);
}

/** Whether `id` is asked for when one works out where `start` is: by its parents, and by spaces that are no parents. */
export function dependsOn(reader: PlaceReader, start: NodeId, id: NodeId): boolean {
  const asked = new Set([start]);
  for (const at of asked) {
    if (at === id) return true;
    const parent = reader.parent(at);
    if (parent === undefined || parent === ROOT) continue;
    asked.add(parent).add(reader.get(at, 'position').space);
  }
  return false;
}
