/** Keeps a document free of what its horizon has passed (D9), whatever came in which order. */
import type { ActorId, Time } from '../clock/stamp.ts';
import { raiseFloor } from '../clock/version-vector.ts';
import type { HeldValues } from './held-values.ts';
import { HORIZON, type Horizon, horizonIn, NO_HORIZON, purgeable, type Stock } from './horizon.ts';
import { type NodeId, ROOT } from './node-id.ts';
import { touch, type Touched } from './touched.ts';

export interface Collected extends Stock {
  readonly held: HeldValues;
  readonly version: Map<ActorId, Time>;
}

export class Collector {
  readonly #stock: Collected;
  #horizon = NO_HORIZON;

  constructor(stock: Collected) {
    this.#stock = stock;
  }

  get horizon(): Horizon {
    return this.#horizon;
  }

  /** Takes in that the registers have changed, before the tree does. @returns whether the horizon is another one */
  notice(touched: Touched): boolean {
    if (touched.get(ROOT)?.has(HORIZON) !== true) return false;
    const { registers, version } = this.#stock;
    this.#horizon = horizonIn(registers.get(ROOT, HORIZON)?.value);
    if (this.#horizon.at > 0) raiseFloor(version, this.#horizon.at);
    return true;
  }

  /** Drops what is to be purged, and adds it to `touched`. */
  collect(touched: Touched): void {
    if (this.#horizon.at === 0) return;
    const { held } = this.#stock;
    const gone = purgeable(this.#stock, this.#horizon.at);
    if (gone.size === 0) return;
    this.#drop(gone, touched);
    for (const id of gone) held.drop(id);
  }

  /** Drops everything, horizon included, and adds it to `touched`: the document starts over. What gestures hold they go on holding. */
  clear(touched: Touched): void {
    const { registers, version } = this.#stock;
    this.#drop(new Set(registers.nodes()), touched);
    registers.drop(ROOT);
    version.clear();
    this.#horizon = NO_HORIZON;
  }

  #drop(gone: ReadonlySet<NodeId>, touched: Touched): void {
    const { registers } = this.#stock;
    for (const id of gone) {
      for (const property of registers.row(id)?.keys() ?? []) touch(touched, id, property);
      registers.drop(id);
    }
    this.#uproot(gone, touched);
    for (const id of gone) registers.release(id);
  }

  /** Takes nodes out of the tree. What hung below them and stays is placed anew. */
  #uproot(gone: ReadonlySet<NodeId>, touched: Touched): void {
    const { registers, tree } = this.#stock;
    const { slots } = registers;
    // Last ones first: taking from the end of a list of siblings moves nobody.
    const out = Array.from(gone, (id) => slots.find(id)).reverse();
    const left = out.flatMap((slot) => tree.childSlots(slot).filter((child) => !gone.has(slots.ids[child] as NodeId)));
    const told = (slot: number): void => {
      if (!gone.has(slots.ids[slot] as NodeId)) touch(touched, slots.ids[slot] as NodeId, 'placement');
    };
    tree.forget(out, told);
    tree.update(left, told);
  }
}
