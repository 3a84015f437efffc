/**
 * Who is under whom, cycles cut (D5), kept up link by link.
 *
 * Placements give each node one link up, so cycles never share a member, and another link of one node can break only the
 * cycle that it is in and close only one through itself. A standing cycle is kept with its members and its loser: the one
 * with the greatest stamp. Where losers go depends on everything else: they are placed again, in the order of their
 * stamps, when links have changed in a way that could matter to them ({@link ParentLinks.losersAreStale}).
 */
import { type Placements, ROOT_SLOT, TRASH_SLOT, withRoomFor } from './placements.ts';

interface Cycle {
  readonly members: readonly number[];
  readonly loser: number;
  /** The parent that the loser's placement names. */
  readonly named: number;
}

const isFixedSlot = (slot: number): boolean => slot === ROOT_SLOT || slot === TRASH_SLOT;

export class ParentLinks {
  readonly #placements: Placements;
  /** By slot: -1 for no parent. Losers have a link to where they were placed last, everybody else the one they name. */
  #parents = new Int32Array(0);
  /** By slot: 1 for members of standing cycles. */
  #cyclic = new Uint8Array(0);
  readonly #cycles = new Map<number, Cycle>();
  #losers: readonly number[] = [];
  #unsorted = false;
  #stale = false;

  constructor(placements: Placements) {
    this.#placements = placements;
  }

  /** In ascending order of their stamps. Never changed in place. */
  get losers(): readonly number[] {
    return this.#losers;
  }

  /** Whether links have changed since losers were placed, so that they might belong elsewhere. */
  get losersAreStale(): boolean {
    return this.#stale;
  }

  parent(slot: number): number {
    return this.#parents[slot] ?? -1;
  }

  /** The last slot on the way up; -1 where the way ends at a node that has no place. */
  rootOf(slot: number): number {
    let at = slot;
    while (at > TRASH_SLOT) at = this.#parents[at] ?? -1;
    return at;
  }

  isWithin(slot: number, ancestor: number): boolean {
    let at = slot;
    while (at !== ancestor && at >= 0) at = this.#parents[at] ?? -1;
    return at === ancestor && at >= 0;
  }

  /**
   * The node's placement names `parent` (-1: it is gone), or has another stamp or order.
   * @returns a former loser that has the parent it names again, since this dissolved its cycle; else -1
   */
  relink(slot: number, parent: number): number {
    this.#reserve(slot > parent ? slot : parent);
    const before = this.#parents[slot] as number;
    const standing = this.#cycles.size > 0;
    let freed = -1;
    if (standing && this.#cyclic[slot] === 1) freed = this.#dissolve(slot);
    else if (before === parent) {
      if (standing && parent === ROOT_SLOT) this.#stale = true;
      return -1;
    } else if (standing && !this.#stale) this.#stale = before === ROOT_SLOT || !isFixedSlot(this.#climb(before, slot));
    this.#parents[slot] = parent;
    const end = this.#climb(parent, slot);
    if (end === slot) this.#close(slot);
    // A way that no loser is part of leads to a root whatever becomes of them; so did the one before. Then nobody's home depends on which it is.
    else if (standing && (parent === ROOT_SLOT || !isFixedSlot(end))) this.#stale = true;
    return freed;
  }

  /** Like {@link relink} for many at once: cycles are not looked for before {@link closeCycles}. */
  relinkUnchecked(slot: number, parent: number): number {
    this.#reserve(slot > parent ? slot : parent);
    const freed = this.#cyclic[slot] === 1 ? this.#dissolve(slot) : -1;
    this.#parents[slot] = parent;
    return freed;
  }

  /** Finds the cycles through any of the first `count` of these nodes; looks at each node once. */
  closeCycles(slots: Int32Array, count: number): void {
    // 1: on the way up from the present one; 2: on an earlier way.
    const seen = new Uint8Array(this.#parents.length);
    for (let i = 0; i < count; i++) {
      const start = slots[i] as number;
      let at = start;
      for (; at > TRASH_SLOT && seen[at] === 0 && this.#cyclic[at] === 0; at = this.#parents[at] as number)
        seen[at] = 1;
      if (at > TRASH_SLOT && seen[at] === 1) this.#close(at);
      for (at = start; at > TRASH_SLOT && seen[at] === 1; at = this.#parents[at] as number) seen[at] = 2;
    }
    if (this.#cycles.size > 0) this.#stale = true;
  }

  /** Takes all losers out, so that they can be placed one after the other, in the order of {@link losers}. */
  unplaceLosers(): void {
    // Not when each cycle closes: registers that came together with it may still be waiting to be looked at.
    if (this.#unsorted) this.#losers = this.#losers.toSorted((a, b) => this.#compare(a, b));
    this.#unsorted = false;
    for (const loser of this.#losers) this.#parents[loser] = -1;
    this.#stale = false;
  }

  /** Whether it has lost and has been taken out, and not yet been placed again. */
  isUnplaced(slot: number): boolean {
    return this.#cyclic[slot] === 1 && this.#parents[slot] === -1;
  }

  /** Puts a loser under the `from` of its placement if that leads to a root, else under `otherwise()`. */
  placeLoser(loser: number, otherwise: () => number): void {
    const from = this.#placements.fromAt(loser);
    this.#parents[loser] = this.rootOf(from) >= 0 ? from : otherwise();
  }

  #reserve(slot: number): void {
    if (slot < this.#parents.length) return;
    this.#parents = withRoomFor(this.#parents, slot, -1);
    const cyclic = new Uint8Array(this.#parents.length);
    cyclic.set(this.#cyclic);
    this.#cyclic = cyclic;
  }

  /** Up from `start` to a fixed node, to -1, to a member of a standing cycle, or to `goal`. */
  #climb(start: number, goal: number): number {
    let at = start;
    while (at > TRASH_SLOT && at !== goal && this.#cyclic[at] === 0) at = this.#parents[at] as number;
    return at;
  }

  #close(start: number): void {
    const members: number[] = [];
    let loser = start;
    let at = start;
    do {
      members.push(at);
      if (at !== loser && this.#compare(at, loser) > 0) loser = at;
      at = this.#parents[at] as number;
    } while (at !== start);
    const cycle: Cycle = { members, loser, named: this.#parents[loser] as number };
    for (const member of members) {
      this.#cyclic[member] = 1;
      this.#cycles.set(member, cycle);
    }
    this.#losers = [...this.#losers, loser];
    this.#unsorted = true;
    this.#stale = true;
  }

  #dissolve(slot: number): number {
    const { members, loser, named } = this.#cycles.get(slot) as Cycle;
    for (const member of members) {
      this.#cyclic[member] = 0;
      this.#cycles.delete(member);
    }
    this.#losers = this.#losers.filter((other) => other !== loser);
    this.#parents[loser] = named;
    this.#stale = true;
    return loser;
  }

  /** One change may have placed two members: then the ids decide, or it would depend on who is met first. */
  #compare(a: number, b: number): number {
    return this.#placements.compareStamps(a, b) || (this.#placements.idAt(a) < this.#placements.idAt(b) ? -1 : 1);
  }
}
