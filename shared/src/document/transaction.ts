/**
 * What `document.transact` hands to its caller: writes that are visible at once and become one change.
 * Wrong use (an unknown node, a value the schema refuses, a move under oneself) throws, and nothing has happened.
 */
import type { Vector } from '../geometry/vector.ts';
import { must } from '../must.ts';
import {
  checkProperty,
  MAX_LENGTH,
  mayHold,
  type NodeType,
  type Placement,
  type PropertyName,
  propertyNumber,
  type PropertyValues,
} from '../schema/properties.ts';
import { type Value, valuesEqual, wellFormed } from '../schema/value.ts';
import type { HybridClock } from '../clock/hybrid-clock.ts';
import { type ActorId, compareStamps, type Time } from '../clock/stamp.ts';
import type { Assignment, Change, Register } from './change.ts';
import { isFixedNode, type NodeId, nodeIdOf, ROOT, TRASH } from './node-id.ts';
import { insertKeys, keyBetween, MAX_KEY_CHARACTERS } from './order.ts';
import { type Reseating, reseating, seatOf } from './position.ts';
import type { DocumentReader } from './reader.ts';
import type { RegisterStore } from './register-store.ts';
import type { Strays } from './strays.ts';
import { touch, touchAll, type Touched } from './touched.ts';
import type { Tree } from './tree.ts';
import { type WriteBack, writeBack } from './write-back.ts';

/** Initial properties of a node; a position is given in the coordinates of its parent. */
export type NewNode = Partial<Omit<PropertyValues, 'type' | 'placement' | 'position'>> & { readonly position?: Vector };

/** The insides of a document that only its transactions may write. */
export interface Writable {
  readonly document: DocumentReader & { readonly actor: ActorId; readonly clock: HybridClock };
  readonly registers: RegisterStore;
  readonly tree: Tree;
  readonly strays: Strays;
}

/** One register that a transaction writes. */
interface Write {
  readonly slot: number;
  readonly node: NodeId;
  readonly property: string;
  /** What stood there before the transaction. */
  readonly replaced: Register | undefined;
}

export class Transaction {
  /** Nodes whose placement was written as it was seen before: no move of theirs. */
  readonly settled = new Set<NodeId>();
  readonly #writes: Write[] = [];
  /** Nodes that were not written themselves, but stand elsewhere by what was. */
  readonly #displaced = new Set<number>();
  readonly #document: Writable['document'];
  readonly #registers: RegisterStore;
  readonly #tree: Tree;
  readonly #strays: Strays;
  /** Of the first write: a register of ours that is not older was written here. */
  readonly #began: Time;
  #time: Time;

  constructor({ document, registers, tree, strays }: Writable) {
    this.#document = document;
    this.#registers = registers;
    this.#tree = tree;
    this.#strays = strays;
    this.#time = document.clock.tick();
    this.#began = this.#time;
  }

  get empty(): boolean {
    return this.#writes.length === 0;
  }

  /** The document, with what was written here so far. */
  get reader(): DocumentReader {
    return this.#document;
  }

  get actor(): ActorId {
    return this.#document.actor;
  }

  /** Greater than all times that this replica has issued or seen before; the change's own is not smaller. */
  get time(): Time {
    return this.#time;
  }

  wrote(id: NodeId, property: string): boolean {
    const standing = this.#registers.get(id, property);
    return standing !== undefined && this.#isOwn(standing);
  }

