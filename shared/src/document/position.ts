/**
 * Where nodes are (D8). A position names the space it was written in: the node whose coordinates it is meant in. A placement that
 * moved the node says how that space reads in the new parent (`via`), as whoever moved it saw the two. So a reparent rewrites no
 * position, a drag that ran concurrently lands where the hand let go, and what the old parent does from then on is of no account.
 * A position of any other space is converted as things stand now. A node's own coordinates start at its position, turned by its
 * rotation.
 */
import {
  IDENTITY,
  invert,
  type Matrix,
  multiply,
  rotation,
  rotationOf,
  transformPoint,
  translation,
} from '../geometry/matrix.ts';
import { add, subtract, type Vector } from '../geometry/vector.ts';
import { checkProperty, type Placement, type Position, type Via } from '../schema/properties.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';

/** What transforms are made of; the document, or anything that reads like one. */
export interface PlaceReader {
  parent(id: NodeId): NodeId | undefined;
  get(id: NodeId, property: 'placement'): Placement;
  get(id: NodeId, property: 'position'): Position;
  get(id: NodeId, property: 'rotation'): number;
}

/** A position as seen from the node's effective parent, in px. One that was never set is the parent's origin. */
export function positionInParent(reader: PlaceReader, id: NodeId): Vector {
  const { x, y, space } = seated(reader, id);
  const parent = reader.parent(id);
  const here = parent === undefined || parent === TRASH || parent === space;
  // A cut cycle (D5) can leave a node whose space lies inside it: where that is depends on the node itself.
  if (here || dependsOn(reader, space, id)) return { x, y };
  return convertPoint(reader, { x, y }, space, parent);
}

/** A point of one node's coordinates in another's. */
export function convertPoint(reader: PlaceReader, point: Vector, from: NodeId, to: NodeId): Vector {
  if (from === to) return point;
  return transformPoint(invert(pageMatrix(reader, to)), transformPoint(pageMatrix(reader, from), point));
}

/** From the node's own coordinates to its page's: pages, those in the trash too, `root` and `trash` stand at the origin. */
export function pageMatrix(reader: PlaceReader, id: NodeId): Matrix {
  const seat = seatOf(reader, id);
  if (seat === undefined || seat === ROOT) return IDENTITY;
  const above = aboveMatrix(reader, id);
  const own = localMatrix(reader, id);
  return above === IDENTITY ? own : multiply(above, own);
}

/** The space that a node's position is to be written in: its parent; in the trash, the one it came from. Undefined without a place. */
export function seatOf(reader: PlaceReader, id: NodeId): NodeId | undefined {
  const parent = reader.parent(id);
  if (parent !== TRASH) return parent;
  const placement = reader.get(id, 'placement');
  return placement.parent === TRASH ? placement.from : TRASH;
}

/** The space that a node's position is read in: its seat, but for strays. */
export const spaceOf = (reader: PlaceReader, id: NodeId): NodeId => seated(reader, id).space;

/** All that is asked for when one works out where `start` is: its parents, and spaces that are no parents. */
export function dependencies(reader: PlaceReader, start: NodeId): Set<NodeId> {
  const asked = new Set([start]);
  for (const at of asked) {
    const parent = reader.parent(at);
    if (parent === undefined || parent === ROOT) continue;
    asked.add(parent).add(spaceOf(reader, at));
  }
  return asked;
}

const dependsOn = (reader: PlaceReader, start: NodeId, id: NodeId): boolean =>
  start === id || (start !== ROOT && dependencies(reader, start).has(id));

/** What is to be written with a move. */
export interface Reseating {
  readonly via?: Via;
  /** Only where the node comes back to the very space that its position names. */
  readonly position?: Position;
  readonly rotation?: number;
}

/**
 * What keeps a node where it is seen, at the angle it is seen at, when it is moved to another parent. To the trash it takes along
 * how its position was read, for the way back.
 * @throws RangeError where that is further away than a position may be
 */
