/**
 * What the relay writes when it raises the horizon (D9): the horizon itself, and new positions for what stays and was placed in the
 * coordinates of what goes (D8).
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import { FLOOR } from '../clock/actor.ts';
import { coveredTime, type VersionVector } from '../clock/version-vector.ts';
import { rotationOf, transformPoint } from '../geometry/matrix.ts';
import { ZERO } from '../geometry/vector.ts';
import type { Assignment, Change, Register } from './change.ts';
import { HORIZON, type Horizon, type Purged, purgeable, type Stock } from './horizon.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import type { Places } from './places.ts';
import { dependencies, normalDegrees, spaceOf } from './position.ts';
import type { DocumentReader } from './reader.ts';

export interface Raise {
  /** The new horizon, unless everything that was ever done is older: then that. */
  readonly to: Time;
  /** What horizons up to this one purged need not be told of any longer. Replicas that have been away since start over. */
  readonly forget: Time;
}

export interface Raising extends Stock {
  readonly places: Places;
  readonly document: DocumentReader & {
    readonly actor: ActorId;
    readonly version: VersionVector;
    readonly horizon: Horizon;
  };
}

/** @returns the change to make; undefined where raising the horizon would neither purge a node nor shorten a version */
export function planHorizon(raising: Raising, { to: wanted, forget }: Raise): Change | undefined {
  const { document, registers } = raising;
  const { horizon } = document;
  // A relay whose clock is a year ahead would else admit nobody's edits for a year.
  const to = Math.min(wanted, Math.max(0, ...document.version.values()));
  if (to <= horizon.at) return undefined;
  const gone = purgeable(raising, to);
  const foldable = [...document.version].some(
    ([actor, time]) => actor !== FLOOR && actor !== document.actor && time <= to,
  );
  if (gone.size === 0 && !foldable) return undefined;
  const placements = [...gone].map((id) => registers.get(id, 'placement') as Register);
  const value = { at: to, ...purgedUpTo(horizon, placements, { to, forget }) };
  const assignments: Assignment[] = [[ROOT, HORIZON, value], ...settlePlaces(raising, gone)];
  return { actor: document.actor, time: timeOf(raising, to, assignments), assignments };
}

/** As early as can be: what is written anew says nothing new, and must not win over what people have written since. */
function timeOf({ document, registers }: Raising, to: Time, assignments: readonly Assignment[]): Time {
  const replaced = assignments.map(([node, property]) => registers.get(node, property)?.time ?? 0);
  return Math.max(to, coveredTime(document.version, document.actor), ...replaced) + 1;
}

/** What stays and is seen in the coordinates of what is to go (D8) is written anew: nothing may jump. */
function settlePlaces({ document, places, registers }: Raising, gone: ReadonlySet<NodeId>): Assignment[] {
  const settled: Assignment[] = [];
  if (gone.size === 0) return settled;
  for (const id of document.nodes()) {
    const parent = document.parent(id);
    if (gone.has(id) || parent === undefined || parent === ROOT) continue;
    const slot = registers.slots.find(id);
    const space = spaceOf(places, slot);
    const needed = space === places.parentAt(slot) ? [space] : dependencies(places, space);
    if (gone.has(parent) || [...needed].some((other) => gone.has(places.idAt(other))))
      settled.push(...settledPlace(document, id, gone.has(parent) ? TRASH : parent));
  }
  return settled;
}

/** In the parent's coordinates; of what lies in the trash, in those of its page, so that it comes back as it was seen. */
function settledPlace(document: DocumentReader, id: NodeId, parent: NodeId): Assignment[] {
  if (parent !== TRASH) return [[id, 'position', { ...document.position(id), space: parent }]];
  const matrix = document.pageMatrix(id);
  const turn = normalDegrees(rotationOf(matrix));
  const { x, y } = transformPoint(matrix, ZERO);
  const position: Assignment = [id, 'position', { x, y, space: TRASH }];
  return turn === document.get(id, 'rotation') ? [position] : [position, [id, 'rotation', turn]];
}

function purgedUpTo(
  { at, before, purged }: Horizon,
  placements: readonly Register[],
  { to, forget }: Raise,
): Pick<Horizon, 'before' | 'purged'> {
  const latest = new Map<ActorId, Purged>();
  let told = before;
  for (const entry of purged) {
    const [actor, , horizon] = entry;
    if (horizon > forget) latest.set(actor, entry);
    else told = Math.max(told, horizon);
  }
  for (const { actor, time } of placements) {
    const known = latest.get(actor)?.[1] ?? -1;
    latest.set(actor, [actor, Math.max(known, time), to]);
  }
  return { before: Math.min(told, at), purged: [...latest.values()] };
}
