/** The hash of a register (D12): of all that it is, its node, property, value, time and actor. */
import type { Time } from '../clock/stamp.ts';
import type { Value } from '../schema/value.ts';
import type { ActorTable } from './actor-table.ts';
import type { Register } from './change.ts';
import type { Column } from './column.ts';
import type { NodeId } from './node-id.ts';
import type { NodeSlots } from './node-slots.ts';
import { finish, hashText, hashValue, mix } from './value-hash.ts';

/** @param actor the hash of its id */
export const hashStamp = (time: Time, actor: number): number => mix(mix(actor, time | 0), (time / 2 ** 32) | 0);

/** @param node @param property hashes of their names @param stamp see {@link hashStamp} */
export const hashRegister = (node: number, property: number, stamp: number, value: Value): number =>
  finish(mix(mix(mix(node, property), stamp), hashValue(value)));

/** Registers, as the store has them. */
export interface HashedRegisters {
  readonly slots: NodeSlots;
  readonly actors: ActorTable;
  readonly columns: Iterable<Column>;
  readonly extras: ReadonlyMap<number, ReadonlyMap<string, Register>>;
}

/** Of each of these slots the XOR of its registers, 0 where there is none. Column by column, as they lie in memory. */
export function hashSlots(asked: readonly number[], { slots, actors, columns, extras }: HashedRegisters): Int32Array {
  const hashes = new Int32Array(asked.length);
  const nodes = new Int32Array(asked.length);
  const created = new Int32Array(asked.length);
  const hashActor = actorHashes(actors);
  asked.forEach((slot, i) => {
    nodes[i] = hashText(slots.ids[slot] as NodeId);
    created[i] = hashStamp(slots.times[slot] as Time, hashActor(slots.actors[slot] as number));
  });
  for (const column of columns) {
    const { values, hash: property } = column;
    for (let i = 0; i < asked.length; i++) {
      const slot = asked[i] as number;
      const value = values[slot];
      if (value === undefined) continue;
      const stamp = column.isOriginal(slot)
        ? (created[i] as number)
        : hashStamp(column.timeAt(slot), hashActor(column.actorAt(slot)));
      hashes[i] = (hashes[i] as number) ^ hashRegister(nodes[i] as number, property, stamp, value);
    }
  }
  if (extras.size > 0) addExtras({ asked, extras, nodes, hashes });
  return hashes;
}

interface Adding {
  readonly asked: readonly number[];
  readonly extras: HashedRegisters['extras'];
  readonly nodes: Int32Array;
  readonly hashes: Int32Array;
}

function addExtras({ asked, extras, nodes, hashes }: Adding): void {
  asked.forEach((slot, i) => {
    for (const [property, { value, time, actor }] of extras.get(slot) ?? []) {
      const hash = hashRegister(nodes[i] as number, hashText(property), hashStamp(time, hashText(actor)), value);
      hashes[i] = (hashes[i] as number) ^ hash;
    }
  });
}

/** Each actor's once, by its number; 0 for who is none. */
function actorHashes(actors: ActorTable): (actor: number) => number {
  const hashes = new Map<number, number>();
  return (actor) => {
    if (actor < 0) return 0;
    let hash = hashes.get(actor);
    if (hash === undefined) hashes.set(actor, (hash = hashText(actors.at(actor))));
    return hash;
  };
}
