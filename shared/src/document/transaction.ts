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
  type PropertyValues,
} from '../schema/properties.ts';
import { type Value, valuesEqual, wellFormed } from '../schema/value.ts';
import type { HybridClock } from '../clock/hybrid-clock.ts';
import type { ActorId, Time } from '../clock/stamp.ts';
import type { Assignment } from './change.ts';
import type { Column } from './column.ts';
import { isFixedNode, type NodeId, nodeIdOf, ROOT, TRASH } from './node-id.ts';
import { insertKeys, keyBetween } from './order.ts';
import type { Places } from './places.ts';
import { positionInParent, type Reseating, reseating, seatOf } from './position.ts';
import type { DocumentReader } from './reader.ts';
import type { RegisterStore } from './register-store.ts';
import type { Strays } from './strays.ts';
import type { Tree } from './tree.ts';
import { type WriteBack, writeBack } from './write-back.ts';
import { Writes } from './writes.ts';

/** Initial properties of a node; a position is given in the coordinates of its parent. */
export type NewNode = Partial<Omit<PropertyValues, 'type' | 'placement' | 'position'>> & { readonly position?: Vector };

/** The insides of a document that only its transactions may write. */
export interface Writable {
  readonly document: DocumentReader & { readonly actor: ActorId; readonly clock: HybridClock };
  readonly registers: RegisterStore;
  readonly tree: Tree;
  readonly places: Places;
  readonly strays: Strays;
}

/** Writes of one change. Lives as long as the function that {@link Document.transact} hands it to. Coordinates in px, angles in degrees, clockwise. */
export class Transaction {
  readonly #writes: Writes;
  #settled: Set<NodeId> | undefined;
  readonly #document: Writable['document'];
  readonly #registers: RegisterStore;
  readonly #tree: Tree;
  readonly #places: Places;
  readonly #strays: Strays;

  constructor({ document, registers, tree, places, strays }: Writable) {
    this.#document = document;
    this.#registers = registers;
    this.#tree = tree;
    this.#places = places;
    this.#strays = strays;
    this.#writes = new Writes({ registers, tree }, document.actor, document.clock.tick());
  }

  get empty(): boolean {
    return this.#writes.empty;
  }

  /** The document, with what was written here so far. */
  get reader(): DocumentReader {
    return this.#document;
  }

  /** What was written so far: for the document, which makes it a change or takes it back. */
  get writes(): Writes {
    return this.#writes;
  }

  get actor(): ActorId {
    return this.#document.actor;
  }

  /** Greater than all times that this replica has issued or seen before; the change's own is not smaller. */
  get time(): Time {
    return this.#writes.stamp.time;
  }

  /** Nodes whose placement was written as it was seen before: no move of theirs. */
  get settled(): ReadonlySet<NodeId> {
    return this.#settled ?? NO_NODES;
  }