export function reseating(reader: PlaceReader, id: NodeId, parent: NodeId): Reseating {
  if (parent === ROOT || reader.parent(id) === ROOT) return {};
  const known = viaOf(reader, id);
  if (parent === TRASH) return known === undefined ? {} : { via: known };
  const [above, into] = [aboveMatrix(reader, id), pageMatrix(reader, parent)];
  const by = rotationOf(above) - rotationOf(into);
  const turned = by === 0 ? {} : { rotation: normalDegrees(reader.get(id, 'rotation') + by) };
  // Out of the trash, back to where it was: everything reads as before.
  if (spaceOf(reader, id) === parent) return known === undefined ? turned : { via: known, ...turned };
  const place = transformPoint(invert(into), transformPoint(above, positionInParent(reader, id)));
  const written = reader.get(id, 'position');
  const space = written.space === ROOT ? (known?.space ?? spaceOf(reader, id)) : written.space;
  const position = { x: place.x, y: place.y, space };
  const problem = checkProperty('position', position);
  if (problem !== undefined) throw new RangeError(problem);
  if (space === parent) return { position, ...turned };
  const angle = normalDegrees(writtenTurn(reader, id) - rotationOf(into));
  const { x, y } = subtract(place, transformPoint(rotation(angle), written));
  return { via: { space, x, y, turn: angle }, ...turned };
}

interface Seated extends Vector {
  readonly space: NodeId;
}

/** The position and its space, after `via` where that speaks of it. */
function seated(reader: PlaceReader, id: NodeId): Seated {
  const position = reader.get(id, 'position');
  const seat = seatOf(reader, id);
  // What stands in its own parent's coordinates needs no looking up: nearly everything.
  if (seat === undefined || position.space === seat) return position;
  const via = viaOf(reader, id);
  if (via === undefined) return position.space === ROOT ? { ...position, space: seat } : position;
  const { x, y } = add(transformPoint(rotation(via.turn), position), via);
  return { x, y, space: seat };
}

/** How the node's position is read, by its placement; undefined where that says nothing of it. */
function viaOf(reader: PlaceReader, id: NodeId): Via | undefined {
  const { parent, via } = reader.get(id, 'placement');
  // Who was cut (D5) is not where the placement speaks of.
  if (via === undefined || parent !== reader.parent(id) || via.space === seatOf(reader, id)) return undefined;
  const { space } = reader.get(id, 'position');
  return space === via.space || space === ROOT ? via : undefined;
}

/** The angle on the page of the coordinates that the position was written in, in degrees. */
function writtenTurn(reader: PlaceReader, id: NodeId): number {
  const space = spaceOf(reader, id);
  if (dependsOn(reader, space, id)) return rotationOf(aboveMatrix(reader, id));
  return rotationOf(pageMatrix(reader, space)) + (viaOf(reader, id)?.turn ?? 0);
}

/** From the node's own coordinates to those that its position is read in. */
function localMatrix(reader: PlaceReader, id: NodeId): Matrix {
  const { x, y } = positionInParent(reader, id);
  const turn = reader.get(id, 'rotation');
  return turn === 0 ? translation(x, y) : multiply(translation(x, y), rotation(turn));
}

/** From the coordinates that the node's position is read in to the page's. */
function aboveMatrix(reader: PlaceReader, id: NodeId): Matrix {
  const parent = reader.parent(id);
  if (parent === undefined) return IDENTITY;
  if (parent !== TRASH) return pageMatrix(reader, parent);
  // What is trashed keeps its place, so that what still names it as its space stays where it was.
  const space = spaceOf(reader, id);
  return dependsOn(reader, space, id) ? IDENTITY : pageMatrix(reader, space);
}

/** The same angle in (-180, 180], freed of the noise that atan2 leaves. */
export function normalDegrees(degrees: number): number {
  const turn = Math.round((((degrees % 360) + 360) % 360) * 1e9) / 1e9;
  return turn > 180 ? turn - 360 : turn;
}
