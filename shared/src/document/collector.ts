/** Keeps a document free of what its horizon has passed (D9), whatever came in which order. */
import type { ActorId, Time } from '../clock/stamp.ts';
import { raiseFloor } from '../clock/version-vector.ts';
import type { HeldValues } from './held-values.ts';
import { HORIZON, horizonIn, purgeable, type Stock } from './horizon.ts';
import { ROOT } from './node-id.ts';
import { touch, type Touched } from './touched.ts';

export interface Collected extends Stock {
  readonly held: HeldValues;
  readonly version: Map<ActorId, Time>;
}

export class Collector {
  readonly #stock: Collected;
  #at: Time = 0;

  constructor(stock: Collected) {
    this.#stock = stock;
  }

  /** The time of the horizon. */
  get at(): Time {
    return this.#at;
  }

  /** Takes in that the registers have changed, before the tree does. @returns whether the horizon is another one */
  notice(touched: Touched): boolean {
    if (touched.get(ROOT)?.has(HORIZON) !== true) return false;
    const { registers, version } = this.#stock;
    this.#at = horizonIn(registers.get(ROOT, HORIZON)?.value).at;
    if (this.#at > 0) raiseFloor(version, this.#at);
    return true;
  }

  /** Drops what is to be purged, and adds it to `touched`. */
  collect(touched: Touched): void {
    if (this.#at === 0) return;
    const { registers, tree, held } = this.#stock;
    const gone = purgeable(this.#stock, this.#at);
    if (gone.size === 0) return;
    for (const id of gone) {
      for (const property of registers.row(id)?.keys() ?? []) touch(touched, id, property);
      registers.drop(id);
      held.drop(id);
    }
    for (const id of tree.drop(gone)) touch(touched, id, 'placement');
    for (const id of gone) registers.release(id);
  }
}
