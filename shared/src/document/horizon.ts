/**
 * Collecting (D9). The horizon is a register on `root` that only the relay writes: a time up to which everything is settled. What was
 * moved to the trash no later than that is purged, registers and all, by every replica for itself, with what lay in it by then. What
 * was put into it later is in the trash itself from now on. No tombstone stays.
 *
 * The trick: purging goes by placements that are not newer than the horizon alone, by the parents that they name and never by where
 * a cut cycle (D5) fell back to. Newer ones can only save a node, and older ones are not admitted any more. So what a horizon purges
 * is settled for ever when it is set, and a replica never drops what its own unacknowledged edits could turn out to need.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import { isList, type Value } from '../schema/value.ts';
import type { Change, Delta } from './change.ts';
import { ColumnDelta } from './column-delta.ts';
import { creationStamp, type NodeId, ROOT } from './node-id.ts';
import { TRASH_SLOT } from './placements.ts';
import type { RegisterStore } from './register-store.ts';
import type { Tree } from './tree.ts';

/** The property of `root` that holds the {@link Horizon}. */
export const HORIZON = 'horizon';

export interface Horizon {
  /** Everything of everybody up to this time has been seen by whoever sees this horizon: nothing older is admitted any more. */
  readonly at: Time;
  /** Of what horizons up to this one purged, {@link purged} does not tell any more. */
  readonly before: Time;
  /**
   * Of all placements that later horizons purged, each actor's latest, with the horizon that purged it. A replica that comes back
   * with an older horizon and has not seen them all holds nodes that should be gone, and cannot know.
   */
  readonly purged: readonly Purged[];
}

export type Purged = readonly [actor: ActorId, time: Time, horizon: Time];

export const NO_HORIZON: Horizon = { at: 0, before: 0, purged: [] };

/** Reads the register; what makes no sense is no horizon. */
export function horizonIn(value: Value | undefined): Horizon {
  if (typeof value !== 'object' || value === null || isList(value)) return NO_HORIZON;
  const { at, before, purged } = value;
  if (typeof at !== 'number' || typeof before !== 'number' || !isPurgedList(purged)) return NO_HORIZON;
  return { at, before, purged };
}

/** The time of the horizon that a change sets; -1 for any other change. */
export function horizonSetBy({ assignments }: Change): Time {
  const set = assignments.find(([node, property]) => node === ROOT && property === HORIZON);
  return set === undefined ? -1 : horizonIn(set[2]).at;
}

/** The horizon that a delta brings; undefined where it brings none. */
export function horizonOf(delta: Delta): Horizon | undefined {
  // Without making rows of a whole document.
  const { nodes, columns } = ColumnDelta.of(delta);
  const column = columns.find(({ property }) => property === HORIZON);
  const at = Array.from(column?.rows ?? []).findIndex((row) => nodes[row] === ROOT);
  return at < 0 ? undefined : horizonIn(column?.values[at]);
}

const isPurgedList = (value: Value | undefined): value is Horizon['purged'] & Value =>
  Array.isArray(value) &&
  value.every(
    (entry) =>
      Array.isArray(entry) &&
      typeof entry[0] === 'string' &&
      typeof entry[1] === 'number' &&
      typeof entry[2] === 'number',
  );

/** Where nodes are, and what they are made of. */
export interface Stock {
  readonly registers: RegisterStore;
  readonly tree: Tree;
}

/** The nodes that a horizon at this time purges. */
export function purgeable({ registers, tree }: Stock, at: Time): Set<NodeId> {
  const gone = new Set<number>([TRASH_SLOT]);
  const placements = registers.column('placement');
  for (const parent of gone) {
    for (const slot of tree.childSlots(parent)) {
      // Where a cut cycle fell back to is nowhere that somebody moved it.
      if (placements.timeAt(slot) <= at && !tree.cut.includes(slot)) gone.add(slot);
    }
  }
  gone.delete(TRASH_SLOT);
  return new Set(Array.from(gone, (slot) => registers.slots.ids[slot] as NodeId));
}

/** Whether a node that is named somewhere was purged: it is not here, and everything up to the horizon has been seen (D9). */
export function isPurged(registers: RegisterStore, id: NodeId, at: Time): boolean {
  if (at === 0 || registers.valueAt(registers.slots.find(id), 'type') !== undefined) return false;
  return (creationStamp(id)?.time ?? Infinity) <= at;
}
