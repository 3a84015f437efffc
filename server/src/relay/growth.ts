/** How deep and how wide a change makes the document: limits that no single assignment shows (R6). */
import {
  type Change,
  type Document,
  isFixedNode,
  isPropertyName,
  type NodeId,
  type Placement,
  type Value,
} from '@joinery/shared';

export interface GrowthLimits {
  readonly document: Pick<Document, 'has' | 'parent' | 'children' | 'row' | 'stamp'>;
  /** How many nodes may lie in each other, pages included. */
  readonly maxDepth: number;
  readonly maxPropertiesPerNode: number;
}

/** @returns what would be too much, as a phrase; undefined when nothing would */
export const growthProblem = (change: Change, limits: GrowthLimits): string | undefined =>
  depthProblem(change, limits) ?? widthProblem(change, limits);

function depthProblem({ assignments }: Change, { document, maxDepth }: GrowthLimits): string | undefined {
  // Most changes place nothing, and are not to pay for those that do.
  let parents: Map<NodeId, NodeId> | undefined;
  for (const [node, property, value] of assignments)
    if (property === 'placement') (parents ??= new Map()).set(node, (value as unknown as Placement).parent);
  if (parents === undefined) return undefined;
  const placed = parents;
  for (const node of placed.keys()) {
    const now = depthOf(node, (id) => placed.get(id) ?? document.parent(id), maxDepth);
    const before = document.has(node) ? depthOf(node, (id) => document.parent(id), maxDepth) : 0;
    // What comes to lie no deeper than it lay takes nothing deeper with it.
    if (now <= before) continue;
    if (now + heightOf(node, document, maxDepth) > maxDepth) return `nodes lie in each other at most ${maxDepth} deep`;
  }
  return undefined;
}

/** Of a page 1; more than `most` for what is deeper. A cycle, which the tree breaks open (D5), is not deep. */
function depthOf(node: NodeId, parentOf: (id: NodeId) => NodeId | undefined, most: number): number {
  const passed = new Set<NodeId>();
  for (let at: NodeId | undefined = node; at !== undefined && !isFixedNode(at); at = parentOf(at)) {
    if (passed.has(at)) return 0;
    passed.add(at);
    if (passed.size > 2 * most) break;
  }
  return passed.size;
}

/** How many levels lie in a node; no more than `most` are counted. */
function heightOf(node: NodeId, document: GrowthLimits['document'], most: number): number {
  let height = 0;
  for (let level = childrenOf([node], document); level.length > 0 && height <= most; height++)
    level = childrenOf(level, document);
  return height;
}

const childrenOf = (nodes: readonly NodeId[], document: GrowthLimits['document']): NodeId[] =>
  nodes.flatMap((id) => (document.has(id) ? document.children(id) : []));

/** Properties of the schema are few; what is counted is what may have any name. */
function widthProblem(
  { assignments }: Change,
  { document, maxPropertiesPerNode: most }: GrowthLimits,
): string | undefined {
  let counts: Map<NodeId, number> | undefined;
  for (const [node, property] of assignments) {
    if (isPropertyName(property) || document.stamp(node, property) !== undefined) continue;
    const count = ((counts ??= new Map<NodeId, number>()).get(node) ?? document.row(node)?.size ?? 0) + 1;
    counts.set(node, count);
    if (count > most) return `a node has at most ${most} properties`;
  }
  return undefined;
}

/**
 * Whether the values of a change come to more than so many characters, each counted where it is set: a few bytes can say that a
 * thousand nodes have the same long outline, and to each of them it is its own.
 */
export function isHeavierThan({ assignments }: Change, most: number): boolean {
  let weight = 0;
  for (const [, , value] of assignments) {
    weight += weightOf(value);
    if (weight > most) return true;
  }
  return false;
}

/** In characters, as far as it is text. */
function weightOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let weight = 0;
  // No list of the parts: positions are most of what is written.
  const parts = value as { readonly [key: string]: Value };
  for (const key in parts) weight += weightOf(parts[key] as Value);
  return weight;
}
