/**
 * Registers and who won them (D1): of each node each property holds one value with one stamp. The only place that merges.
 *
 * A known property is a column over the nodes' slots, so that merging is a compare and a store, and what a document weighs does not
 * depend on how many registers it has as objects. What the schema does not know, keyed properties (D10) included, stands in a map
 * beside.
 */
import { type ActorId, compareStamps, type Stamp, type Time } from '../clock/stamp.ts';
import { coveredTime, type VersionVector } from '../clock/version-vector.ts';
import { PROPERTY_NAMES, type PropertyName, propertyNumber } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import { ActorTable } from './actor-table.ts';
import type { Register } from './change.ts';
import { Column } from './column.ts';
import { ColumnDelta, type ColumnDraft, compareProperties, type DeltaColumn, newDraft } from './column-delta.ts';
import { KeptDigest } from './kept-digest.ts';
import { isFixedNode, type NodeId } from './node-id.ts';
import { NodeSlots } from './node-slots.ts';
import { TRASH_SLOT } from './placements.ts';
import { hashSlots } from './register-hash.ts';
import { touch, type Touched, touchAll } from './touched.ts';

export type RegisterRow = ReadonlyMap<string, Register>;

/** A stamp whose actor is a number of the actor table. */
export interface SlotStamp {
  readonly time: Time;
  readonly actor: number;
}

/** What a delta changed. */
export interface Loaded {
  readonly touched: Touched;
  /** Slots of the nodes whose placement is another one. */
  readonly placed: readonly number[];
}

/** A delta that is being taken in. */
interface Loading {
  /** By row. */
  readonly slots: Int32Array;
  /** Numbers in the actor table of the delta's actors. */
  readonly actors: Int32Array;
  readonly masks: Float64Array;
  readonly placed: number[];
}

export class RegisterStore {
  readonly actors = new ActorTable();
  readonly slots = new NodeSlots(this.actors);
  /** By the properties' numbers. */
  readonly #columns: readonly Column[] = PROPERTY_NAMES.map((property) => new Column(property, this.slots));
  readonly #extras = new Map<number, Map<string, Register>>();
  /** Told of every slot in which a register is written or dropped (D12). */
  readonly digest = new KeptDigest({
    size: () => this.slots.size,
    idAt: (slot) => this.slots.ids[slot] as NodeId,
    hashesAt: (slots) => this.#hashesAt(slots),
  });

  /** Slots of all nodes with any register. */
  *held(): Generator<number> {
    const { slots } = this;
    for (let slot = 0; slot < slots.size; slot++) if (slots.registers[slot] !== 0) yield slot;
  }

  /** Ids of all nodes with any register but `root` and `trash`. */
  *nodes(): Generator<NodeId> {
    for (const slot of this.held()) if (slot > 1) yield this.slots.ids[slot] as NodeId;
  }

  /** The column of a property that the schema knows, else undefined. */
  column(property: PropertyName): Column;
  column(property: string): Column | undefined;
  column(property: string): Column | undefined {
    const number = propertyNumber(property);
    return number === undefined ? undefined : this.#columns[number];
  }

  /** The value that stands, undefined where no register is. @param slot -1 for a node that was never named */
  valueAt(slot: number, property: string): Value | undefined {
    const column = this.column(property);
    if (column !== undefined) return column.values[slot];
    return this.#extras.size === 0 ? undefined : this.#extras.get(slot)?.get(property)?.value;
  }

  registerAt(slot: number, property: string): Register | undefined {
    const column = this.column(property);
    return column === undefined ? this.#extras.get(slot)?.get(property) : this.registerIn(column, slot);
  }

  registerIn(column: Column, slot: number): Register | undefined {
    const value = column.values[slot];
    if (value === undefined) return undefined;
    return { value, time: column.timeAt(slot), actor: this.actors.at(column.actorAt(slot)) };
  }

  get(node: NodeId, property: string): Register | undefined {
    return this.registerAt(this.slots.find(node), property);
  }

