import type { Time } from '../clock/stamp.ts';
import type { Placement } from '../schema/properties.ts';
import type { Column } from './column.ts';
import type { NodeId } from './node-id.ts';
import type { NodeSlots } from './node-slots.ts';
import { isPurged } from './horizon.ts';
import { type Placements, TRASH_SLOT } from './placements.ts';
import type { RegisterStore } from './register-store.ts';

/** What the tree reads of the registers. */
export class RegisterPlacements implements Placements {
  readonly #registers: RegisterStore;
  readonly #slots: NodeSlots;
  readonly #column: Column;
  readonly #horizon: () => Time;

  /** @param horizon the time of the horizon (D9) */
  constructor(registers: RegisterStore, horizon: () => Time) {
    this.#registers = registers;
    this.#horizon = horizon;
    this.#slots = registers.slots;
    this.#column = registers.column('placement');
  }

  idAt(slot: number): NodeId {
    return this.#slots.ids[slot] as NodeId;
  }

  parentAt(slot: number): number {
    const placement = this.#at(slot);
    return placement === undefined ? -1 : this.#slotOf(placement.parent);
  }

  fromAt(slot: number): number {
    const placement = this.#at(slot);
    return placement === undefined ? -1 : this.#slotOf(placement.from);
  }

  orderAt(slot: number): string {
    return this.#at(slot)?.order ?? '';
  }

  compareStamps(a: number, b: number): number {
    const apart = this.#column.timeAt(a) - this.#column.timeAt(b);
    if (apart !== 0) return apart;
    const [first, second] = [this.#column.actorAt(a), this.#column.actorAt(b)];
    if (first === second) return 0;
    return this.#registers.actors.at(first) < this.#registers.actors.at(second) ? -1 : 1;
  }

  /** The trash stands in place of what was purged: so what lay in it by a younger move is in the trash itself. */
  #slotOf(id: NodeId): number {
    return isPurged(this.#registers, id, this.#horizon()) ? TRASH_SLOT : this.#slots.claim(id);
  }

  #at(slot: number): Placement | undefined {
    return this.#column.values[slot] as Placement | undefined;
  }
}
