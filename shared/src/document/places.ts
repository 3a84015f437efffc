/** Where transforms come from (D8): registers and tree, by slot. What a gesture holds is laid over them, or not. */
import { type Placement, type Position, PROPERTIES } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import type { Column } from './column.ts';
import type { HeldValues } from './held-values.ts';
import type { NodeId } from './node-id.ts';
import type { RegisterStore } from './register-store.ts';
import type { Tree } from './tree.ts';

export class Places {
  readonly #registers: RegisterStore;
  readonly #tree: Tree;
  readonly #held: HeldValues | undefined;
  readonly #placements: Column;
  readonly #positions: Column;
  readonly #rotations: Column;

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
