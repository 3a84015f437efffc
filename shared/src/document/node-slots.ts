/**
 * Nodes as dense small integers: a slot is a node's place in every column. A node gets one when it is first named, as a parent
 * perhaps, before its own registers arrive, and gives it back when it is purged.
 */
import type { Time } from '../clock/stamp.ts';
import type { ActorTable } from './actor-table.ts';
import { creationStamp, type NodeId, ROOT, TRASH } from './node-id.ts';
import { ROOT_SLOT, TRASH_SLOT } from './placements.ts';

const FIRST_CAPACITY = 64;

interface Creation {
  readonly time: Time;
  readonly actor: number;
}

const NOBODY: Creation = { time: -1, actor: -1 };

export class NodeSlots {
  /** Of a slot without a node the empty text. */
  readonly ids: NodeId[] = [ROOT, TRASH];
  /** Creation time by slot; -1 where the id says none. */
  times = new Float64Array(FIRST_CAPACITY).fill(-1);
  /** Creating actor by slot, as a number of the actor table; -1 where the id says none. */
  actors = new Int32Array(FIRST_CAPACITY).fill(-1);
  /** How many registers of the node stand. */
  registers = new Int32Array(FIRST_CAPACITY);
  readonly #actorTable: ActorTable;
  readonly #slots = new Map<NodeId, number>([
    [ROOT, ROOT_SLOT],
    [TRASH, TRASH_SLOT],
  ]);
  readonly #free: number[] = [];
  /** What was asked for last: whoever looks at a node reads many of its properties. */
  #foundId: NodeId = ROOT;
  #found = ROOT_SLOT;

  constructor(actorTable: ActorTable) {
    this.#actorTable = actorTable;
  }

  /** One more than the greatest slot. */
  get size(): number {
    return this.ids.length;
  }

  /** How many slots fit before columns must grow. */
  get capacity(): number {
    return this.times.length;
  }

  /** The node's slot, -1 for one that was never named. */
  find(id: NodeId): number {
    if (id === this.#foundId) return this.#found;
    this.#foundId = id;
    return (this.#found = this.#slots.get(id) ?? -1);
  }

  /** The node's slot, a new one if need be. @param creation what the id says, where that is known already; the actor by its number */
  claim(id: NodeId, creation?: Creation): number {
    return this.#slots.get(id) ?? this.#add(id, creation ?? this.#creationOf(id));
  }

  /** The node is gone for good, and its slot is somebody else's next. */
  release(slot: number): void {
    this.#slots.delete(this.ids[slot] as NodeId);
    [this.#foundId, this.#found] = [ROOT, ROOT_SLOT];
    this.ids[slot] = '';
    this.#free.push(slot);
  }

  #creationOf(id: NodeId): Creation {
    const stamp = creationStamp(id);
    return stamp === undefined ? NOBODY : { time: stamp.time, actor: this.#actorTable.index(stamp.actor) };
  }

  #add(id: NodeId, { time, actor }: Creation): number {
    const slot = this.#free.pop() ?? this.ids.length;
    if (slot >= this.capacity) this.#grow();
    this.ids[slot] = id;
    this.times[slot] = time;
    this.actors[slot] = actor;
    this.#slots.set(id, slot);
    [this.#foundId, this.#found] = [id, slot];
    return slot;
  }

  #grow(): void {
    const capacity = this.capacity * 2;
    this.times = grown(this.times, new Float64Array(capacity).fill(-1));
    this.actors = grown(this.actors, new Int32Array(capacity).fill(-1));
    this.registers = grown(this.registers, new Int32Array(capacity));
  }
}

/** The larger array, beginning with what the smaller one holds. */
export function grown<A extends Float64Array | Int32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