  row(node: NodeId): RegisterRow | undefined {
    const slot = this.slots.find(node);
    if (slot < 0 || this.slots.registers[slot] === 0) return undefined;
    const row = new Map<string, Register>();
    for (const column of this.#columns) {
      const register = this.registerIn(column, slot);
      if (register !== undefined) row.set(column.property, register);
    }
    for (const [property, register] of this.#extras.get(slot) ?? []) row.set(property, register);
    return row;
  }

  /** Greater stamp wins. @returns whether it did */
  merge(slot: number, property: string, value: Value, stamp: SlotStamp): boolean {
    const column = this.column(property);
    if (column !== undefined) return this.#mergeInto(column, slot, value, stamp.time, stamp.actor);
    const standing = this.#extras.get(slot)?.get(property);
    if (standing !== undefined && compareStamps(standing, this.#stampOf(stamp)) >= 0) return false;
    this.put(slot, property, value, stamp);
    return true;
  }

  /** Whatever stands: for own writes, and for taking them back. */
  put(slot: number, property: string, value: Value, stamp: SlotStamp): void {
    const column = this.column(property);
    if (column !== undefined) return this.putIn(column, slot, value, stamp);
    this.digest.touch(slot);
    this.#putExtra(slot, property, { value, ...this.#stampOf(stamp) });
  }

  putIn(column: Column, slot: number, value: Value, { time, actor }: SlotStamp): void {
    this.digest.touch(slot);
    if (column.values[slot] === undefined) this.#count(slot, 1);
    column.put(slot, value, time, actor);
  }

  #putExtra(slot: number, property: string, register: Register): void {
    let row = this.#extras.get(slot);
    if (row === undefined) this.#extras.set(slot, (row = new Map<string, Register>()));
    if (!row.has(property)) this.#count(slot, 1);
    row.set(property, register);
  }

  #stampOf({ time, actor }: SlotStamp): Stamp {
    return { time, actor: this.actors.at(actor) };
  }

  /** Back to what stood before; undefined: no register. */
  restore(slot: number, property: string, previous: Register | undefined): void {
    if (previous !== undefined) {
      const { value, time, actor } = previous;
      return this.put(slot, property, value, { time, actor: this.actors.index(actor) });
    }
    if (this.valueAt(slot, property) === undefined) return;
    this.digest.touch(slot);
    this.#count(slot, -1);
    const column = this.column(property);
    if (column !== undefined) return column.clear(slot);
    const row = this.#extras.get(slot);
    row?.delete(property);
    if (row?.size === 0) this.#extras.delete(slot);
  }

  /** Forgets the registers of a node that is purged (D9). */
  drop(node: NodeId): void {
    const slot = this.slots.find(node);
    if (slot < 0) return;
    this.digest.touch(slot);
    for (const column of this.#columns) column.clear(slot);
    this.#extras.delete(slot);
    this.slots.registers[slot] = 0;
  }

  /** Gives back the slot of a node that was dropped, when nothing goes by it any more. */
  release(node: NodeId): void {
    const slot = this.slots.find(node);
    if (slot >= 0 && !isFixedNode(node)) this.slots.release(slot);
  }

  /** The greatest time of an actor's that stands; 0 where none does. */
  latest(actor: ActorId): Time {
    const own = this.actors.find(actor);
    let latest = 0;
    for (const slot of this.held()) {
      for (const column of this.#columns) {
        if (column.values[slot] !== undefined && column.actorAt(slot) === own)
          latest = Math.max(latest, column.timeAt(slot));
      }
      for (const register of this.#extras.get(slot)?.values() ?? [])
        if (register.actor === actor) latest = Math.max(latest, register.time);
    }
    return latest;
  }

  /** Takes in a delta. */
  load(delta: ColumnDelta): Loaded {
    const actors = Int32Array.from(delta.actors, (actor) => this.actors.index(actor));
    const slots = this.#claimAll(delta, actors);
    /** By row: the schema's properties that changed, as the sum of their bits. */
    const masks = new Float64Array(slots.length);
    const touched: Touched = new Map();
    const placed: number[] = [];
    for (const column of delta.columns) {
      const into = this.column(column.property);
      if (into === undefined) this.#loadExtras(delta, column, touched);
      else this.#loadColumn(into, column, { slots, actors, masks, placed });
    }
    for (let row = 0; row < masks.length; row++) touchAll(touched, delta.nodes[row] as NodeId, masks[row] as number);
    return { touched, placed };
  }

  #claimAll({ nodes, creations }: ColumnDelta, actors: Int32Array): Int32Array {
    const slots = new Int32Array(nodes.length);
    for (let row = 0; row < slots.length; row++) {
      const actor = creations.actors[row] as number;
      const known = actor < 0 ? undefined : { time: creations.times[row] as Time, actor: actors[actor] as number };
      slots[row] = this.slots.claim(nodes[row] as NodeId, known);
    }
    return slots;
  }

  #loadColumn(
    into: Column,
    { property, rows, values, stamps }: DeltaColumn,
    { slots, actors, masks, placed }: Loading,
  ): void {
    const { bit } = into;
    const places = property === 'placement';
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const slot = slots[row] as number;
      const value = values[i] as Value;
      const won =
        stamps === undefined
          ? this.#mergeOriginal(into, slot, value)
          : this.#mergeInto(into, slot, value, stamps.times[i] as Time, actors[stamps.actors[i] as number] as number);
      if (!won) continue;
      masks[row] = (masks[row] as number) + bit;
      if (places) placed.push(slot);
    }
  }

