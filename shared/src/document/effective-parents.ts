/**
 * The definition of the effective tree (D5), written for reading: a pure function of the placement registers. {@link Tree} keeps it
 * up incrementally, and is compared with this.
 *
 * Each node names a parent. Where placements form a cycle, the member with the greatest stamp is cut: it goes back to
 * the `from` of its placement, or to the first page if that does not lead to a root. No history is needed and arrival order
 * does not matter.
 */
import { compareStamps } from '../clock/stamp.ts';
import type { Placement } from '../schema/properties.ts';
import type { Register } from './change.ts';
import { isFixedNode, type NodeId, ROOT, TRASH } from './node-id.ts';

/** The placement register of a node, undefined while it has none. */
export type ReadPlacement = (id: NodeId) => (Register & { readonly value: Placement }) | undefined;

/** The effective parent of each node, and who was cut, in ascending order of stamps. */
export function effectiveParents(
  ids: Iterable<NodeId>,
  read: ReadPlacement,
): { readonly parents: ReadonlyMap<NodeId, NodeId>; readonly cut: readonly NodeId[] } {
  const parents = new Map<NodeId, NodeId>();
  for (const id of ids) {
    const placement = isFixedNode(id) ? undefined : read(id);
    if (placement !== undefined) parents.set(id, placement.value.parent);
  }
  const cut = cycleLosers(parents, read);
  for (const id of cut) parents.delete(id);
  for (const id of cut) {
    const from = read(id)?.value.from ?? TRASH;
    parents.set(id, leadsToRoot(parents, from) ? from : firstPage(parents, read));
  }
  return { parents, cut };
}

/** From each cycle the member with the greatest stamp, in ascending order of stamps. */
function cycleLosers(parents: ReadonlyMap<NodeId, NodeId>, read: ReadPlacement): NodeId[] {
  const done = new Set<NodeId>();
  const losers: NodeId[] = [];
  const stamp = (id: NodeId): Register => read(id) as Register;
  // One change may have placed two members: then the ids decide, or it would depend on who is met first.
  const compare = (a: NodeId, b: NodeId): number => compareStamps(stamp(a), stamp(b)) || (a < b ? -1 : 1);
  for (const start of parents.keys()) {
    const path = new Set<NodeId>();
    let at: NodeId | undefined = start;
    while (at !== undefined && !done.has(at) && !path.has(at)) {
      path.add(at);
      at = parents.get(at);
    }
    if (at !== undefined && path.has(at)) {
      let loser = at;
      for (let member = parents.get(at) as NodeId; member !== at; member = parents.get(member) as NodeId) {
        if (compare(member, loser) > 0) loser = member;
      }
      losers.push(loser);
    }
    for (const id of path) done.add(id);
  }
  return losers.sort(compare);
}

function leadsToRoot(parents: ReadonlyMap<NodeId, NodeId>, start: NodeId): boolean {
  let at: NodeId | undefined = start;
  while (at !== undefined && at !== ROOT && at !== TRASH) at = parents.get(at);
  return at !== undefined;
}

/** The trash where every page has been deleted: nothing is lost, and it can be taken back from there. */
function firstPage(parents: ReadonlyMap<NodeId, NodeId>, read: ReadPlacement): NodeId {
  let first: NodeId | undefined;
  const order = (id: NodeId): string => read(id)?.value.order ?? '';
  for (const [id, parent] of parents) {
    if (parent !== ROOT) continue;
    if (first === undefined || order(id) < order(first) || (order(id) === order(first) && id < first)) first = id;
  }
  return first ?? TRASH;
}
