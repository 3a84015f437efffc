/**
 * The effective tree (D5): a pure function of the placement registers ({@link effectiveParents} is its definition), kept up
 * incrementally over slots. An ordinary move climbs from its new parent: O(depth). A move on the way by which a cut
 * member's place was found places all of those again: O(losers × depth).
 */
import type { NodeId } from './node-id.ts';
import { ParentLinks } from './parent-links.ts';
import { type Placements, ROOT_SLOT, TRASH_SLOT, withRoomFor } from './placements.ts';
import { SiblingLists } from './sibling-lists.ts';

/** Hears of slots whose effective place changed. The tree is up to date by then, and must not be updated meanwhile. */
export type Moved = (slot: number) => void;

/** Longer lists of changes than this are given back after use. */
const KEPT = 1024;

const ignore: Moved = () => {};

export class Tree {
  readonly #placements: Placements;
  readonly #links: ParentLinks;
  readonly #siblings: SiblingLists;
  /** During an update: whose link changed. Kept from one to the next, which is cheaper than emptying it. */
  #changed = new Int32Array(KEPT);
  #changes = 0;
  /** By slot, during an update: whether its link changed (1), or it even is one of those given (2). */
  #marks = new Uint8Array(64);

  constructor(placements: Placements) {
    this.#placements = placements;
    this.#links = new ParentLinks(placements);
    this.#siblings = new SiblingLists(placements);
  }

  /** The effective parent; -1 for none. A node whose parent has not arrived names it all the same: it just leads to no root. */
  parent(slot: number): number {
    return this.#links.parent(slot);
  }

  /** In order, back to front: the tree's own live array. */
  children(slot: number): readonly NodeId[] {
    return this.#siblings.ids(slot);
  }

  /** Parallel to {@link children}. */
  childSlots(slot: number): readonly number[] {
    return this.#siblings.slots(slot);
  }

  /** Nodes that are not under the parent they name, since that would close a cycle; ascending by stamp, then id. Nearly always none. */
  get cut(): readonly number[] {
    return this.#links.losers;
  }

  /** Where a node stands among its siblings; -1 for a node without place. */
  indexOf(slot: number): number {
    return this.#siblings.indexOf(slot);
  }

  /** Whether `slot` is `ancestor` or lies below it. */
  isWithin(slot: number, ancestor: number): boolean {
    return this.#links.isWithin(slot, ancestor);
  }

  /** {@link ROOT_SLOT}, {@link TRASH_SLOT}, or -1 for what hangs below a node that has not arrived. */
  rootOf(slot: number): number {
    return this.#links.rootOf(slot);
  }

  /**
   * Takes in that the placements of these nodes changed.
   * @param moved told every slot whose effective parent or order changed, and each of `slots`, once each
   */
  update(slots: Iterable<number>, moved: Moved): void {
    for (const slot of slots) if (this.#take(slot)) this.#relink(slot, this.#placements.parentAt(slot));
    this.#settle(moved);
  }

  /** The same result as {@link update}, for very many: each node is looked at once, whatever the depth. */
  load(slots: Iterable<number>, moved: Moved = ignore): void {
    for (const slot of slots)
      if (this.#take(slot)) this.#free(this.#links.relinkUnchecked(slot, this.#placements.parentAt(slot)));
    this.#links.closeCycles(this.#changed, this.#changes);
    this.#settle(moved);
  }

  /** Drops nodes whose placements are gone: a transaction failed, or they were purged. What they held keeps naming them, so their slots must not become others'. */
  forget(slots: Iterable<number>, moved: Moved = ignore): void {
    for (const slot of slots) if (this.#take(slot)) this.#relink(slot, -1);
    this.#settle(moved);
  }

  /** @returns false for fixed nodes, whatever placement somebody sends for them */
  #take(slot: number): boolean {
    if (slot === ROOT_SLOT || slot === TRASH_SLOT) return false;
    if (slot >= this.#marks.length) {
      const longer = new Uint8Array(Math.max(2 * this.#marks.length, slot + 1));
      longer.set(this.#marks);
      this.#marks = longer;
    }
    if (this.#marks[slot] === 0) this.#note(slot);
    this.#marks[slot] = 2;
    return true;
  }

  #note(slot: number): void {
    this.#changed = withRoomFor(this.#changed, this.#changes, 0);
    this.#changed[this.#changes++] = slot;
  }

  #relink(slot: number, parent: number): void {
    this.#free(this.#links.relink(slot, parent));
    // At once: who is gone can no longer be asked for its order.
    if (parent < 0) this.#siblings.place(slot, parent);
  }

  /** A former loser goes back to the parent that it names. */
  #free(loser: number): void {
    if (loser < 0 || this.#marks[loser] !== 0) return;
    this.#marks[loser] = 1;
    this.#note(loser);
  }

  /** Brings the lists of children after the links, and tells. */
  #settle(moved: Moved): void {
    if (this.#links.losersAreStale) this.#placeWithLosers();
    else for (let i = 0; i < this.#changes; i++) this.#place(this.#changed[i] as number);
    const told = this.#changed;
    const count = this.#changes;
    for (let i = 0; i < count; i++) this.#marks[told[i] as number] = 0;
    if (count > KEPT) this.#changed = new Int32Array(KEPT);
    this.#changes = 0;
    for (let i = 0; i < count; i++) moved(told[i] as number);
  }

  #place(slot: number): boolean {
    return this.#siblings.place(slot, this.#links.parent(slot));
  }

  /** Losers last, one after the other. Leaves as changed who is to be told. */
  #placeWithLosers(): void {
    this.#links.unplaceLosers();
    const count = this.#changes;
    this.#changes = 0;
    for (let i = 0; i < count; i++) {
      const slot = this.#changed[i] as number;
      if (this.#links.isUnplaced(slot)) continue;
      this.#place(slot);
      this.#note(slot);
    }
    const firstPage = (): number => this.#firstPage();
    for (const loser of this.#links.losers) {
      this.#links.placeLoser(loser, firstPage);
      if (this.#place(loser) || this.#marks[loser] === 2) this.#note(loser);
      else this.#marks[loser] = 0;
    }
  }

  /** Losers that are not placed yet do not count. The trash where every page has been deleted: it can be taken back from there. */
  #firstPage(): number {
    for (const page of this.#siblings.slots(ROOT_SLOT)) if (this.#links.parent(page) === ROOT_SLOT) return page;
    return TRASH_SLOT;
  }
}
