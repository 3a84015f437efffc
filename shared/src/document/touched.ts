import type { NodeId } from './node-id.ts';

/** Node → properties that changed. */
export type Touched = Map<NodeId, Set<string>>;

export function touch(touched: Touched, node: NodeId, property: string): void {
  const properties = touched.get(node);
  if (properties === undefined) touched.set(node, new Set([property]));
  else properties.add(property);
}
