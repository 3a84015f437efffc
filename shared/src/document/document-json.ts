/**
 * A document as canonical JSON: pages and children in order, keys sorted, unset properties left out, positions in the
 * parent's coordinates. Two replicas of the same version give the same bytes, whatever way they came there.
 */
import type { Vector } from '../geometry/vector.ts';
import { isList, type Value } from '../schema/value.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import type { DocumentReader } from './reader.ts';

/** A node as plain data: its set properties by name, and its children back to front. */
export interface NodeJson {
  readonly id: NodeId;
  readonly children: readonly NodeJson[];
  readonly [property: string]: Value | readonly NodeJson[];
}

/** A document as plain data. */
export interface DocumentJson {
  readonly format: 'joinery-document-1';
  readonly pages: readonly NodeJson[];
  /** What was deleted and not yet purged, subtrees whole (D7). */
  readonly trash: readonly NodeJson[];
}

/** What is read of a document: registers, past what a gesture holds. */
type Rows = Pick<DocumentReader, 'row' | 'children'>;

/**
 * A document as plain data, the same for all replicas of a version: what is merged, not what a running gesture holds. Costs O(nodes).
 * @param positionOf as merged, in the coordinates of the parent
 */
export function documentToJson(document: Rows, positionOf: (id: NodeId) => Vector): DocumentJson {
  const toJson = (id: NodeId): NodeJson => nodeToJson(document, positionOf(id), id, toJson);
  return {
    format: 'joinery-document-1',
    pages: document.children(ROOT).map(toJson),
    trash: document.children(TRASH).map(toJson),
  };
}

/** The bytes that two replicas compare: {@link documentToJson} with sorted keys and no white space. */
export const canonicalJson = (json: DocumentJson): string => JSON.stringify(sortKeys(json as unknown as Value));

function nodeToJson(document: Rows, { x, y }: Vector, id: NodeId, childToJson: (id: NodeId) => NodeJson): NodeJson {
  const properties: [string, Value][] = [];
  // One that was never set may stand elsewhere than at its parent's origin by now.
  if (x !== 0 || y !== 0) properties.push(['position', { x, y }]);
  for (const [property, { value }] of document.row(id) ?? []) {
    if (value === null || property === 'placement') continue;
    properties.push([property, property === 'position' ? { x, y } : value]);
  }
  // fromEntries defines own properties, so one named __proto__ is just a property.
  return { ...Object.fromEntries(properties), id, children: document.children(id).map(childToJson) };
}

function sortKeys(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(sortKeys);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key] as Value)]),
  );
}
