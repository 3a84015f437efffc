/**
 * What a replica has seen: actor → greatest time applied (D4). Each actor's changes arrive in its order,
 * so one number per actor says everything.
 *
 * Under the reserved actor {@link FLOOR} stands a time up to which everything of everybody has been seen: what the horizon (D9) has
 * passed. Entries that are not newer than it say nothing and are dropped, so that a vector is as long as the list of those who were
 * active since, however many ever were.
 */
import { FLOOR } from './actor.ts';
import type { ActorId, Stamp, Time } from './stamp.ts';

/** Actor → the greatest of its times that has been seen. */
export type VersionVector = ReadonlyMap<ActorId, Time>;

/** Nothing has been seen: what lacks it is everything. */
export const EMPTY_VERSION: VersionVector = new Map();

/** Everything up to this time, of whomever, has been seen; -1 where there is no floor. */
export const floorOf = (version: VersionVector): Time => version.get(FLOOR) ?? -1;

/** The greatest time of an actor that a holder of `version` has seen; -1 where none. */
export const coveredTime = (version: VersionVector, actor: ActorId): Time =>
  Math.max(version.get(actor) ?? -1, floorOf(version));

/** Whether a holder of `version` has seen the change with this stamp. */
export const covers = (version: VersionVector, { actor, time }: Stamp): boolean =>
  (version.get(actor) ?? -1) >= time || floorOf(version) >= time;

/**
 * Whether a change with this stamp, or a later one of its actor, has been seen for certain. What only the floor covers may as well
 * never have been: it came too late, and is taken from nobody any more.
 */
export const hasSeen = (version: VersionVector, { actor, time }: Stamp): boolean => (version.get(actor) ?? -1) >= time;

/** Raises `target` to the least version that covers both. */
export function joinInto(target: Map<ActorId, Time>, other: VersionVector): void {
  raiseFloor(target, floorOf(other));
  for (const [actor, time] of other) if (time > coveredTime(target, actor)) target.set(actor, time);
}

/** Everything up to `time` has been seen: what says less is dropped. A floor never sinks. */
export function raiseFloor(version: Map<ActorId, Time>, time: Time): void {
  if (time <= floorOf(version)) return;
  for (const [actor, seen] of version) if (seen <= time) version.delete(actor);
  version.set(FLOOR, time);
}

/** Whether `a` covers everything that `b` covers. */
export function dominates(a: VersionVector, b: VersionVector): boolean {
  for (const [actor, time] of b) if (coveredTime(a, actor) < time) return false;
  return true;
}

/** Whether both cover the same. */
export const versionsEqual = (a: VersionVector, b: VersionVector): boolean => dominates(a, b) && dominates(b, a);
