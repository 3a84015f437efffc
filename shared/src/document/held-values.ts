/**
 * What a running gesture of mine has set follows my hand, whatever arrives meanwhile (S1). The registers merge as ever;
 * only reading is overlaid, until the gesture ends.
 */
import type { Value } from '../schema/value.ts';
import type { Assignment } from './change.ts';
import type { Gesture } from './gesture.ts';
import type { NodeId } from './node-id.ts';
import type { RegisterStore } from './register-store.ts';

interface Held {
  value: Value;
  readonly gesture: Gesture;
}

interface Writing {
  wrote(node: NodeId, property: string): boolean;
}

export class HeldValues {
  readonly #nodes = new Map<NodeId, Map<string, Held>>();
  /** The latest one, kept when it is over: so V8 never forgets what it compiled for transactions (see keep-warm.ts). */
  #transaction: Writing | undefined;
  #open = false;

  /** Whether nothing is held: so it is but during gestures. */
  get none(): boolean {
    return this.#nodes.size === 0;
  }

  /** The value to show instead of the register's; undefined where that is to be shown. */
  get(node: NodeId, property: string): Value | undefined {
    if (this.#nodes.size === 0) return undefined;
    const held = this.#nodes.get(node)?.get(property);
    // What the open transaction wrote is newer than what a gesture holds from before.
    return held === undefined || (this.#open && this.#transaction?.wrote(node, property) === true)
      ? undefined
      : held.value;
  }

  /** A transaction is being made. */
  begin(transaction: Writing): void {
    this.#transaction = transaction;
    this.#open = true;
  }

  /** It is over. */
  end(): void {
    this.#open = false;
  }

  has(node: NodeId, property: string): boolean {
    return this.#nodes.size > 0 && this.#nodes.get(node)?.has(property) === true;
  }

  /** Everything that is held. */
  *registers(): Generator<[NodeId, string]> {
    for (const [node, row] of this.#nodes) for (const property of row.keys()) yield [node, property];
  }

  /** An own change: a gesture holds what it sets; any other own write to a held register is what the person wants to see. */
  write(assignments: readonly Assignment[], gesture: Gesture | undefined): void {
    if (gesture === undefined && this.#nodes.size === 0) return;
    for (const [node, property, value] of assignments) {
      // The tree reads placements itself, so they are never held: a reparent shows as it merges.
      if (property === 'placement') continue;
      let row = this.#nodes.get(node);
      const held = row?.get(property);
      if (held !== undefined) held.value = value;
      else if (gesture !== undefined) {
        if (row === undefined) this.#nodes.set(node, (row = new Map<string, Held>()));
        row.set(property, { value, gesture });
      }
    }
  }

  /** The node is gone. */
  drop(node: NodeId): void {
    this.#nodes.delete(node);
  }

  /** Forgets the nodes that are not there any more. */
  retain(isThere: (node: NodeId) => boolean): void {
    for (const node of this.#nodes.keys()) if (!isThere(node)) this.#nodes.delete(node);
  }

  /** @returns the registers whose merged value differs from what was shown */
  release(gesture: Gesture, registers: RegisterStore): [NodeId, string][] {
    const changed: [NodeId, string][] = [];
    for (const [node, row] of this.#nodes) {
      for (const [property, held] of row) {
        if (held.gesture !== gesture) continue;
        row.delete(property);
        if (registers.get(node, property)?.value !== held.value) changed.push([node, property]);
      }
      if (row.size === 0) this.#nodes.delete(node);
    }
    return changed;
  }
}
