/**
 * What `document.transact` hands to its caller: writes that are visible at once and become one change.
 * Wrong use (an unknown node, a value the schema refuses, a move under oneself) throws, and nothing has happened.
 */
import { rotationOf, transformPoint } from '../geometry/matrix.ts';
import type { Vector } from '../geometry/vector.ts';
import { must } from '../must.ts';
import {
  checkProperty,
  isContainer,
  type NodeType,
  type PropertyName,
  type PropertyValues,
} from '../schema/properties.ts';
import { type Value, valuesEqual, wellFormed } from '../schema/value.ts';
import type { HybridClock } from '../clock/hybrid-clock.ts';
import type { ActorId, Time } from '../clock/stamp.ts';
import type { Assignment, Change, Register } from './change.ts';
import { isFixedNode, type NodeId, nodeIdOf, ROOT, TRASH } from './node-id.ts';
import { insertKeys } from './order.ts';
import { convertPoint } from './position.ts';
import type { DocumentReader } from './reader.ts';
import type { RegisterStore } from './register-store.ts';
import type { Strays } from './strays.ts';
import { touch, type Touched } from './touched.ts';
import type { Tree } from './tree.ts';

/** Initial properties of a node; a position is given in the coordinates of its parent. */
export type NewNode = Partial<Omit<PropertyValues, 'type' | 'placement' | 'position'>> & { readonly position?: Vector };

export interface MoveOptions {
  /** Whether the node stays where it is seen (true, the default) or keeps its numbers. */
  readonly keepPlace?: boolean;
}

/** The insides of a document that only its transactions may write. */
export interface Writable {
  readonly document: DocumentReader & { readonly actor: ActorId; readonly clock: HybridClock };
  readonly registers: RegisterStore;
  readonly tree: Tree;
  readonly strays: Strays;
}

interface Write {
  readonly node: NodeId;
  readonly property: string;
  readonly replaced: Register | undefined;
  value: Value;
}

export class Transaction {
  readonly touched: Touched = new Map();
  /** Nodes whose placement was written as it was seen before: no move of theirs. */
  readonly settled = new Set<NodeId>();
  readonly #writes = new Map<string, Write>();
  readonly #document: Writable['document'];
  readonly #registers: RegisterStore;
  readonly #tree: Tree;
  readonly #strays: Strays;
  #time: Time;

  constructor({ document, registers, tree, strays }: Writable) {
    this.#document = document;
    this.#registers = registers;
    this.#tree = tree;
    this.#strays = strays;
    this.#time = document.clock.tick();
  }

  get empty(): boolean {
    return this.#writes.size === 0;
  }

  wrote(id: NodeId, property: string): boolean {
    return this.#writes.has(key(id, property));
  }