  /**
   * A new node, before the sibling `before` (null: in front of all).
   * @throws when the parent cannot hold such a node
   */
  create(type: NodeType, parent: NodeId, properties: NewNode = {}, before: NodeId | null = null): NodeId {
    this.#assertHolds(parent, type);
    // The first node needs no time of its own, and so the change no second stamp.
    if (!this.empty) this.#writes.goOn(this.#document.clock.tick());
    const { stamp } = this.#writes;
    const id = nodeIdOf({ time: stamp.time, actor: this.#document.actor });
    const slot = this.#registers.slots.claim(id, stamp);
    this.#writes.write(slot, 'type', type);
    this.#place(id, { parent, from: parent }, before);
    this.#initialize(slot, parent, properties);
    return id;
  }

  /** In the schema's order, in which a change names its properties in a few bits; then what the schema does not know. */
  #initialize(slot: number, parent: NodeId, properties: NewNode): void {
    const columns: Column[] = [];
    // As a copied node of a newer version has.
    const unknown: [string, Value][] = [];
    for (const property of Object.keys(properties)) {
      const value = (properties as Record<string, Value | undefined>)[property];
      const column = this.#registers.column(property);
      if (value === undefined) continue;
      if (column === undefined) unknown.push([property, checked(property, value)]);
      else insertByNumber(columns, column);
    }
    for (const column of columns) {
      const value = properties[column.property as keyof NewNode];
      if (column.property === 'position') this.#writes.writeIn(column, slot, inSpace(value as Vector, parent));
      else this.#writes.writeIn(column, slot, checkedIn(column, value as Value));
    }
    for (const [property, value] of unknown) this.#writes.writeExtra(slot, property, value);
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
    const slot = this.#slotOf(id);
    if (property === 'rotation') this.#settleStrays(slot);
    this.#writes.write(slot, property, written);
  }

  /** Puts the node's top-left corner at a point in its parent's coordinates, in px. */
  setPosition(id: NodeId, { x, y }: Vector): void {
    const slot = this.#registers.slots.find(id);
    const seat = seatOf(this.#places, slot);
    if (seat < 0) throw new Error(`${id} has no parent to be put into`);
    const space = this.#places.idAt(seat);
    const now = this.#places.positionAt(slot);
    const column = this.#registers.column('position');
    if (now.x === x && now.y === y && now.space === space && column.values[slot] !== undefined) return;
    const position = inSpace({ x, y }, space);
    this.#settleStrays(slot);
    this.#writes.writeIn(column, slot, position);
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
    const slot = this.#slotOf(id);
    const placement = this.#places.placementAt(slot);
    const { via, position, rotation } =
      from === parent ? ownVia(placement, from) : reseating(this.#places, slot, this.#slotOf(parent));
    this.#settleStrays(slot);
    this.#place(id, { parent, from: from === parent ? placement.from : from, ...(via && { via }) }, before);
    if (position !== undefined) this.#writes.write(slot, 'position', { ...position });
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
      this.#writes.write(this.#slotOf(node), property, value);
    const seat = (id: NodeId): NodeId | undefined => {
      const slot = seatOf(this.#places, slots.find(id));
      return slot < 0 ? undefined : this.#places.idAt(slot);
    };
    writeBack({ document: this.#document, strays: this.#strays, seat, stands, settleCuts, write }, registers);
  }

  /** Writes registers as they are given, past all that people are held to: for what was written before, and is made again (D9). */
  assign(assignments: readonly Assignment[]): void {
    for (const [node, property, value] of assignments) this.#writes.write(this.#slotOf(node), property, value);
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
    const slot = this.#slotOf(id);
    const parentSlot = this.#slotOf(parent);
    const all = this.#tree.childSlots(parentSlot);
    const siblings = this.#tree.parent(slot) === parentSlot ? all.filter((sibling) => sibling !== slot) : all;
    const index = before === null ? siblings.length : this.#indexAmong(siblings, before, siblings === all);
    const order = this.#orderAmong(siblings, index);
    this.#writes.write(
      slot,
      'placement',
      via === undefined ? { parent, order, from } : { parent, order, from, via: { ...via } },
    );
  }

  /** @throws when it is not among them */
  #indexAmong(siblings: readonly number[], before: NodeId, all: boolean): number {
    const slot = this.#slotOf(before);
    const index = all ? this.#tree.indexOf(slot) : siblings.indexOf(slot);
    if (siblings[index] !== slot) throw new Error(`${before} is no child of where it was to be put before`);
    return index;
  }

  /** A key for the place at `index`, re-keying siblings where there is no room. */
  #orderAmong(siblings: readonly number[], index: number): string {
    const placements = this.#registers.column('placement').values as readonly unknown[] as readonly Placement[];
    const orderAt = (at: number): string => (placements[siblings[at] as number] as Placement).order;
    const left = index > 0 ? orderAt(index - 1) : null;
    const right = index < siblings.length ? orderAt(index) : null;
    const plain = keyBetween(left, right, this.#document.actor);
    if (plain !== undefined) return plain;
    const { inserted, moved } = insertKeys({ length: siblings.length, at: orderAt }, index, 1, this.#document.actor);
    // Named before any is written: the list of children is the tree's own, and follows each write.
    const rekeyed = [...moved].map(([at, order]) => [siblings[at] as number, order] as const);
    for (const [sibling, order] of rekeyed)
      this.#writes.write(sibling, 'placement', { ...(placements[sibling] as Placement), order });
    return inserted[0] as string;
  }

  /**
   * What cycles are cut by (D5) becomes fact before somebody who sees it moves anything: else that move could close a cycle that
   * it is cut by itself, or free a placement that nobody has seen take effect.
   */
  #settleCuts(moved: NodeId): void {
    this.#settled?.delete(moved);
    if (this.#tree.cut.length === 0) return;
    for (const slot of this.#tree.cut) {
      const id = this.#registers.slots.ids[slot] as NodeId;
      const parent = must(this.#document.parent(id), 'a parent of what was cut');
      if (!this.#writes.wrote(id, 'placement')) (this.#settled ??= new Set()).add(id);
      const { order, from } = this.#document.get(id, 'placement');
      this.#writes.write(slot, 'placement', { parent, order, from });
    }
    this.#settled?.delete(moved);
  }

  #settleStrays(moved: number): void {
    if (this.#strays.none) return;
    const column = this.#registers.column('position');
    for (const stray of this.#strays.torn(moved)) {
      if (this.#writes.wroteIn(column, stray)) continue;
      const { x, y } = positionInParent(this.#places, stray);
      this.#writes.writeIn(column, stray, { x, y, space: this.#places.idAt(this.#places.parentAt(stray)) });
    }
  }

  #slotOf(id: NodeId): number {
    return this.#registers.slots.claim(id);
  }
}

/** They are few, and mostly come in order. */
function insertByNumber(columns: Column[], column: Column): void {
  let at = columns.push(column) - 1;
  for (; at > 0 && (columns[at - 1] as Column).number > column.number; at--) columns[at] = columns[at - 1] as Column;
  columns[at] = column;
}

const NO_NODES: ReadonlySet<NodeId> = new Set();

/** A value as it may be written. @throws when the schema refuses it */
function checked(property: string, value: Value): Value {
  const problem = checkProperty(property, value);
  if (problem !== undefined) throw new RangeError(problem);
  return wellFormed(value);
}

/** {@link checked}, without looking up the property. */
function checkedIn({ property, check }: Column, value: Value): Value {
  if (value === null || check(value) !== undefined) return checked(property, value);
  return typeof value === 'object' || typeof value === 'string' ? wellFormed(value) : value;
}

/** @throws when the point is too far away, or no point */
function inSpace({ x, y }: Vector, space: NodeId): { x: number; y: number; space: NodeId } {
  if (Math.abs(x) <= MAX_LENGTH && Math.abs(y) <= MAX_LENGTH) return { x, y, space };
  throw new RangeError(checkProperty('position', { x, y, space }) ?? 'position must be a point');
}

/** Among its siblings a node's position is read as before, unless it is there because a cycle was cut. */
const ownVia = ({ parent, via }: Placement, from: NodeId): Reseating =>
  parent === from && via !== undefined ? { via } : {};
