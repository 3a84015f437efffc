/**
 * The one value that flows (design §1): what a replica did, atomically, under one stamp (D3). Everything that alters a
 * document is a Change or a {@link Delta} of them; canvas, panels, undo and network are subscribers to it.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import type { VersionVector } from '../clock/version-vector.ts';
import type { Value } from '../schema/value.ts';
import type { NodeId } from './node-id.ts';

/** One register set to one value. `property` is a schema name, or `name/key` for a keyed one (D10). */
export type Assignment = readonly [node: NodeId, property: string, value: Value];

/** What one replica did in one transaction (D3). */
export interface Change {
  readonly actor: ActorId;
  /** With the actor: the stamp of every assignment. Greater than any earlier change's of this actor. */
  readonly time: Time;
  /** At most one per register. */
  readonly assignments: readonly Assignment[];
}

/** Whether a change sets just the registers that another one sets, in the same order: the next step of a drag does. */
export function setsTheSame({ assignments }: Change, other: Change): boolean {
  if (assignments.length !== other.assignments.length) return false;
  for (let i = 0; i < assignments.length; i++) {
    const [node, property] = assignments[i] as Assignment;
    const [sameNode, sameProperty] = other.assignments[i] as Assignment;
    if (node !== sameNode || property !== sameProperty) return false;
  }
  return true;
}

/** A register with the stamp under which it was written. */
export interface Register {
  readonly value: Value;
  readonly time: Time;
  readonly actor: ActorId;
}

/** Registers of one node. */
export interface DeltaRow {
  readonly node: NodeId;
  readonly registers: readonly (readonly [property: string, register: Register])[];
}

/** What a holder of some version lacks (D4). From the empty version it is a snapshot: one format for both. */
export interface Delta {
  /** The version that it leads to, joined with the holder's. */
  readonly version: VersionVector;
  readonly rows: readonly DeltaRow[];
}

/** An own change that was taken back and made again under a fresh stamp, since the relay could not take it as it was. */
export interface Reissued {
  readonly original: Change;
  /** What of it could be made again. */
  readonly change: Change;
  /** Nodes that it made, whose ids could not stay either: the id before → the one that they have now. */
  readonly renamed: ReadonlyMap<NodeId, NodeId>;
}

/** Where a change came from; whoever receives one decides by it. */
export type Origin = 'local' | 'remote' | 'undo' | 'load';
