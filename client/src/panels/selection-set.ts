import type { NodeId } from '@joinery/shared';

const sets = new WeakMap<readonly NodeId[], ReadonlySet<NodeId>>();

/** A selection as a set, made once for each: many rows ask. */
export function selectionSet(selection: readonly NodeId[]): ReadonlySet<NodeId> {
  const known = sets.get(selection);
  if (known !== undefined) return known;
  const set = new Set(selection);
  sets.set(selection, set);
  return set;
}
