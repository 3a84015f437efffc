/**
 * What a replica has seen: actor → greatest time applied (D4). Each actor's changes arrive in its order,
 * so one number per actor says everything.
 */
import type { ActorId, Stamp, Time } from './stamp.ts';

export type VersionVector = ReadonlyMap<ActorId, Time>;

export const EMPTY_VERSION: VersionVector = new Map();

/** The greatest time of an actor that a holder of `version` has seen; -1 where none. */
export const coveredTime = (version: VersionVector, actor: ActorId): Time => version.get(actor) ?? -1;

/** Whether a holder of `version` has seen the change with this stamp. */
export const covers = (version: VersionVector, stamp: Stamp): boolean => (version.get(stamp.actor) ?? -1) >= stamp.time;

/** Raises `target` to the least version that covers both. */
export function joinInto(target: Map<ActorId, Time>, other: VersionVector): void {
  for (const [actor, time] of other) {
    if (time > (target.get(actor) ?? -1)) target.set(actor, time);
  }
}

/** Whether `a` covers everything that `b` covers. */
export function dominates(a: VersionVector, b: VersionVector): boolean {
  for (const [actor, time] of b) if ((a.get(actor) ?? -1) < time) return false;
  return true;
}

export const versionsEqual = (a: VersionVector, b: VersionVector): boolean => dominates(a, b) && dominates(b, a);
