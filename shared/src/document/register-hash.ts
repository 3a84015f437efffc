/** The hash of a register (D12): of all that it is, its node, property, value, time and actor. */
import type { Time } from '../clock/stamp.ts';
import type { Value } from '../schema/value.ts';
import type { ActorTable } from './actor-table.ts';
import type { Register } from './change.ts';
import type { Column } from './column.ts';
import type { NodeId } from './node-id.ts';
import { finish, hashText, hashValue, mix } from './value-hash.ts';

/** @param actor the hash of its id */
export const hashStamp = (time: Time, actor: number): number => mix(mix(actor, time | 0), (time / 2 ** 32) | 0);

/** @param node @param property hashes of their names @param stamp see {@link hashStamp} */
export const hashRegister = (node: number, property: number, stamp: number, value: Value): number =>
  finish(mix(mix(mix(node, property), stamp), hashValue(value)));

/** The registers of one slot, as the store has them. */
export interface SlotRegisters {
  readonly slot: number;
  readonly columns: Iterable<Column>;
  readonly extras: ReadonlyMap<string, Register> | undefined;
  readonly actors: ActorTable;
}

/** Of all registers of a node: the XOR of theirs. */
export function hashRegisters(id: NodeId, { slot, columns, extras, actors }: SlotRegisters): number {
  const node = hashText(id);
  let hash = 0;
  // Most registers of a node stand under one stamp.
  let lastTime = -1;
  let lastActor = -1;
  let stamp = 0;
  for (const column of columns) {
    const value = column.values[slot];
    if (value === undefined) continue;
    const time = column.timeAt(slot);
    const actor = column.actorAt(slot);
    if (time !== lastTime || actor !== lastActor) {
      stamp = hashStamp(time, hashText(actors.at(actor)));
      lastTime = time;
      lastActor = actor;
    }
    hash ^= hashRegister(node, column.hash, stamp, value);
  }
  for (const [property, { value, time, actor }] of extras ?? [])
    hash ^= hashRegister(node, hashText(property), hashStamp(time, hashText(actor)), value);
  return hash;
}
