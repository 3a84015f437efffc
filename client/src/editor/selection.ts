/** Sets of nodes: which of them stand for the others, and in what order they lie on the page. */
import type { DocumentReader, NodeId } from '@joinery/shared';

/** The given nodes that are alive on the page, once each, without those that lie inside another of them. */
export function selectionRoots(reader: DocumentReader, ids: readonly NodeId[], page: NodeId): NodeId[] {
  const chosen = new Set(ids);
  return [...chosen].filter((id) => {
    if (id === page) return false;
    for (let at = reader.parent(id); at !== undefined; at = reader.parent(at)) {
      if (at === page) return true;
      if (chosen.has(at)) return false;
    }
    return false;
  });
}

/** Back to front, as the nodes are painted. */
export function inPaintOrder(reader: DocumentReader, ids: readonly NodeId[]): NodeId[] {
  if (ids.length < 2) return [...ids];
  const paths = new Map(ids.map((id) => [id, pathOf(reader, id)]));
  return [...ids].sort((a, b) => comparePaths(paths.get(a) ?? [], paths.get(b) ?? []));
}

/** Places among siblings, from the page down. */
function pathOf(reader: DocumentReader, id: NodeId): number[] {
  const path: number[] = [];
  for (let at = id, parent = reader.parent(at); parent !== undefined; at = parent, parent = reader.parent(at)) {
    path.push(reader.children(parent).indexOf(at));
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
  for (let at = reader.parent(id); at !== undefined && reader.get(at, 'type') !== undefined; at = reader.parent(at)) {
    if (reader.parent(at) === undefined) return;
    yield at;
  }
}

/** Whether a node, or something it lies in, has the flag against it: hidden, or locked. */
export function isHidden(reader: DocumentReader, id: NodeId): boolean {
  if (!reader.get(id, 'visible')) return true;
  for (const at of ancestors(reader, id)) if (!reader.get(at, 'visible')) return true;
  return false;
}

export function isLocked(reader: DocumentReader, id: NodeId): boolean {
  if (reader.get(id, 'locked')) return true;
  for (const at of ancestors(reader, id)) if (reader.get(at, 'locked')) return true;
  return false;
}
