/** Where transforms come from (D8): registers and tree, by slot. What a gesture holds is laid over them, or not. */
import { type Placement, type Position, PROPERTIES } from '../schema/properties.ts';
import type { Matrix } from '../geometry/matrix.ts';
import type { Value } from '../schema/value.ts';
import type { Column } from './column.ts';
import type { HeldValues } from './held-values.ts';
import type { NodeId } from './node-id.ts';
import type { RegisterStore } from './register-store.ts';
import type { Tree } from './tree.ts';

/** Where a node's coordinates are in its parent's. */
export interface Seat {
  readonly matrix: Matrix;
  /** In degrees. */
  readonly turn: number;
}

/** A seat beside what it follows from. */
interface KeptSeat extends Seat {
  readonly parent: NodeId;
  readonly placement: Placement;
  readonly position: Position;
}

export class Places {
  readonly #registers: RegisterStore;
  readonly #tree: Tree;
  readonly #held: HeldValues | undefined;
  readonly #placements: Column;
  readonly #positions: Column;
  readonly #rotations: Column;
  /** By slot, of those that others were asked for below. */
  readonly #seats: (KeptSeat | undefined)[] = [];

  /** @param held undefined: as things are merged, whatever a gesture holds */
  constructor(registers: RegisterStore, tree: Tree, held?: HeldValues) {
    this.#registers = registers;
    this.#tree = tree;
    this.#held = held;
    this.#placements = registers.column('placement');
    this.#positions = registers.column('position');
    this.#rotations = registers.column('rotation');
  }

  /** The effective parent; -1 for none. */
  parentAt(slot: number): number {
    return this.#tree.parent(slot);
  }

  placementAt(slot: number): Placement {
    return (this.#placements.values[slot] ?? PROPERTIES.placement.default) as unknown as Placement;
  }

  positionAt(slot: number): Position {
    return (this.#shown(this.#positions, slot) ?? PROPERTIES.position.default) as unknown as Position;
  }

  /** In degrees, clockwise. */
  rotationAt(slot: number): number {
    return (this.#shown(this.#rotations, slot) ?? 0) as number;
  }

  /** What was kept of a node's seat, while all that it follows from is what it was. */
  keptSeat(slot: number): Seat | undefined {
    const kept = this.#seats[slot];
    return kept !== undefined &&
      kept.position === this.positionAt(slot) &&
      kept.placement === this.placementAt(slot) &&
      kept.turn === this.rotationAt(slot) &&
      kept.parent === this.idAt(this.parentAt(slot))
      ? kept
      : undefined;
  }

  /** @param seat of a node that is settled in its parent, whatever becomes of others */
  keepSeat(slot: number, { matrix, turn }: Seat): void {
    const placement = this.placementAt(slot);
    const position = this.positionAt(slot);
    if (slot >= this.#seats.length) this.#seats.length = this.#registers.slots.capacity;
    this.#seats[slot] = { matrix, turn, placement, position, parent: this.idAt(this.parentAt(slot)) };
  }

  /** Also of a node that is not here. */
  slotOf(id: NodeId): number {
    return this.#registers.slots.claim(id);
  }

  idAt(slot: number): NodeId {
    return this.#registers.slots.ids[slot] as NodeId;
  }

  #shown(column: Column, slot: number): Value | undefined {
    const held = this.#held?.none === false ? this.#held.get(this.idAt(slot), column.property) : undefined;
    return held === undefined ? column.values[slot] : held;
  }
}
