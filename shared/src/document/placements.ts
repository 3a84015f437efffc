import type { NodeId } from './node-id.ts';

/** The slots of `root` and `trash`, in every document. */
export const ROOT_SLOT = 0;
export const TRASH_SLOT = 1;

/** What the tree asks of the registers, by slot. Dense small integers; a slot can be mentioned as a parent before its own registers arrive. */
export interface Placements {
  /** Also of a node whose placement is gone, until the tree has forgotten it. */
  idAt(slot: number): NodeId;
  /** Slot of the parent that the node's placement register names; -1 while it has none. */
  parentAt(slot: number): number;
  /** Slot of the placement's `from`. */
  fromAt(slot: number): number;
  /** Asked when a list of siblings is first looked at, so maybe long after the update. */
  orderAt(slot: number): string;
  /** Compares the stamps of two placement registers: time, then actor (never 0 for stamps of different actors). */
  compareStamps(a: number, b: number): number;
}

/** `column`, or a longer one that has a place for `slot`, what is new filled with `filler`. */
export function withRoomFor(column: Int32Array<ArrayBuffer>, slot: number, filler: number): Int32Array<ArrayBuffer> {
  if (slot < column.length) return column;
  const longer = new Int32Array(Math.max(2 * column.length, slot + 1, 64));
  longer.set(column);
  if (filler !== 0) longer.fill(filler, column.length);
  return longer;
}
