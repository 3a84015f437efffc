/**
 * Where nodes are (D8). A position names the space it was written in: the node whose coordinates it is meant in. A placement that
 * moved the node says how that space reads in the new parent (`via`), as whoever moved it saw the two. So a reparent rewrites no
 * position, a drag that ran concurrently lands where the hand let go, and what the old parent does from then on is of no account.
 * A position of any other space is converted as things stand now. A node's own coordinates start at its position, turned by its
 * rotation.
 */
import { IDENTITY, invert, type Matrix, multiply, rotation, transformPoint, translation } from '../geometry/matrix.ts';
import { add, subtract, type Vector } from '../geometry/vector.ts';
import { checkProperty, type Position, type Via } from '../schema/properties.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import { ROOT_SLOT, TRASH_SLOT } from './placements.ts';
import type { Places } from './places.ts';
import type { DocumentReader } from './reader.ts';

/** A position as seen from the node's effective parent, in px. One that was never set is the parent's origin. */
export function positionInParent(places: Places, slot: number): Vector {
  if (isSettled(places, slot)) return seatedAt(places, slot);
  const parent = places.parentAt(slot);
  const { x, y, space } = seated(places, slot);
  const here = parent < 0 || parent === TRASH_SLOT || parent === space;
  // A cut cycle (D5) can leave a node whose space lies inside it: where that is depends on the node itself.
  if (here || dependsOn(places, space, slot)) return { x, y };
  return transformPoint(invert(pageMatrix(places, parent)), transformPoint(pageMatrix(places, space), { x, y }));
}

/** A point of one node's coordinates in another's. */
export function convertPoint(
  reader: Pick<DocumentReader, 'pageMatrix'>,
  point: Vector,
  from: NodeId,
  to: NodeId,
): Vector {
  if (from === to) return point;
  return transformPoint(invert(reader.pageMatrix(to)), transformPoint(reader.pageMatrix(from), point));
}

/** From the node's own coordinates to its page's: pages, those in the trash too, `root` and `trash` stand at the origin. */
export function pageMatrix(places: Places, slot: number): Matrix {
  const way: number[] = [];
  let at = slot;
  let above = IDENTITY;
  for (let seat = seatOf(places, at); seat >= 0 && seat !== ROOT_SLOT; seat = seatOf(places, at)) {
    way.push(at);
    const parent = places.parentAt(at);
    if (parent !== TRASH_SLOT) at = parent;
    else {
      above = aboveMatrix(places, at);
      break;
    }
  }
  for (let i = way.length - 1; i >= 0; i--) above = within(above, places, way[i] as number);
  return above;
}

/** Where a node's coordinates are in those that its parent's are in. */
function within(above: Matrix, places: Places, slot: number): Matrix {
  const { x, y } = positionInParent(places, slot);
  const turn = places.rotationAt(slot);
  const upright = above.b === 0 && above.c === 0 && above.a === 1 && above.d === 1;
  // Where nothing is turned, it is adding up.
  if (turn === 0 && upright) return above === IDENTITY ? translation(x, y) : translation(x + above.e, y + above.f);
  const own = turn === 0 ? translation(x, y) : multiply(translation(x, y), rotation(turn));
  return above === IDENTITY ? own : multiply(above, own);
}

/** By how many degrees a node's coordinates are turned on its page. */
function pageTurn(places: Places, slot: number): number {
  let turn = 0;
  for (let at = slot; ;) {
    const seat = seatOf(places, at);
    if (seat < 0 || seat === ROOT_SLOT) return turn;
    turn += places.rotationAt(at);
    const parent = places.parentAt(at);
    if (parent === TRASH_SLOT) return turn + aboveTurn(places, at);
    at = parent;
  }
}

/** By how many degrees the coordinates are turned that the node's position is read in. */
function aboveTurn(places: Places, slot: number): number {
  const space = aboveSlot(places, slot);
  return space < 0 ? 0 : pageTurn(places, space);
}

/** The space that a node's position is to be written in: its parent; in the trash, the one it came from. -1 without a place. */
export function seatOf(places: Places, slot: number): number {
  const parent = places.parentAt(slot);
  if (parent !== TRASH_SLOT) return parent;
  const placement = places.placementAt(slot);
  return placement.parent === TRASH ? places.slotOf(placement.from) : TRASH_SLOT;
}

/** The space that a node's position is read in: its seat, but for strays. */
export const spaceOf = (places: Places, slot: number): number =>
  isSettled(places, slot) ? places.parentAt(slot) : seated(places, slot).space;

/** Whether a node's position is read in the coordinates of its parent, as nearly every one is. */
export function isSettled(places: Places, slot: number): boolean {
  const parent = places.parentAt(slot);
  if (parent <= TRASH_SLOT) return false;
  const { space } = places.positionAt(slot);
  return space === ROOT || space === places.idAt(parent) || viaOf(places, slot) !== undefined;
}