  #loadExtras({ nodes, actors, creations }: ColumnDelta, column: DeltaColumn, touched: Touched): void {
    const { property, rows, values, stamps } = column;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const node = nodes[row] as NodeId;
      const time = (stamps === undefined ? creations.times[row] : stamps.times[i]) as Time;
      const actor = actors[(stamps === undefined ? creations.actors[row] : stamps.actors[i]) as number] as ActorId;
      const stamp = { time, actor: this.actors.index(actor) };
      if (this.merge(this.slots.claim(node), property, values[i] as Value, stamp)) touch(touched, node, property);
    }
  }

  /** Exactly the registers that the holder of `version` lacks (D4). @param held the version they lead to */
  since(version: VersionVector, held: VersionVector): ColumnDelta {
    const seen = new Float64Array(this.actors.size);
    for (let actor = 0; actor < seen.length; actor++) seen[actor] = coveredTime(version, this.actors.at(actor));
    const { slots: lacking, fresh } = this.#slotsLacking(seen);
    const columns: ColumnDraft[] = [];
    for (const column of this.#columns) {
      const draft = this.#registersLacking(column, lacking, fresh, seen);
      if (draft.rows.length > 0) columns.push(draft);
    }
    columns.push(...this.#extrasLacking(lacking, seen));
    columns.sort((a, b) => compareProperties(a.property, b.property));
    return this.#named(lacking, columns, held);
  }

  #registersLacking(column: Column, lacking: readonly number[], fresh: Uint8Array, seen: Float64Array): ColumnDraft {
    const { values, restamped } = column;
    const draft = newDraft(column.property, restamped);
    const { rows, stamps } = draft;
    for (let row = 0; row < lacking.length; row++) {
      const slot = lacking[row] as number;
      const value = values[slot];
      if (value === undefined) continue;
      if (!restamped) {
        if (fresh[slot] === 0) continue;
      } else {
        const time = column.timeAt(slot);
        const actor = column.actorAt(slot);
        if (time <= (seen[actor] as number)) continue;
        stamps?.times.push(time);
        stamps?.actors.push(actor);
      }
      rows.push(row);
      draft.values.push(value);
    }
    return draft;
  }

  /** A register that stands under its node's creation stamp can only be new: nothing of a node is older. */
  #mergeOriginal(column: Column, slot: number, value: Value): boolean {
    if (column.values[slot] !== undefined)
      return this.#mergeInto(column, slot, value, this.slots.times[slot] as Time, this.slots.actors[slot] as number);
    this.#count(slot, 1);
    column.putOriginal(slot, value);
    this.digest.touch(slot);
    return true;
  }

  #mergeInto(column: Column, slot: number, value: Value, time: Time, actor: number): boolean {
    if (column.values[slot] === undefined) this.#count(slot, 1);
    else {
      const standing = column.timeAt(slot);
      if (standing > time) return false;
      if (standing === time) {
        const other = column.actorAt(slot);
        if (other === actor || this.actors.at(other) > this.actors.at(actor)) return false;
      }
    }
    column.put(slot, value, time, actor);
    this.digest.touch(slot);
    return true;
  }

  #hashesAt(asked: readonly number[]): Int32Array {
    const { slots, actors } = this;
    return hashSlots(asked, { slots, actors, columns: this.#columns, extras: this.#extras });
  }

  #count(slot: number, by: number): void {
    const { registers } = this.slots;
    registers[slot] = (registers[slot] as number) + by;
  }

  /**
   * Slots with a register later than what is seen of its actor, in the order of {@link ColumnDelta.nodes}; and by slot, whether the
   * creation stamp is.
   */
  #slotsLacking(seen: Float64Array): { readonly slots: number[]; readonly fresh: Uint8Array } {
    const { size, times, actors, registers } = this.slots;
    const lacking = new Uint8Array(size);
    const fresh = new Uint8Array(size);
    for (let slot = 0; slot < size; slot++) {
      const actor = actors[slot] as number;
      if (actor >= 0 && (times[slot] as number) <= (seen[actor] as number)) continue;
      fresh[slot] = 1;
      // Nothing of a node is older than the node.
      if ((registers[slot] as number) > 0 && slot > TRASH_SLOT && actor >= 0) lacking[slot] = 1;
    }
    for (const column of this.#columns) {
      if (!column.mayHaveNews(seen)) continue;
      const end = Math.min(size, column.values.length);
      for (let slot = 0; slot < end; slot++) {
        if (lacking[slot] === 1 || column.values[slot] === undefined) continue;
        if (column.timeAt(slot) > (seen[column.actorAt(slot)] as number)) lacking[slot] = 1;
      }
    }
    for (const [slot, row] of this.#extras) {
      for (const { actor, time } of row.values())
        if (time > (seen[this.actors.find(actor)] as number)) lacking[slot] = 1;
    }
    const slots: number[] = [];
    for (let slot = 0; slot < size; slot++) if (lacking[slot] === 1) slots.push(slot);
    return { slots: this.#sorted(slots), fresh };
  }

  /** In the order of {@link ColumnDelta.nodes}, in which most are already. */
  #sorted(slots: number[]): number[] {
    const { times, actors, ids } = this.slots;
    const ranks = this.#actorRanks();
    const compare = (a: number, b: number): number => {
      const [first, second] = [actors[a] as number, actors[b] as number];
      if (first !== second)
        return (first < 0 ? -1 : (ranks[first] as number)) - (second < 0 ? -1 : (ranks[second] as number));
      return (times[a] as number) - (times[b] as number) || ((ids[a] as string) < (ids[b] as string) ? -1 : 1);
    };
    for (let i = 1; i < slots.length; i++)
      if (compare(slots[i - 1] as number, slots[i] as number) > 0) return slots.sort(compare);
    return slots;
  }

  /** Where each actor of the table stands among them in the order of their ids. */
  #actorRanks(): Int32Array {
    const ranks = new Int32Array(this.actors.size);
    const sorted = Array.from(ranks.keys()).sort((a, b) => (this.actors.at(a) < this.actors.at(b) ? -1 : 1));
    sorted.forEach((actor, rank) => (ranks[actor] = rank));
    return ranks;
  }

  #extrasLacking(lacking: readonly number[], seen: Float64Array): ColumnDraft[] {
    if (this.#extras.size === 0) return [];
    const drafts = new Map<string, ColumnDraft>();
    lacking.forEach((slot, row) => {
      for (const [property, register] of this.#extras.get(slot) ?? []) {
        const actor = this.actors.find(register.actor);
        if (register.time <= (seen[actor] as number)) continue;
        const draft = drafts.get(property) ?? newDraft(property, true);
        drafts.set(property, draft);
        draft.rows.push(row);
        draft.values.push(register.value);
        draft.stamps?.times.push(register.time);
        draft.stamps?.actors.push(actor);
      }
    });
    return [...drafts.values()];
  }

  /** A delta with nodes by their ids, and the actors of it in the order of theirs, instead of the tables' numbers. */
  #named(lacking: readonly number[], columns: readonly ColumnDraft[], held: VersionVector): ColumnDelta {
    const { slots } = this;
    const named = new Uint8Array(this.actors.size);
    for (const slot of lacking) if ((slots.actors[slot] as number) >= 0) named[slots.actors[slot] as number] = 1;
    for (const { stamps } of columns) for (const actor of stamps?.actors ?? []) named[actor] = 1;
    const actors: ActorId[] = [];
    for (let actor = 0; actor < named.length; actor++) if (named[actor] === 1) actors.push(this.actors.at(actor));
    actors.sort();
    const indexes = new Int32Array(this.actors.size);
    for (const [index, actor] of actors.entries()) indexes[this.actors.find(actor)] = index;
    for (const { stamps } of columns) {
      const own = stamps?.actors ?? [];
      for (let i = 0; i < own.length; i++) own[i] = indexes[own[i] as number] as number;
    }
    const creations = { times: new Float64Array(lacking.length), actors: new Int32Array(lacking.length) };
    const nodes: NodeId[] = [];
    for (let row = 0; row < lacking.length; row++) {
      const slot = lacking[row] as number;
      nodes.push(slots.ids[slot] as NodeId);
      creations.times[row] = slots.times[slot] as Time;
      const actor = slots.actors[slot] as number;
      creations.actors[row] = actor < 0 ? -1 : (indexes[actor] as number);
    }
    return new ColumnDelta({ version: new Map(held), nodes, actors, columns }, creations);
  }
}
