/**
 * The effective tree (D5): a pure function of the placement registers, kept up incrementally.
 *
 * Each node names a parent. Where placements form a cycle, the member with the greatest stamp is cut: it goes back to
 * the `from` of its placement, or to the first page if that does not lead to a root. No history is needed and arrival order
 * does not matter. As long as no cycle exists, which is nearly always, an update walks up from the new parent: O(depth).
 */
import { compareStamps } from '../clock/stamp.ts';
import type { Placement } from '../schema/properties.ts';
import type { Register } from './change.ts';
import { isFixedNode, type NodeId, ROOT, TRASH } from './node-id.ts';

/** The placement register of a node, undefined while it has none. */
export type ReadPlacement = (id: NodeId) => (Register & { readonly value: Placement }) | undefined;

const NO_CHILDREN: readonly NodeId[] = [];

export class Tree {
  readonly #read: ReadPlacement;
  readonly #parents = new Map<NodeId, NodeId>();
  readonly #orders = new Map<NodeId, string>();
  readonly #children = new Map<NodeId, NodeId[]>();
  #cut: readonly NodeId[] = [];

  constructor(read: ReadPlacement) {
    this.#read = read;
  }

  /** The effective parent. A node whose parent has not arrived yet names it all the same: it just leads to no root. */
  parent(id: NodeId): NodeId | undefined {
    return this.#parents.get(id);
  }

  /** Nodes that are not under the parent they name, since that would close a cycle. Nearly always none. */
  get cut(): readonly NodeId[] {
    return this.#cut;
  }

  /** In order, back to front. */
  children(id: NodeId): readonly NodeId[] {
    return this.#children.get(id) ?? NO_CHILDREN;
  }

  /** Where a node stands among its siblings; -1 for a node without place. */
  indexOf(id: NodeId): number {
    const siblings = this.children(this.#parents.get(id) ?? '');
    return siblings.length === 0 ? -1 : this.#slot(siblings, this.#orders.get(id) ?? '', id);
  }

  /** Whether `id` is `ancestor` or lies below it. */
  isWithin(id: NodeId, ancestor: NodeId): boolean {
    for (let at: NodeId | undefined = id; at !== undefined; at = this.#parents.get(at))
      if (at === ancestor) return true;
    return false;
  }

  /** `root`, `trash`, or undefined for what hangs below a node that has not arrived. */
  rootOf(id: NodeId): NodeId | undefined {
    let at = id;
    for (let up = this.#parents.get(at); up !== undefined; up = this.#parents.get(at)) at = up;
    return at === ROOT || at === TRASH ? at : undefined;
  }

  /**
   * Takes in that the placements of these nodes changed.
   * @returns every node whose effective place changed, and each of `ids`
   */
  update(ids: Iterable<NodeId>): Set<NodeId> {
    const moved = new Set<NodeId>();
    let cyclic = this.#cut.length > 0;
    for (const id of ids) {
      if (isFixedNode(id)) continue;
      moved.add(id);
      if (cyclic) continue;
      const placement = this.#read(id);
      if (placement === undefined) continue;
      if (this.isWithin(placement.value.parent, id)) cyclic = true;
      else this.#link(id, placement.value.parent, placement.value.order);
    }
    if (cyclic) this.#rebuild(moved);
    return moved;
  }

  /** Drops nodes that never came to be: a transaction failed. */
  forget(ids: Iterable<NodeId>): void {
    for (const id of ids) {
      this.#unlink(id);
      this.#parents.delete(id);
      this.#orders.delete(id);
    }
  }

  /**
   * Nodes are gone for good (D9). What hangs below them and stays is placed anew.
   * @returns the others whose effective place changed
   */
  drop(ids: ReadonlySet<NodeId>): Set<NodeId> {
    const left: NodeId[] = [];
    const thinned = new Set<NodeId>();
    for (const id of ids) {
      const parent = this.#parents.get(id);
      if (parent !== undefined && !ids.has(parent)) thinned.add(parent);
      for (const child of this.children(id)) if (!ids.has(child)) left.push(child);
      this.#parents.delete(id);
      this.#orders.delete(id);
      this.#children.delete(id);
    }
    for (const parent of thinned)
      this.#children.set(
        parent,
        this.children(parent).filter((id) => !ids.has(id)),
      );
    for (const id of left) this.#parents.delete(id);
    return this.update(left);
  }

  /** From scratch; nodes that change place are added to `moved`. */
  #rebuild(moved: Set<NodeId>): void {
    const known = new Set([...this.#parents.keys(), ...moved]);
    const { parents, cut } = effectiveParents(known, this.#read);
    this.#cut = cut;
    for (const [id, parent] of parents) {
      const order = this.#read(id)?.value.order ?? '';
      if (this.#parents.get(id) === parent && this.#orders.get(id) === order) continue;
      this.#link(id, parent, order);
      moved.add(id);
    }
  }

  #link(id: NodeId, parent: NodeId, order: string): void {
    this.#unlink(id);
    this.#parents.set(id, parent);
    this.#orders.set(id, order);
    let siblings = this.#children.get(parent);
    if (siblings === undefined) this.#children.set(parent, (siblings = []));
    siblings.splice(this.#slot(siblings, order, id), 0, id);
  }

  #unlink(id: NodeId): void {
    const siblings = this.#children.get(this.#parents.get(id) ?? '');
    siblings?.splice(this.#slot(siblings, this.#orders.get(id) ?? '', id), 1);
  }

  /** Where (order, id) stands or would stand. */
  #slot(siblings: readonly NodeId[], order: string, id: NodeId): number {
    let low = 0;
    let high = siblings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = siblings[middle] as NodeId;
      const otherOrder = this.#orders.get(other) as string;
      if (otherOrder < order || (otherOrder === order && other < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The definition of the effective tree, written for reading. Also the oracle of the incremental upkeep. */
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
