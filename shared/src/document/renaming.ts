/** Nodes that were made again have other ids: what names them has to follow, wherever an id can stand. */
import { isList, type Value } from '../schema/value.ts';
import type { Assignment } from './change.ts';
import type { NodeId } from './node-id.ts';

/** The id before → the one now. */
export type Names = ReadonlyMap<NodeId, NodeId>;

export const renamed = ([node, property, value]: Assignment, names: Names): Assignment =>
  names.size === 0
    ? [node, property, value]
    : [names.get(node) ?? node, renamedProperty(property, names), renamedValue(value, names)];

/** Keyed properties (D10) may be keyed by nodes. */
const renamedProperty = (property: string, names: Names): string =>
  property
    .split('/')
    .map((part) => names.get(part) ?? part)
    .join('/');

function renamedValue(value: Value, names: Names): Value {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => renamedValue(item, names));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamedValue(item, names)]));
}
