/**
 * Who is under whom, cycles cut (D5), kept up link by link.
 *
 * Placements give each node one link up, so cycles never share a member, and another link of one node can break only the
 * cycle that it is in and close only one through itself. Members of standing cycles are marked. The one with the greatest
 * stamp is the loser, and what it names is kept beside: from there the others' links lead round to it.
 *
 * Where losers go is found one after the other, by the way up from where each came. The nodes on those ways are watched:
 * losers are placed again when one of them gets another link, or the pages or the cycles change.
 */
import { type Placements, ROOT_SLOT, TRASH_SLOT, withRoomFor } from './placements.ts';

/** Marks: in a standing cycle; the loser of one; on the way by which a loser's place was found. */
const MEMBER = 1;
const LOSER = 2;
const WATCHED = 4;

export class ParentLinks {
  readonly #placements: Placements;
  /** By slot: -1 for no parent. Losers have a link to where they were placed last, everybody else the one they name. */
  #parents = new Int32Array(0);
  /** By slot: {@link MEMBER}, {@link LOSER}, {@link WATCHED}. */
  #marks = new Uint8Array(0);
  #watched: number[] = [];
  /** Loser → the parent that its placement names. */
  readonly #named = new Map<number, number>();
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
    let freed = -1;
    const mark = this.#marks[slot] as number;
    if ((mark & MEMBER) !== 0) freed = this.#dissolve(slot);
    else if (this.#named.size > 0 && (before === ROOT_SLOT || parent === ROOT_SLOT)) this.#stale = true;
    else if (parent === before) return -1;
    else if ((mark & WATCHED) !== 0) this.#stale = true;
    this.#parents[slot] = parent;
    if (this.#climb(parent, slot) === slot) this.#close(slot);
    return freed;
  }

  /** Like {@link relink} for many at once: cycles are not looked for before {@link closeCycles}. */
  relinkUnchecked(slot: number, parent: number): number {
    this.#reserve(slot > parent ? slot : parent);
    const freed = this.#has(slot, MEMBER) ? this.#dissolve(slot) : -1;
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
      for (; at > TRASH_SLOT && seen[at] === 0 && !this.#has(at, MEMBER); at = this.#parents[at] as number)
        seen[at] = 1;
      if (at > TRASH_SLOT && seen[at] === 1) this.#close(at);
      for (at = start; at > TRASH_SLOT && seen[at] === 1; at = this.#parents[at] as number) seen[at] = 2;
    }
    if (this.#named.size > 0) this.#stale = true;
  }

  /** Takes all losers out, so that they can be placed one after the other, in the order of {@link losers}. */
  unplaceLosers(): void {
    // Not when each cycle closes: registers that came together with it may still be waiting to be looked at.
    if (this.#unsorted) this.#losers = this.#losers.toSorted((a, b) => this.#compare(a, b));
    this.#unsorted = false;
    for (const loser of this.#losers) this.#parents[loser] = -1;
    for (const slot of this.#watched) this.#unmark(slot, WATCHED);
    this.#watched = [];
    this.#stale = false;
  }

  /** Whether it has lost and has been taken out, and not yet been placed again. */
  isUnplaced(slot: number): boolean {
    return this.#parents[slot] === -1 && this.#has(slot, LOSER);
  }

  /** Puts a loser under the `from` of its placement if that leads to a root, else under `otherwise()`. */
  placeLoser(loser: number, otherwise: () => number): void {
    const from = this.#placements.fromAt(loser);
    this.#reserve(from);
    let at = from;
    for (; at > TRASH_SLOT; at = this.#parents[at] as number) {
      if (!this.#has(at, WATCHED)) this.#watched.push(at);
      this.#mark(at, WATCHED);
    }
    this.#parents[loser] = at >= 0 ? from : otherwise();
  }

  #reserve(slot: number): void {
    if (slot < this.#parents.length) return;
    this.#parents = withRoomFor(this.#parents, slot, -1);
    const marks = new Uint8Array(this.#parents.length);
    marks.set(this.#marks);
    this.#marks = marks;
  }

  #has(slot: number, mark: number): boolean {
    return ((this.#marks[slot] as number) & mark) !== 0;
  }

  #mark(slot: number, mark: number): void {
    this.#marks[slot] = (this.#marks[slot] as number) | mark;
  }

  #unmark(slot: number, mark: number): void {
    this.#marks[slot] = (this.#marks[slot] as number) & ~mark;
  }

  /** Up from `start` to a fixed node, to -1, to a member of a standing cycle, or to `goal`. */
  #climb(start: number, goal: number): number {
    let at = start;
    while (at > TRASH_SLOT && at !== goal && !this.#has(at, MEMBER)) at = this.#parents[at] as number;
    return at;
  }

  #close(start: number): void {
    let loser = start;
    let at = start;
    do {
      this.#mark(at, MEMBER);
      if (at !== loser && this.#compare(at, loser) > 0) loser = at;
      at = this.#parents[at] as number;
    } while (at !== start);
    this.#mark(loser, LOSER);
    this.#named.set(loser, this.#parents[loser] as number);
    this.#losers = [...this.#losers, loser];
    this.#unsorted = true;
    this.#stale = true;
  }

  /** @returns the loser, which has the parent that it names again */
  #dissolve(member: number): number {
    let loser = member;
    while (!this.#has(loser, LOSER)) loser = this.#parents[loser] as number;
    this.#parents[loser] = this.#named.get(loser) as number;
    this.#named.delete(loser);
    this.#losers = this.#losers.filter((other) => other !== loser);
    for (let at = loser; this.#has(at, MEMBER); at = this.#parents[at] as number) this.#unmark(at, MEMBER | LOSER);
    this.#stale = true;
    return loser;
  }

  /** One change may have placed two members: then the ids decide, or it would depend on who is met first. */
  #compare(a: number, b: number): number {
    return this.#placements.compareStamps(a, b) || (this.#placements.idAt(a) < this.#placements.idAt(b) ? -1 : 1);
  }
}
