/**
 * What several actors have written to one place, none of which has replaced the others: the core of multi-value registers and sets.
 *
 * Each actor writes only its own register, so the greater stamp never throws away what its writer had not seen. The register
 * carries a dot (when its value was written) and the others' dots seen by then; a value is live while no other register has seen
 * its dot. Dots are not stamps: undo brings an old value back with its old dot, which is as if the newer had never been
 * written, also for those who have replaced either.
 */
import { isActorId } from '../clock/actor.ts';
import { type ActorId, compareStamps, type Time } from '../clock/stamp.ts';
import type { NodeId } from '../document/node-id.ts';
import type { RegisterRow } from '../document/register-store.ts';
import type { Transaction } from '../document/transaction.ts';
import {
  type OwnedProperty,
  ownedProperty,
  parseSeeing,
  type Seeing,
  seeingToValue,
} from '../schema/keyed-property.ts';
import type { Value } from '../schema/value.ts';

/** A value that nobody who had seen it has replaced. */
export interface StandingValue {
  readonly value: Value;
  /** Who wrote it, and when. */
  readonly actor: ActorId;
  readonly time: Time;
}

/** The live values of a family in a node's registers, the latest first. */
export const siblingsIn = (row: RegisterRow | undefined, family: string): StandingValue[] =>
  liveOf(registersOf(row, family));

/** The live values of all families of a kind whose names begin so, in one pass over a node's registers. */
export function siblingsByFamily(
  row: RegisterRow | undefined,
  kind: OwnedProperty['kind'],
  start: string,
): Map<string, StandingValue[]> {
  const families = new Map<string, Map<ActorId, Seeing>>();
  for (const [property, { value, time }] of row ?? []) {
    const owned = property.startsWith(start) ? ownedProperty(property) : undefined;
    const register = owned?.kind === kind ? parseSeeing(value, time) : undefined;
    if (owned === undefined || register === undefined) continue;
    const registers = families.get(owned.family);
    if (registers === undefined) families.set(owned.family, new Map([[owned.actor, register]]));
    else registers.set(owned.actor, register);
  }
  return new Map([...families].map(([family, registers]) => [family, liveOf(registers)]));
}

/** Writes an own value that replaces all that is seen here. */
export function writeSibling(tx: Transaction, node: NodeId, family: string, value: Value): void {
  const seen = new Map<ActorId, Time>();
  for (const [actor, register] of registersOf(tx.reader.row(node), family)) {
    see(seen, actor, register.dot);
    for (const [other, dot] of register.seen) see(seen, other, dot);
  }
  seen.delete(tx.actor);
  tx.setRaw(node, `${family}/@${tx.actor}`, seeingToValue({ dot: tx.time, value, seen }));
}

/** By actor. What is no such value, as only somebody else's program can write it, is passed over. */
function registersOf(row: RegisterRow | undefined, family: string): Map<ActorId, Seeing> {
  const found = new Map<ActorId, Seeing>();
  const start = `${family}/@`;
  for (const [property, { value, time }] of row ?? []) {
    if (!property.startsWith(start)) continue;
    const actor = property.slice(start.length);
    const register = isActorId(actor) ? parseSeeing(value, time) : undefined;
    if (register !== undefined) found.set(actor, register);
  }
  return found;
}

function liveOf(registers: ReadonlyMap<ActorId, Seeing>): StandingValue[] {
  const replaced = new Map<ActorId, Time>();
  for (const { seen } of registers.values()) for (const [actor, dot] of seen) see(replaced, actor, dot);
  return [...registers]
    .filter(([actor, { dot }]) => dot > (replaced.get(actor) ?? -1))
    .map(([actor, { dot, value }]) => ({ value, actor, time: dot }))
    .sort((a, b) => compareStamps(b, a));
}

function see(seen: Map<ActorId, Time>, actor: ActorId, dot: Time): void {
  if (dot > (seen.get(actor) ?? -1)) seen.set(actor, dot);
}
