/**
 * Undo's way of writing: registers as they once stood, all at once. What each of them would mean alone, in which order, does not
 * count; so writing back and forth ends exactly where it began (D14).
 *
 * What hangs on others' moves (strays, D8) does not travel with it: it keeps its place in its parent.
 */
import type { Vector } from '../geometry/vector.ts';
import type { Value } from '../schema/value.ts';
import type { NodeId } from './node-id.ts';
import type { DocumentReader } from './reader.ts';
import type { Strays } from './strays.ts';

export interface WriteBack {
  readonly node: NodeId;
  readonly property: string;
  /** The value that stood; null where none did. */
  readonly value: Value;
  /** A position that is only another way to say where the node is seen. Where it no longer is, the node stays. */
  readonly inPlace: boolean;
}

/** What a transaction lends to {@link writeBack}. */
export interface WriteBackTarget {
  readonly document: DocumentReader;
  /** As they are before anything is written. */
  readonly strays: Strays;
  /** The space that a node's position is to be written in; undefined without a place. */
  readonly seat: (id: NodeId) => NodeId | undefined;
  /** Whether a register has this value already. */
  readonly stands: (write: WriteBack) => boolean;
  /** Makes fact what cycles are cut by, before a node moves. */
  readonly settleCuts: (moved: NodeId) => void;
  readonly write: (node: NodeId, property: string, value: Value) => void;
}

interface Seen {
  readonly place: Vector;
  readonly parent: NodeId | undefined;
}

/** Farther off is elsewhere, in px; nearer is the noise of matrices. */
const SAME_PLACE = 1e-6;

export function writeBack(target: WriteBackTarget, registers: readonly WriteBack[]): void {
  const writes = registers.filter((write) => !target.stands(write));
  // Saying in other words where something is changes nothing: that only goes along.
  if (writes.every(({ inPlace }) => inPlace)) return;
  const staying = whatStays(target, writes);
  for (const { node, property } of writes) if (property === 'placement') target.settleCuts(node);
  for (const { node, property, value } of writes) target.write(node, property, value);
  // One that is put right may be the space of another.
  while (putRight(target, staying));
}

/** Nodes that are not moved by these writes on purpose, though they could be on the way. */
function whatStays({ document, strays }: WriteBackTarget, writes: readonly WriteBack[]): Map<NodeId, Seen> {
  const staying = new Map<NodeId, Seen>();
  const add = (id: NodeId, place: Vector): unknown => staying.set(id, { place, parent: document.parent(id) });
  for (const [id, place] of strays.carriedBy(writes.map(({ node }) => node))) add(id, place);
  for (const { node, inPlace } of writes) if (inPlace) add(node, document.position(node));
  for (const { node, property, inPlace } of writes)
    if (!inPlace && (property === 'placement' || property === 'position')) staying.delete(node);
  return staying;
}

/** @returns whether anything was not where it is to stay */
function putRight({ document, seat, write }: WriteBackTarget, staying: Map<NodeId, Seen>): boolean {
  let moved = false;
  for (const [id, { place, parent }] of staying) {
    const now = document.position(id);
    const isThere = Math.abs(now.x - place.x) < SAME_PLACE && Math.abs(now.y - place.y) < SAME_PLACE;
    // Where a cycle is cut anew, it goes where it is defined to go.
    const space = seat(id);
    if (isThere || space === undefined || document.parent(id) !== parent) continue;
    write(id, 'position', { x: place.x, y: place.y, space });
    staying.delete(id);
    moved = true;
  }
  return moved;
}
