/**
 * Registers and who won them (D1): a map of nodes, each a map of properties, each one value with one stamp. The only place
 * that merges.
 */
import { type ActorId, compareStamps, type Time } from '../clock/stamp.ts';
import { covers, type VersionVector } from '../clock/version-vector.ts';
import type { DeltaRow, Register } from './change.ts';
import type { NodeId } from './node-id.ts';

export type RegisterRow = ReadonlyMap<string, Register>;

/** What a write did: nothing (an equal or greater stamp stands), or it replaced this (`undefined`: there was none). */
export type Written = { readonly won: false } | { readonly won: true; readonly previous: Register | undefined };

const LOST: Written = { won: false };

export class RegisterStore {
  readonly #rows = new Map<NodeId, Map<string, Register>>();

  row(node: NodeId): RegisterRow | undefined {
    return this.#rows.get(node);
  }

  nodes(): IterableIterator<NodeId> {
    return this.#rows.keys();
  }

  get(node: NodeId, property: string): Register | undefined {
    return this.#rows.get(node)?.get(property);
  }

  /** Greater stamp wins. */
  merge(node: NodeId, property: string, register: Register): Written {
    let row = this.#rows.get(node);
    if (row === undefined) this.#rows.set(node, (row = new Map<string, Register>()));
    const previous = row.get(property);
    if (previous !== undefined && compareStamps(previous, register) >= 0) return LOST;
    row.set(property, register);
    return { won: true, previous };
  }

  /** Takes back a write of a transaction that failed. */
  restore(node: NodeId, property: string, previous: Register | undefined): void {
    const row = this.#rows.get(node);
    if (previous !== undefined) row?.set(property, previous);
    else if (row?.delete(property) === true && row.size === 0) this.#rows.delete(node);
  }

  /** The greatest time of an actor's that stands; 0 where none does. */
  latest(actor: ActorId): Time {
    let latest = 0;
    for (const row of this.#rows.values()) {
      for (const register of row.values())
        if (register.actor === actor && register.time > latest) latest = register.time;
    }
    return latest;
  }

  /** Exactly the registers that the holder of `version` lacks (D4). */
  since(version: VersionVector): DeltaRow[] {
    const rows: DeltaRow[] = [];
    for (const [node, row] of this.#rows) {
      const registers = [...row].filter(([, register]) => !covers(version, register));
      if (registers.length > 0) rows.push({ node, registers });
    }
    return rows;
  }
}