  /**
   * A new node, before the sibling `before` (null: in front of all).
   * @throws when the parent cannot hold such a node
   */
  create(type: NodeType, parent: NodeId, properties: NewNode = {}, before: NodeId | null = null): NodeId {
    this.#assertHolds(parent, type);
    this.#time = this.#document.clock.tick();
    const id = nodeIdOf({ time: this.#time, actor: this.#document.actor });
    this.#write(id, 'type', type);
    this.#place(id, parent, before, parent);
    for (const [property, value] of Object.entries(properties)) {
      if (value === undefined) continue;
      if (property === 'position') this.setPosition(id, value as Vector);
      else this.setRaw(id, property, value as Value);
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
    const problem = checkProperty(property, value);
    if (problem !== undefined) throw new RangeError(problem);
    value = wellFormed(value);
    if (valuesEqual(this.#document.read(id, property) ?? null, value)) return;
    if (property === 'rotation') this.#settleStrays(id);
    this.#write(id, property, value);
  }

  /** Puts the node's top-left corner at a point in its parent's coordinates, in px. */
  setPosition(id: NodeId, { x, y }: Vector): void {
    const space = must(this.#document.parent(id), `a parent of ${id}`);
    const now = this.#document.get(id, 'position');
    if (now.x === x && now.y === y && now.space === space && this.#registers.get(id, 'position') !== undefined) return;
    const problem = checkProperty('position', { x, y, space });
    if (problem !== undefined) throw new RangeError(problem);
    this.#settleStrays(id);
    this.#write(id, 'position', { x, y, space });
  }

  /** Adds to a position where that is on the page, for a node that could be in a cycle with where it goes. */
  #noteOnPage(id: NodeId, onPage: Vector | undefined): void {
    if (onPage === undefined) return;
    const { x, y, space } = this.#document.get(id, 'position');
    this.#write(id, 'position', { x, y, space, onPage: { x: hundredths(onPage.x), y: hundredths(onPage.y) } });
  }

  /**
   * Moves a node to another parent or place among its siblings, before `before` (null: in front of all).
   * @throws when that would put a node under itself, or the parent cannot hold it
   */
  move(id: NodeId, parent: NodeId, before: NodeId | null = null, { keepPlace = true }: MoveOptions = {}): void {
    const from = must(this.#document.parent(id), `a node with a parent to move, not ${id}`);
    if (parent !== TRASH) this.#assertHolds(parent, this.#document.get(id, 'type'));
    if (this.#document.isWithin(parent, id)) throw new Error(`cannot move ${id} into itself`);
    if (from === parent && this.#isBefore(id, parent, before)) return;
    const keep = keepPlace && parent !== from && parent !== TRASH && from !== TRASH && parent !== ROOT;
    const place = keep ? convertPoint(this.#document, this.#document.position(id), from, parent) : undefined;
    const nests = keep && isContainer(this.#document.get(id, 'type')) && this.#document.get(parent, 'type') !== 'page';
    const onPage = nests ? transformPoint(this.#document.pageMatrix(from), this.#document.position(id)) : undefined;
    const turned = keep
      ? rotationOf(this.#document.pageMatrix(from)) - rotationOf(this.#document.pageMatrix(parent))
      : 0;
    this.#settleStrays(id);
    this.#place(id, parent, before, from === parent ? this.#document.get(id, 'placement').from : from);
    if (place !== undefined) this.setPosition(id, place);
    this.#noteOnPage(id, onPage);
    if (turned !== 0) this.set(id, 'rotation', normalDegrees(this.#document.get(id, 'rotation') + turned));
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
        : must(this.#document.children(ROOT)[0], 'a page to restore to');
    this.move(id, home, null);
  }

  /** Writes a placement as it stands, for undo. */
  setPlacement(id: NodeId, placement: PropertyValues['placement']): void {
    if (valuesEqual({ ...this.#document.get(id, 'placement') }, { ...placement })) return;
    this.#settleStrays(id);
    this.#settleCuts(id);
    this.#write(id, 'placement', { ...placement });
  }

  /** Writes a position as it stands, in the space it names, for undo. */
  setPositionRegister(id: NodeId, position: PropertyValues['position']): void {
    if (valuesEqual({ ...this.#document.get(id, 'position') }, { ...position })) return;
    this.#settleStrays(id);
    this.#write(id, 'position', { ...position });
  }

  /** The change, every register of it under one stamp (D3), not smaller than that of any id made here. */
  seal(): Change {
    const actor = this.#document.actor;
    const time = this.#time;
    const assignments: Assignment[] = [];
    for (const { node, property, value } of this.#writes.values()) {
      this.#registers.restore(node, property, { value, time, actor });
      assignments.push([node, property, value]);
    }
    return { actor, time, assignments };
  }

  toReplaced(): (Register | undefined)[] {
    return [...this.#writes.values()].map(({ replaced }) => replaced);
  }

  rollBack(): void {
    const placed: NodeId[] = [];
    for (const { node, property, replaced } of this.#writes.values()) {
      this.#registers.restore(node, property, replaced);
      if (property === 'placement') placed.push(node);
    }
    this.#tree.forget(placed.filter((id) => this.#registers.get(id, 'placement') === undefined));
    this.#tree.update(placed);
  }

  #assertHolds(parent: NodeId, child: NodeType): void {
    const holds =
      child === 'page'
        ? parent === ROOT
        : isContainer(this.#document.get(parent, 'type')) && this.#document.has(parent) && !isFixedNode(parent);
    if (!holds) throw new Error(`${parent} cannot hold a ${child}`);
  }

  #isBefore(id: NodeId, parent: NodeId, before: NodeId | null): boolean {
    const siblings = this.#document.children(parent);
    const next = siblings[siblings.indexOf(id) + 1] ?? null;
    return before === id || before === next;
  }

  #place(id: NodeId, parent: NodeId, before: NodeId | null, from: NodeId): void {
    this.#settleCuts(id);
    const all = this.#document.children(parent);
    const siblings = this.#document.parent(id) === parent ? all.filter((sibling) => sibling !== id) : all;
    const index =
      before === null ? siblings.length : siblings === all ? this.#tree.indexOf(before) : siblings.indexOf(before);
    if (siblings[index] !== (before ?? undefined)) throw new Error(`${before} is no child of ${parent}`);
    const orderAt = (at: number): string => this.#document.get(siblings[at] as NodeId, 'placement').order;
    const { inserted, moved } = insertKeys({ length: siblings.length, at: orderAt }, index, 1, this.#document.actor);
    // Named before any is written: the list of children is the tree's own, and follows each write.
    const rekeyed = [...moved].map(([at, order]) => [siblings[at] as NodeId, order] as const);
    for (const [sibling, order] of rekeyed) {
      this.#write(sibling, 'placement', { ...this.#document.get(sibling, 'placement'), order });
    }
    this.#write(id, 'placement', { parent, order: inserted[0] as string, from });
  }

  /**
   * What cycles are cut by (D5) becomes fact before somebody who sees it moves anything: else that move could close a cycle that
   * it is cut by itself, or free a placement that nobody has seen take effect.
   */
  #settleCuts(moved: NodeId): void {
    this.settled.delete(moved);
    for (const id of [...this.#tree.cut]) {
      const parent = must(this.#document.parent(id), 'a parent of what was cut');
      if (!this.#writes.has(key(id, 'placement'))) this.settled.add(id);
      this.#write(id, 'placement', { ...this.#document.get(id, 'placement'), parent });
    }
    this.settled.delete(moved);
  }

  #settleStrays(moved: NodeId): void {
    for (const stray of [...this.#strays.torn(moved)]) {
      if (this.#writes.has(key(stray, 'position'))) continue;
      const { x, y } = this.#document.position(stray);
      this.#write(stray, 'position', { x, y, space: must(this.#document.parent(stray), 'a stray with a parent') });
    }
  }

  #write(node: NodeId, property: string, value: Value): void {
    const register: Register = { value, time: this.#time, actor: this.#document.actor };
    const earlier = this.#writes.get(key(node, property));
    if (earlier !== undefined) {
      earlier.value = value;
      this.#registers.restore(node, property, register);
    } else {
      const written = this.#registers.merge(node, property, register);
      if (!written.won) throw new Error(`own stamp ${this.#time} is not greater than that of ${property}`);
      this.#writes.set(key(node, property), { node, property, replaced: written.previous, value });
    }
    touch(this.touched, node, property);
    if (property === 'placement') for (const id of this.#tree.update([node])) touch(this.touched, id, 'placement');
  }
}

const key = (node: NodeId, property: string): string => `${node}/${property}`;

const hundredths = (px: number): number => Math.round(px * 100) / 100;

/** The same angle in (-180, 180], freed of the noise that atan2 leaves. */
function normalDegrees(degrees: number): number {
  const turn = Math.round((((degrees % 360) + 360) % 360) * 1e9) / 1e9;
  return turn > 180 ? turn - 360 : turn;
}
