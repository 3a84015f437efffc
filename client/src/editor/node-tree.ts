/** Nodes as plain trees: what copying, duplicating and importing have in common. */
import {
  type DocumentReader,
  type NewNode,
  type NodeId,
  type NodeType,
  type Transaction,
  type Value,
} from '@joinery/shared';

export interface NodeTree {
  readonly type: NodeType;
  /** Position in the coordinates of the parent. */
  readonly properties: NewNode;
  /** Back to front. */
  readonly children: readonly NodeTree[];
}

/** Greatest number of nodes and levels that one tree may bring in. */
export const MAX_TREE_NODES = 50_000;
export const MAX_TREE_DEPTH = 200;

/** A node with all it holds, as it is seen now. */
export function treeOf(reader: DocumentReader, id: NodeId): NodeTree {
  const properties: Record<string, Value> = {};
  for (const property of reader.row(id)?.keys() ?? []) {
    const value = reader.read(id, property);
    if (PLACING.has(property) || value === undefined || value === null) continue;
    properties[property] = value;
  }
  const { x, y } = reader.position(id);
  return {
    type: reader.get(id, 'type'),
    properties: { ...properties, position: { x, y } },
    children: reader.children(id).map((child) => treeOf(reader, child)),
  };
}

/** Creates a tree in front of `before`'s predecessor, or in front of all. @returns the id of its root */
export function createTree(tx: Transaction, tree: NodeTree, parent: NodeId, before: NodeId | null = null): NodeId {
  const id = tx.create(
    tree.type,
    parent,
    tree.type === 'page' ? withoutPosition(tree.properties) : tree.properties,
    before,
  );
  for (const child of tree.children) createTree(tx, child, id);
  return id;
}

export function countNodes(tree: NodeTree, depth = 0): number {
  if (depth > MAX_TREE_DEPTH) return Infinity;
  return tree.children.reduce((sum, child) => sum + countNodes(child, depth + 1), 1);
}

/** A copy at another place among its siblings' parent. */
export const movedTo = (tree: NodeTree, properties: NewNode): NodeTree => ({
  ...tree,
  properties: { ...tree.properties, ...properties },
});

const PLACING: ReadonlySet<string> = new Set(['type', 'placement', 'position']);

function withoutPosition(properties: NewNode): NewNode {
  const { position: _, ...rest } = properties;
  return rest;
}