  /**
   * A new node, before the sibling `before` (null: in front of all).
   * @throws when the parent cannot hold such a node
   */
  create(type: NodeType, parent: NodeId, properties: NewNode = {}, before: NodeId | null = null): NodeId {
    this.#assertHolds(parent, type);
    this.#time = this.#document.clock.tick();
    const id = nodeIdOf({ time: this.#time, actor: this.#document.actor });
    const slot = this.#registers.slots.claim(id);
    this.#write(slot, 'type', type);
    this.#place(id, { parent, from: parent }, before);
    for (const property in properties) {
      const value = properties[property as keyof NewNode];
      if (value === undefined) continue;
      if (property === 'position') this.#write(slot, property, inSpace(value as Vector, parent));
      else this.#write(slot, property, checked(property, value as Value));
    }
    return id;
  }

  /** Sets a property; null takes it back to the schema's default. Writing what stands there already is no write. */
  set<P extends Exclude<PropertyName, 'placement' | 'position' | 'type'>>(
    id: NodeId,
    property: P,
    value: PropertyValues[P] | null,
  ): void {
    this.setRaw(id, property, value as Value);
  }

  /** Like {@link set}, for properties by name, keyed and unknown ones. */
  setRaw(id: NodeId, property: string, value: Value): void {
    if (!this.#document.has(id) || isFixedNode(id)) throw new Error(`no node ${id} to set ${property} of`);
    const written = checked(property, value);
    if (valuesEqual(this.#document.read(id, property) ?? null, written)) return;
    if (property === 'rotation') this.#settleStrays(id);
    this.#write(this.#slotOf(id), property, written);
  }

  /** Puts the node's top-left corner at a point in its parent's coordinates, in px. */
  setPosition(id: NodeId, { x, y }: Vector): void {
    const space = must(seatOf(this.#document, id), `a parent of ${id}`);
    const slot = this.#slotOf(id);
    const now = this.#document.read(id, 'position') as PropertyValues['position'] | undefined;
    if (now !== undefined && now.x === x && now.y === y && now.space === space) return;
    const position = inSpace({ x, y }, space);
    this.#settleStrays(id);
    this.#write(slot, 'position', position);
  }

  /**
   * Moves a node to another parent or place among its siblings, before `before` (null: in front of all). It stays where it is seen,
   * at the angle it is seen at.
   * @throws when that would put a node under itself, or the parent cannot hold it
   */
  move(id: NodeId, parent: NodeId, before: NodeId | null = null): void {
    const from = must(this.#document.parent(id), `a node with a parent to move, not ${id}`);
    if (parent !== TRASH) this.#assertHolds(parent, this.#document.get(id, 'type'));
    if (this.#document.isWithin(parent, id)) throw new Error(`cannot move ${id} into itself`);
    if (from === parent && this.#isBefore(id, parent, before)) return;
    const placement = this.#document.get(id, 'placement');
    const { via, position, rotation } =
      from === parent ? ownVia(placement, from) : reseating(this.#document, id, parent);
    this.#settleStrays(id);
    this.#place(id, { parent, from: from === parent ? placement.from : from, ...(via && { via }) }, before);
    if (position !== undefined) this.#write(this.#slotOf(id), 'position', { ...position });
    if (rotation !== undefined) this.set(id, 'rotation', rotation);
  }

  /** Deletes a node with all it holds, by moving it to the trash (D7). */
  trash(id: NodeId): void {
    this.move(id, TRASH);
  }

  /** Takes a node out of the trash, back to where it was, or to the first page when that is gone. */
  restore(id: NodeId): void {
    if (this.#document.parent(id) !== TRASH) return;
    const { from } = this.#document.get(id, 'placement');
    const isPage = this.#document.get(id, 'type') === 'page';
    const home = isPage
      ? ROOT
      : this.#document.isAlive(from)
        ? from
        : must(
            this.#document.children(ROOT).find((page) => this.#document.has(page)),
            'a page to restore to',
          );
    this.move(id, home, null);
  }

  /** Writes registers as they once stood, for undo and for choosing between values: see {@link writeBack}. */
  writeBack(registers: readonly WriteBack[]): void {
    const { slots } = this.#registers;
    const stands = ({ node, property, value }: WriteBack): boolean =>
      valuesEqual(this.#registers.valueAt(slots.find(node), property) ?? null, value);
    const settleCuts = (moved: NodeId): void => this.#settleCuts(moved);
    const write = (node: NodeId, property: string, value: Value): void =>
      this.#write(this.#slotOf(node), property, value);
    writeBack({ document: this.#document, strays: this.#strays, stands, settleCuts, write }, registers);
  }

  /** Writes registers as they are given, past all that people are held to: for what the relay collects (D9). */
  assign(assignments: readonly Assignment[]): void {
    for (const [node, property, value] of assignments) this.#write(this.#slotOf(node), property, value);
  }

  /** The change, every register of it under one stamp (D3), not smaller than that of any id made here. */
  seal(): Change {
    const actor = this.#document.actor;
    const time = this.#time;
    const assignments: Assignment[] = [];
    for (const { slot, node, property } of this.#writes) {
      const { value, time: written } = must(this.#registers.registerAt(slot, property), 'what was written');
      if (written !== time) this.#registers.put(slot, property, { value, time, actor });
      assignments.push([node, property, value]);
    }
    return { actor, time, assignments };
  }

  /** What the transaction changed, by node. */
  touched(): Touched {
    const touched: Touched = new Map();
    let last: NodeId | undefined;
    let mask = 0;
    for (const { node, property } of this.#writes) {
      if (node !== last) {
        if (last !== undefined) touchAll(touched, last, mask);
        mask = 0;
        last = node;
      }
      const number = propertyNumber(property);
      if (number === undefined) touch(touched, node, property);
      else mask += 2 ** number;
    }
    if (last !== undefined) touchAll(touched, last, mask);
    for (const slot of this.#displaced) touch(touched, this.#registers.slots.ids[slot] as NodeId, 'placement');
    return touched;
  }

  replaced(): (Register | undefined)[] {
    return this.#writes.map(({ replaced }) => replaced);
  }

  rollBack(): void {
    const placed: number[] = [];
    const gone: number[] = [];
    for (const { slot, property, replaced } of this.#writes) {
      this.#registers.restore(slot, property, replaced);
      if (property === 'placement') (replaced === undefined ? gone : placed).push(slot);
    }
    this.#tree.forget(gone);
    this.#tree.update(placed, () => {});
  }

  #assertHolds(parent: NodeId, child: NodeType): void {
    const holds =
      child === 'page'
        ? parent === ROOT
        : mayHold(this.#document.get(parent, 'type')) && this.#document.has(parent) && !isFixedNode(parent);
    if (!holds) throw new Error(`${parent} cannot hold a ${child}`);
  }

  #isBefore(id: NodeId, parent: NodeId, before: NodeId | null): boolean {
    const next = this.#document.children(parent)[this.#tree.indexOf(this.#slotOf(id)) + 1] ?? null;
    return before === id || before === next;
  }

  #place(id: NodeId, { parent, from, via }: Omit<Placement, 'order'>, before: NodeId | null): void {
    this.#settleCuts(id);
    const all = this.#document.children(parent);
    const siblings = this.#document.parent(id) === parent ? all.filter((sibling) => sibling !== id) : all;
    const index =
      before === null
        ? siblings.length
        : siblings === all
          ? this.#tree.indexOf(this.#slotOf(before))
          : siblings.indexOf(before);
    if (siblings[index] !== (before ?? undefined)) throw new Error(`${before} is no child of ${parent}`);
    const order = this.#orderAmong(siblings, index);
    this.#write(this.#slotOf(id), 'placement', { parent, order, from, ...(via && { via }) });
  }

  /** A key for the place at `index`, re-keying siblings where there is no room. */
  #orderAmong(siblings: readonly NodeId[], index: number): string {
    const orderAt = (at: number): string => this.#document.get(siblings[at] as NodeId, 'placement').order;
    const left = index > 0 ? orderAt(index - 1) : null;
    const right = index < siblings.length ? orderAt(index) : null;
    const plain = keyBetween(left, right, this.#document.actor);
    if (plain !== undefined && plain.length <= MAX_KEY_CHARACTERS) return plain;
    const { inserted, moved } = insertKeys({ length: siblings.length, at: orderAt }, index, 1, this.#document.actor);
    // Named before any is written: the list of children is the tree's own, and follows each write.
    const rekeyed = [...moved].map(([at, order]) => [siblings[at] as NodeId, order] as const);
    for (const [sibling, order] of rekeyed) {
      // Its own parent, but where that was purged (D9).
      const parent = must(this.#document.parent(sibling), 'a parent of a sibling');
      this.#write(this.#slotOf(sibling), 'placement', { ...this.#document.get(sibling, 'placement'), parent, order });
    }
    return inserted[0] as string;
  }

  /**
   * What cycles are cut by (D5) becomes fact before somebody who sees it moves anything: else that move could close a cycle that
   * it is cut by itself, or free a placement that nobody has seen take effect.
   */
  #settleCuts(moved: NodeId): void {
    this.settled.delete(moved);
    for (const slot of this.#tree.cut) {
      const id = this.#registers.slots.ids[slot] as NodeId;
      const parent = must(this.#document.parent(id), 'a parent of what was cut');
      if (!this.wrote(id, 'placement')) this.settled.add(id);
      const { order, from } = this.#document.get(id, 'placement');
      this.#write(slot, 'placement', { parent, order, from });
    }
    this.settled.delete(moved);
  }

  #settleStrays(moved: NodeId): void {
    for (const stray of [...this.#strays.torn(moved)]) {
      if (this.wrote(stray, 'position')) continue;
      const { x, y } = this.#document.position(stray);
      this.#write(this.#slotOf(stray), 'position', {
        x,
        y,
        space: must(this.#document.parent(stray), 'a stray with a parent'),
      });
    }
  }

  readonly #displace = (slot: number): void => void this.#displaced.add(slot);

  #slotOf(id: NodeId): number {
    return this.#registers.slots.claim(id);
  }

  #isOwn({ actor, time }: Register): boolean {
    return time >= this.#began && actor === this.#document.actor;
  }

  #write(slot: number, property: string, value: Value): void {
    const register: Register = { value, time: this.#time, actor: this.#document.actor };
    const node = this.#registers.slots.ids[slot] as NodeId;
    const replaced = this.#registers.registerAt(slot, property);
    if (replaced === undefined || !this.#isOwn(replaced)) {
      if (replaced !== undefined && compareStamps(replaced, register) >= 0)
        throw new Error(`own stamp ${this.#time} is not greater than that of ${property}`);
      this.#writes.push({ slot, node, property, replaced });
    }
    this.#registers.put(slot, property, register);
    if (property === 'placement') this.#tree.update([slot], this.#displace);
  }
}

/** A value as it may be written. @throws when the schema refuses it */
function checked(property: string, value: Value): Value {
  const problem = checkProperty(property, value);
  if (problem !== undefined) throw new RangeError(problem);
  return wellFormed(value);
}

/** @throws when the point is too far away, or no point */
function inSpace({ x, y }: Vector, space: NodeId): { x: number; y: number; space: NodeId } {
  if (Math.abs(x) <= MAX_LENGTH && Math.abs(y) <= MAX_LENGTH) return { x, y, space };
  throw new RangeError(checkProperty('position', { x, y, space }) ?? 'position must be a point');
}

/** Among its siblings a node's position is read as before, unless it is there because a cycle was cut. */
const ownVia = ({ parent, via }: Placement, from: NodeId): Reseating =>
  parent === from && via !== undefined ? { via } : {};
