/**
 * Keyed properties, `name/key`: the registers that rich types are views of (D10). A register that only one actor writes can never
 * be lost to another's, so each type keeps one per actor, and the last part of the key says whose:
 *
 *     name/@actor              what an actor last put into a multi-value register
 *     name/element/@actor      whether an actor last added an element of a set, or removed it
 *     name/+actor name/-actor  how much an actor has added to a counter, and taken from it; its name may have several parts
 *     name/anything else       a register like any other, checked like `name`
 */
import { isActorId } from '../clock/actor.ts';
import type { ActorId, Time } from '../clock/stamp.ts';
import { isList, type Value } from './value.ts';

export interface OwnedProperty {
  readonly kind: 'multi-value' | 'member' | 'counter';
  /** What all actors' registers of this value, element or counter begin with. */
  readonly family: string;
  readonly actor: ActorId;
  /** For counters: `+` or `-`. */
  readonly sign: '@' | '+' | '-';
}

/** The part of a property's name that the schema may know. */
export const baseOf = (property: string): string => {
  const slash = property.indexOf('/');
  return slash < 0 ? property : property.slice(0, slash);
};

/** What an actor's own register of a rich type belongs to; undefined for any other property. */
export function ownedProperty(property: string): OwnedProperty | undefined {
  const slash = property.lastIndexOf('/');
  if (slash <= 0) return undefined;
  const sign = property.charAt(slash + 1);
  const actor = property.slice(slash + 2);
  if ((sign !== '@' && sign !== '+' && sign !== '-') || !isActorId(actor)) return undefined;
  const family = property.slice(0, slash);
  if (sign !== '@') return { kind: 'counter', family, actor, sign };
  const parts = family.split('/').length;
  if (parts > 2) return undefined;
  return { kind: parts === 1 ? 'multi-value' : 'member', family, actor, sign };
}

/** What stands in a register `…/@actor`. */
export interface Seeing {
  /** When the value was written. Undo brings an older one back, so this may be less than the register's own time. */
  readonly dot: Time;
  readonly value: Value;
  /** Others' dots that the writer had seen: this value replaced those and all before them. */
  readonly seen: ReadonlyMap<ActorId, Time>;
}

export const seeingToValue = ({ dot, value, seen }: Seeing): Value => [dot, value, Object.fromEntries(seen)];

/**
 * Undefined where a value is none of these, as only another program can write it.
 * @param time of the register: nobody writes or sees what is later. What says so is cut back, else it could hide for ever what others
 * write; a change that is stamped anew, after a clock ran ahead, says so too
 */
export function parseSeeing(stored: Value, time: Time = Infinity): Seeing | undefined {
  if (stored === null || typeof stored !== 'object' || !isList(stored) || stored.length !== 3) return undefined;
  const [written, value, entries] = stored;
  if (!isCount(written) || value === undefined) return undefined;
  if (typeof entries !== 'object' || entries === null || isList(entries)) return undefined;
  const dot = Math.min(written, time);
  const seen = new Map<ActorId, Time>();
  for (const [actor, at] of Object.entries(entries)) {
    if (!isActorId(actor) || !isCount(at)) return undefined;
    if (at < dot) seen.set(actor, at);
  }
  return { dot, value, seen };
}

/** Whether a value is a whole number that can be counted to. */
export const isCount = (value: Value | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