/** The position of a node that is settled. */
function seatedAt(places: Places, slot: number): Vector {
  const position = places.positionAt(slot);
  const via = viaOf(places, slot);
  if (via === undefined) return position;
  if (via.turn === 0) return { x: position.x + via.x, y: position.y + via.y };
  return add(transformPoint(rotation(via.turn), position), via);
}

/** All that is asked for when one works out where `start` is: its parents, and spaces that are no parents. */
export function dependencies(places: Places, start: number): Set<number> {
  const asked = new Set([start]);
  for (const at of asked) {
    const parent = places.parentAt(at);
    if (parent < 0 || parent === ROOT_SLOT) continue;
    asked.add(parent).add(spaceOf(places, at));
  }
  return asked;
}

function dependsOn(places: Places, start: number, slot: number): boolean {
  // As long as everything lies in what it is placed in, there is but one way up.
  let at = start;
  for (; at !== slot && isSettled(places, at); at = places.parentAt(at));
  return at === slot || (at !== ROOT_SLOT && dependencies(places, at).has(slot));
}

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
export function reseating(places: Places, slot: number, parent: number): Reseating {
  if (parent === ROOT_SLOT || places.parentAt(slot) === ROOT_SLOT) return {};
  const known = viaOf(places, slot);
  if (parent === TRASH_SLOT) return known === undefined ? {} : { via: known };
  const [above, into] = [aboveMatrix(places, slot), pageMatrix(places, parent)];
  const turn = pageTurn(places, parent);
  const by = normalDegrees(aboveTurn(places, slot) - turn);
  const turned = by === 0 ? {} : { rotation: normalDegrees(places.rotationAt(slot) + by) };
  // Out of the trash, back to where it was: everything reads as before.
  if (spaceOf(places, slot) === parent) return known === undefined ? turned : { via: known, ...turned };
  const place = transformPoint(invert(into), transformPoint(above, positionInParent(places, slot)));
  const written = places.positionAt(slot);
  const space = written.space === ROOT ? (known?.space ?? places.idAt(spaceOf(places, slot))) : written.space;
  const position = { x: place.x, y: place.y, space };
  const problem = checkProperty('position', position);
  if (problem !== undefined) throw new RangeError(problem);
  if (space === places.idAt(parent)) return { position, ...turned };
  const angle = normalDegrees(writtenTurn(places, slot) - turn);
  const { x, y } = subtract(place, transformPoint(rotation(angle), written));
  return { via: { space, x, y, turn: angle }, ...turned };
}

interface Seated extends Vector {
  readonly space: number;
}

/** The position and its space, after `via` where that speaks of it. */
function seated(places: Places, slot: number): Seated {
  const { x, y, space } = places.positionAt(slot);
  const seat = seatOf(places, slot);
  if (seat < 0 || space === places.idAt(seat)) return { x, y, space: seat < 0 ? places.slotOf(space) : seat };
  const via = viaOf(places, slot);
  if (via === undefined) return { x, y, space: space === ROOT ? seat : places.slotOf(space) };
  const place = add(transformPoint(rotation(via.turn), { x, y }), via);
  return { x: place.x, y: place.y, space: seat };
}

/** How the node's position is read, by its placement; undefined where that says nothing of it. */
function viaOf(places: Places, slot: number): Via | undefined {
  const { parent, via } = places.placementAt(slot);
  if (via === undefined) return undefined;
  const now = places.parentAt(slot);
  // Who was cut (D5) is not where the placement speaks of.
  if (now < 0 || parent !== places.idAt(now)) return undefined;
  const seat = now === TRASH_SLOT ? seatOf(places, slot) : now;
  if (via.space === places.idAt(seat)) return undefined;
  const { space } = places.positionAt(slot);
  return space === via.space || space === ROOT ? via : undefined;
}

/** The angle on the page of the coordinates that the position was written in, in degrees. */
function writtenTurn(places: Places, slot: number): number {
  const space = spaceOf(places, slot);
  if (dependsOn(places, space, slot)) return aboveTurn(places, slot);
  return pageTurn(places, space) + (viaOf(places, slot)?.turn ?? 0);
}

/** From the coordinates that the node's position is read in to the page's. */
function aboveMatrix(places: Places, slot: number): Matrix {
  const space = aboveSlot(places, slot);
  return space < 0 ? IDENTITY : pageMatrix(places, space);
}

/** In whose coordinates the node lies; -1 for the page's. */
function aboveSlot(places: Places, slot: number): number {
  const parent = places.parentAt(slot);
  if (parent !== TRASH_SLOT) return parent;
  // What is trashed keeps its place, so that what still names it as its space stays where it was.
  const space = spaceOf(places, slot);
  return dependsOn(places, space, slot) ? -1 : space;
}

/** The same angle in (-180, 180], freed of the noise that atan2 leaves. */
export function normalDegrees(degrees: number): number {
  const turn = Math.round((((degrees % 360) + 360) % 360) * 1e9) / 1e9;
  return turn > 180 ? turn - 360 : turn;
}
