/** Sets of nodes: which of them stand for the others, and in what order they lie on the page. */
import { type DocumentReader, type NodeId, ROOT, TRASH } from '@joinery/shared';

/** The given nodes that are alive on the page, once each, without those that lie inside another of them. */
export function selectionRoots(reader: DocumentReader, ids: readonly NodeId[], page: NodeId): NodeId[] {
  const chosen = new Set(ids);
  // Siblings share what lies above them: that is looked at once.
  const above = new Map<NodeId, boolean>([[page, true]]);
  const isFree = (parent: NodeId | undefined): boolean => {
    if (parent === undefined) return false;
    let free = above.get(parent);
    if (free === undefined) above.set(parent, (free = !chosen.has(parent) && isFree(reader.parent(parent))));
    return free;
  };
  return [...chosen].filter((id) => id !== page && isFree(reader.parent(id)));
}

/** Back to front, as the nodes are painted. */
export function inPaintOrder(reader: DocumentReader, ids: readonly NodeId[]): NodeId[] {
  if (ids.length < 2) return [...ids];
  const places = new Map<NodeId, ReadonlyMap<NodeId, number>>();
  const paths = new Map(ids.map((id) => [id, pathOf(reader, id, places)]));
  return [...ids].sort((a, b) => comparePaths(paths.get(a) ?? [], paths.get(b) ?? []));
}

/** Places among siblings, from the page down. @param places filled with those of each parent, which may have thousands */
function pathOf(reader: DocumentReader, id: NodeId, places: Map<NodeId, ReadonlyMap<NodeId, number>>): number[] {
  const path: number[] = [];
  for (let at = id, parent = reader.parent(at); parent !== undefined; at = parent, parent = reader.parent(at)) {
    let among = places.get(parent);
    if (among === undefined) {
      among = new Map(reader.children(parent).map((child, index) => [child, index]));
      places.set(parent, among);
    }
    path.push(among.get(at) ?? -1);
  }
  return path.reverse();
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The node with all it holds, parents before children. */
export function* subtree(reader: DocumentReader, id: NodeId): Generator<NodeId> {
  yield id;
  for (const child of reader.children(id)) yield* subtree(reader, child);
}

/** Ancestors from the parent up to, and with, the page. */
export function* ancestors(reader: DocumentReader, id: NodeId): Generator<NodeId> {
  for (let at = reader.parent(id); at !== undefined && !isFixed(at); at = reader.parent(at)) yield at;
}

/** Whether a node, or something it lies in, is hidden. */
export function isHidden(reader: DocumentReader, id: NodeId): boolean {
  for (let at: NodeId | undefined = id; at !== undefined; at = reader.parent(at))
    if (!reader.get(at, 'visible')) return true;
  return false;
}

/** Whether a node, or something it lies in, is locked. */
export function isLocked(reader: DocumentReader, id: NodeId): boolean {
  for (let at: NodeId | undefined = id; at !== undefined; at = reader.parent(at))
    if (reader.get(at, 'locked')) return true;
  return false;
}

/** The parent of every one of the nodes, where they share it. */
export function commonParent(reader: DocumentReader, ids: readonly NodeId[]): NodeId | undefined {
  const [first] = ids;
  const parent = first === undefined ? undefined : reader.parent(first);
  return ids.every((id) => reader.parent(id) === parent) ? parent : undefined;
}

/** Nodes by parent, each list back to front. */
export function byParent(reader: DocumentReader, ids: readonly NodeId[]): Map<NodeId, NodeId[]> {
  const groups = new Map<NodeId, NodeId[]>();
  for (const id of inPaintOrder(reader, ids)) {
    const parent = reader.parent(id);
    if (parent === undefined) continue;
    const group = groups.get(parent);
    if (group === undefined) groups.set(parent, [id]);
    else group.push(id);
  }
  return groups;
}

const isFixed = (id: NodeId): boolean => id === ROOT || id === TRASH;
