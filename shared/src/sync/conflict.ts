/**
 * A conflict (S8): what I wrote without the relay met what somebody else wrote meanwhile. The property's strategy has settled it, or
 * left it open (D11); either way the person sees both and can choose. A choice is a write like any other: it can be undone, and
 * everybody gets it.
 *
 * Whether it is open is read off the document, not remembered: undoing a choice opens the conflict again.
 */
import { compareStamps } from '../clock/stamp.ts';
import type { Document } from '../document/document.ts';
import type { Gesture } from '../document/gesture.ts';
import type { NodeId } from '../document/node-id.ts';
import type { Transaction } from '../document/transaction.ts';
import { ownedProperty } from '../schema/keyed-property.ts';
import { whenWritesMeet } from '../schema/meeting.ts';
import type { ConflictStrategy } from '../schema/properties.ts';
import { type Value, valuesEqual } from '../schema/value.ts';
import { siblingsIn, writeSibling } from '../types/siblings.ts';
import type { MetWrites, Side } from './met-writes.ts';

export type Choice = 'mine' | 'theirs';

/** A conflict as plain data: what an outbox keeps. */
export interface ConflictRecord extends MetWrites {
  readonly choice?: Choice;
}

export type Resolution =
  /** Somebody should choose: nobody has yet, or the choice was undone. */
  | 'open'
  /** The later write stands. */
  | 'by-stamp'
  /** Both count: there is nothing to choose. */
  | 'merged'
  | 'kept-mine'
  | 'took-theirs';

export interface ConflictOwner {
  readonly document: Document;
  /** It was chosen. */
  chose(): void;
  dismiss(conflict: Conflict): void;
}

export class Conflict {
  /** The same for the same write of mine, whoever it meets. */
  readonly id: string;
  readonly node: NodeId;
  /** My register; of sets, counters and multi-value registers theirs is another one, with the other's actor in its name. */
  readonly property: string;
  /** What people call the property. */
  readonly label: string;
  readonly strategy: ConflictStrategy;
  /** What the person is to be told, as a sentence. */
  readonly shown: string;
  readonly mine: Side;
  readonly theirs: Side;
  readonly #owner: ConflictOwner;
  #choice: Choice | undefined;

  constructor({ node, property, mine, theirs, choice }: ConflictRecord, owner: ConflictOwner) {
    this.id = `${node}/${property}/${mine.stamp.time}`;
    this.node = node;
    this.property = property;
    this.mine = mine;
    this.theirs = theirs;
    const { label, strategy, shown } = whenWritesMeet(property);
    this.label = label;
    this.strategy = strategy;
    this.shown = shown;
    this.#choice = choice;
    this.#owner = owner;
  }

  /** Which of the two values the document has now: `both` where they are kept side by side, `neither` after later writes. */
  get stands(): Choice | 'both' | 'neither' {
    const owned = ownedProperty(this.property);
    if (owned?.kind === 'counter') return 'both';
    const row = this.#owner.document.row(this.node);
    if (owned === undefined) return this.#standing([row?.get(this.property)?.value ?? null]);
    const values = siblingsIn(row, owned.family).map(({ value }) => value);
    // Of an addition and a removal that stand side by side, the addition is what everybody sees.
    return this.#standing(owned.kind === 'member' ? [values.includes(true)] : values);
  }

  get resolution(): Resolution {
    const { strategy, stands } = this;
    if (strategy === 'semantic-merge') return 'merged';
    if (this.#choice === 'mine' && stands !== 'theirs' && stands !== 'both') return 'kept-mine';
    if (this.#choice === 'theirs' && stands !== 'mine' && stands !== 'both') return 'took-theirs';
    return strategy === 'last-write-wins' ? 'by-stamp' : 'open';
  }

  /** Writes my value again, unless it stands. @param gesture to choose several in one undo step @returns false where that cannot be: both count, or the node is gone */
  keepMine(gesture?: Gesture): boolean {
    return this.#choose('mine', gesture);
  }

  /** Writes their value, unless it stands. @param gesture to choose several in one undo step @returns false where that cannot be: both count, or the node is gone */
  takeTheirs(gesture?: Gesture): boolean {
    return this.#choose('theirs', gesture);
  }

  /** Takes it off the list. What stands goes on standing. */
  dismiss(): void {
    this.#owner.dismiss(this);
  }

  toRecord(): ConflictRecord {
    const { node, property, mine, theirs } = this;
    return { node, property, mine, theirs, ...(this.#choice && { choice: this.#choice }) };
  }

  #standing(values: readonly Value[]): Choice | 'both' | 'neither' {
    const [mine, theirs] = [this.mine, this.theirs].map((side) =>
      values.some((value) => valuesEqual(value, side.value)),
    );
    if (mine === theirs) return mine === true ? 'both' : 'neither';
    return mine === true ? 'mine' : 'theirs';
  }

  /**
   * The document here has not seen both yet, as after a reload, before the relay has answered. What stands now may not stand then, so a
   * choice is written even where it seems to stand already.
   */
  #isBehind(): boolean {
    const standing = this.#owner.document.stamp(this.node, this.property);
    if (standing === undefined || ownedProperty(this.property) !== undefined) return false;
    return compareStamps(standing, this.mine.stamp) < 0 || compareStamps(standing, this.theirs.stamp) < 0;
  }

  #choose(choice: Choice, gesture: Gesture | undefined): boolean {
    const { document } = this.#owner;
    if (this.strategy === 'semantic-merge' || !document.has(this.node)) return false;
    const { value } = choice === 'mine' ? this.mine : this.theirs;
    const options = gesture === undefined ? {} : { gesture };
    if (this.stands !== choice) document.transact((tx) => write(tx, this.node, this.property, value), options);
    else if (this.#isBehind()) {
      document.clock.observe(Math.max(this.mine.stamp.time, this.theirs.stamp.time));
      document.transact((tx) => tx.assign([[this.node, this.property, value]]), options);
    }
    this.#choice = choice;
    this.#owner.chose();
    return true;
  }
}

function write(tx: Transaction, node: NodeId, property: string, value: Value): void {
  const owned = ownedProperty(property);
  if (owned !== undefined) writeSibling(tx, node, owned.family, value);
  else if (property === 'placement' || property === 'position')
    tx.writeBack([{ node, property, value, inPlace: false }]);
  else tx.setRaw(node, property, value);
}
