/**
 * The children of each node in order (D6). What has been placed but not yet asked for hangs in a chain, unsorted: loading a
 * document costs one link a node, and a relay, which shows nothing, never sorts. The first look makes the chain a list.
 */
import type { NodeId } from './node-id.ts';
import { type Placements, withRoomFor } from './placements.ts';

interface List {
  readonly slots: number[];
  /** Parallel to `slots`, once somebody has asked for them. */
  ids: NodeId[] | undefined;
}

const NO_IDS: readonly NodeId[] = [];
const NO_SLOTS: readonly number[] = [];

/** Ends a chain. Stands for no slot there, since the trash is nobody's child; 0 means "in no chain". */
const END = 1;

export class SiblingLists {
  readonly #placements: Placements;
  /** By slot: the parent that it stands under here; -1 without place. */
  #under = new Int32Array(0);
  /** By slot: what follows in its chain. Who moved away stays linked, and is left out when the chain becomes a list. */
  #next = new Int32Array(0);
  /** By parent: 0 for no children so far, the first of a chain, or -1 - index in `#lists`. */
  #heads = new Int32Array(0);
  readonly #lists: List[] = [];
  /** By slot: the order that it is sorted by, where it stands in a list. Registers may be ahead of it. */
  readonly #orders: string[] = [];

  constructor(placements: Placements) {
    this.#placements = placements;
  }

  ids(parent: number): readonly NodeId[] {
    const list = this.#listOf(parent);
    if (list === undefined) return NO_IDS;
    return (list.ids ??= list.slots.map((slot) => this.#placements.idAt(slot)));
  }

  slots(parent: number): readonly number[] {
    return this.#listOf(parent)?.slots ?? NO_SLOTS;
  }

  indexOf(slot: number): number {
    const parent = this.#under[slot] ?? -1;
    const list = parent < 0 ? undefined : this.#listOf(parent);
    return list === undefined ? -1 : this.#find(list.slots, slot);
  }

  /**
   * Puts a node among the children of `parent`, where its placement orders it; out of all lists for -1.
   * @returns whether it stood under another before
   */
  place(slot: number, parent: number): boolean {
    this.#reserve(slot > parent ? slot : parent);
    const before = this.#under[slot] as number;
    if (before === parent) {
      this.#reorder(slot, parent);
      return false;
    }
    if (before >= 0) this.#leave(slot, before);
    if (parent >= 0) this.#add(slot, parent);
    this.#under[slot] = parent;
    return true;
  }

  #reserve(slot: number): void {
    if (slot < this.#under.length) return;
    this.#under = withRoomFor(this.#under, slot, -1);
    this.#next = withRoomFor(this.#next, slot, 0);
    this.#heads = withRoomFor(this.#heads, slot, 0);
  }

  #reorder(slot: number, parent: number): void {
    const head = parent < 0 ? 0 : (this.#heads[parent] as number);
    if (head >= 0) return;
    const order = this.#placements.orderAt(slot);
    if (order === this.#orders[slot]) return;
    const list = this.#lists[-1 - head] as List;
    this.#remove(list, slot);
    this.#insert(list, slot, order);
  }

  #leave(slot: number, parent: number): void {
    const head = this.#heads[parent] as number;
    if (head < 0) this.#remove(this.#lists[-1 - head] as List, slot);
  }

  #add(slot: number, parent: number): void {
    const head = this.#heads[parent] as number;
    if (head >= 0 && this.#next[slot] === 0) {
      this.#next[slot] = head === 0 ? END : head;
      this.#heads[parent] = slot;
      return;
    }
    const list = this.#listOf(parent) ?? this.#newList(parent, []);
    this.#insert(list, slot, this.#placements.orderAt(slot));
  }

  #listOf(parent: number): List | undefined {
    const head = this.#heads[parent] ?? 0;
    if (head === 0) return undefined;
    return head < 0 ? this.#lists[-1 - head] : this.#newList(parent, this.#unchain(parent, head));
  }

  #newList(parent: number, slots: number[]): List {
    const list: List = { slots, ids: undefined };
    this.#heads[parent] = -this.#lists.push(list);
    return list;
  }

  /** The members of a chain, sorted. Those that came in order, as most do, cost one comparison each. */
  #unchain(parent: number, first: number): number[] {
    const slots: number[] = [];
    for (let slot = first; slot !== END;) {
      const after = this.#next[slot] as number;
      this.#next[slot] = 0;
      if (this.#under[slot] === parent) {
        this.#remember(slot, this.#placements.orderAt(slot));
        slots.push(slot);
      }
      slot = after;
    }
    slots.reverse();
    for (let i = 1; i < slots.length; i++) {
      if (this.#compare(slots[i - 1] as number, slots[i] as number) > 0)
        return slots.sort((a, b) => this.#compare(a, b));
    }
    return slots;
  }

  #remember(slot: number, order: string): void {
    // Never a hole: that would turn the array into a dictionary.
    while (this.#orders.length < slot) this.#orders.push('');
    this.#orders[slot] = order;
  }

  #insert(list: List, slot: number, order: string): void {
    const { slots, ids } = list;
    this.#remember(slot, order);
    const last = slots.length - 1;
    const index = last < 0 || this.#compare(slots[last] as number, slot) < 0 ? last + 1 : this.#rank(slots, slot);
    insertAt(slots, index, slot);
    if (ids !== undefined) insertAt(ids, index, this.#placements.idAt(slot));
  }

  #remove(list: List, slot: number): void {
    const index = this.#find(list.slots, slot);
    removeAt(list.slots, index);
    if (list.ids !== undefined) removeAt(list.ids, index);
    this.#orders[slot] = '';
  }

  /** Where a node stands. Comparing numbers beats comparing orders as long as they are few. */
  #find(slots: readonly number[], slot: number): number {
    return slots.length <= SHORT ? slots.indexOf(slot) : this.#rank(slots, slot);
  }

  /** Where a node stands or would stand. */
  #rank(slots: readonly number[], slot: number): number {
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(slots[middle] as number, slot) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(a: number, b: number): number {
    if (a === b) return 0;
    const left = this.#orders[a] as string;
    const right = this.#orders[b] as string;
    if (left < right) return -1;
    return left === right && this.#placements.idAt(a) < this.#placements.idAt(b) ? -1 : 1;
  }
}

/** Up to here a loop is faster than `splice`, which makes an array of what it took out. */
const SHORT = 64;

function insertAt<T>(items: T[], index: number, item: T): void {
  if (items.length - index > SHORT) {
    items.splice(index, 0, item);
    return;
  }
  items.push(item);
  for (let at = items.length - 1; at > index; at--) items[at] = items[at - 1] as T;
  items[index] = item;
}

function removeAt<T>(items: T[], index: number): void {
  if (items.length - index > SHORT) {
    items.splice(index, 1);
    return;
  }
  for (let at = index + 1; at < items.length; at++) items[at - 1] = items[at] as T;
  items.pop();
}
