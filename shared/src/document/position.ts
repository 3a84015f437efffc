/**
 * Where nodes are (D8). A position names the space it was written in: the node whose coordinates it is meant in. A placement that
 * moved the node says how that space reads in the new parent (`via`), as whoever moved it saw the two. So a reparent rewrites no
 * position, a drag that ran concurrently lands where the hand let go, and what the old parent does from then on is of no account.
 * A position of any other space is converted as things stand now. A node's own coordinates start at its position, turned by its
 * rotation.
 */
import { IDENTITY, invert, type Matrix, rotation, transformPoint } from '../geometry/matrix.ts';
import { add, subtract, type Vector } from '../geometry/vector.ts';
import { checkProperty, type Position, type Via } from '../schema/properties.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import { ROOT_SLOT, TRASH_SLOT } from './placements.ts';
import type { Places, Seat } from './places.ts';
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
export const pageMatrix = (places: Places, slot: number): Matrix => frameOf(places, slot).matrix;

function frameOf(places: Places, slot: number): Seat {
  const bottom = climbed.length;
  let above = PAGE;
  for (let at = slot; ;) {
    const parent = places.parentAt(at);
    const trashed = parent === TRASH_SLOT;
    const seat = trashed ? seatOf(places, at) : parent;
    if (seat < 0 || seat === ROOT_SLOT) break;
    // What is asked for itself is mostly a leaf, whose seat is not worth keeping.
    climbed.push(at === slot || trashed ? seatWorkedOut(places, at) : seatIn(places, at));
    if (trashed) {
      above = aboveFrame(places, at);
      break;
    }
    at = parent;
  }
  const frame = lyingIn(above, bottom);
  climbed.length = bottom;
  return frame;
}

/** Seats on the ways up that are being climbed: what a way meets can ask for another. */
const climbed: Seat[] = [];

/** What has been climbed from `bottom` on, seen from the page. Downwards, as the canvas does it, so that the sums are the same. */
function lyingIn({ matrix, turn }: Seat, bottom: number): Seat {
  let { a, b, c, d, e, f } = matrix;
  let turned = turn;
  for (let i = climbed.length - 1; i >= bottom; i--) {
    const { matrix: own, turn: ownTurn } = climbed[i] as Seat;
    e += a * own.e + c * own.f;
    f += b * own.e + d * own.f;
    turned += ownTurn;
    if (ownTurn === 0) continue;
    const [oldA, oldB] = [a, b];
    a = oldA * own.a + c * own.b;
    b = oldB * own.a + d * own.b;
    c = oldA * own.c + c * own.d;
    d = oldB * own.c + d * own.d;
  }
  return { matrix: { a, b, c, d, e, f }, turn: turned };
}

/** Where a node's coordinates are in those that its parent's are in, kept for as long as all that it follows from stands. */
function seatIn(places: Places, slot: number): Seat {
  const kept = places.keptSeat(slot);
  if (kept !== undefined) return kept;
  const seat = seatWorkedOut(places, slot);
  // Where a stray is depends on others, too.
  if (isSettled(places, slot)) places.keepSeat(slot, seat);
  return seat;
}

function seatWorkedOut(places: Places, slot: number): Seat {
  const { x, y } = positionInParent(places, slot);
  const turn = places.rotationAt(slot);
  const { a, b, c, d } = rotation(turn);
  return { matrix: { a, b, c, d, e: x, f: y }, turn };
}

/** The coordinates that the node's position is read in, as the page sees them. */
function aboveFrame(places: Places, slot: number): Seat {
  const space = aboveSlot(places, slot);
  return space < 0 ? PAGE : frameOf(places, space);
}

const PAGE: Seat = { matrix: IDENTITY, turn: 0 };

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
  const above = aboveFrame(places, slot);
  const { matrix: into, turn } = frameOf(places, parent);
  const by = normalDegrees(above.turn - turn);
  const turned = by === 0 ? {} : { rotation: normalDegrees(places.rotationAt(slot) + by) };
  // Out of the trash, back to where it was: everything reads as before.
  if (spaceOf(places, slot) === parent) return known === undefined ? turned : { via: known, ...turned };
  const place = transformPoint(invert(into), transformPoint(above.matrix, positionInParent(places, slot)));
  const written = places.positionAt(slot);
  const space = written.space === ROOT ? (known?.space ?? places.idAt(spaceOf(places, slot))) : written.space;
  const position = { x: place.x, y: place.y, space };
  const problem = checkProperty('position', position);
  if (problem !== undefined) throw new RangeError(problem);
  if (space === places.idAt(parent)) return { position, ...turned };
  const angle = normalDegrees(writtenTurn(places, slot, above.turn) - turn);
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

/** The angle on the page of the coordinates that the position was written in, in degrees. @param above that of those it is read in */
function writtenTurn(places: Places, slot: number, above: number): number {
  const via = viaOf(places, slot)?.turn ?? 0;
  if (isSettled(places, slot)) return above + via;
  const space = spaceOf(places, slot);
  return dependsOn(places, space, slot) ? above : frameOf(places, space).turn + via;
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
