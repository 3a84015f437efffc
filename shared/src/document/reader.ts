import type { Matrix } from '../geometry/matrix.ts';
import type { Vector } from '../geometry/vector.ts';
import type { PropertyName, PropertyValues } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import type { NodeId } from './node-id.ts';
import type { RegisterRow } from './register-store.ts';

/** A document as it is read. Painters, panels, exporters and tools take this, so that they cannot write. */
export interface DocumentReader {
  /** Whether a node has arrived and was not purged. It may lie in the trash. `root` and `trash` always exist. */
  has(id: NodeId): boolean;
  /** Ids of all nodes with any register, in no order, those in the trash included; without `root` and `trash`. */
  nodes(): Iterable<NodeId>;
  /** A property's visible value, the schema's default where it is not set. */
  get<P extends PropertyName>(id: NodeId, property: P): PropertyValues[P];
  /** A property's visible value, undefined where it is not set. For properties that the schema may not know. */
  read(id: NodeId, property: string): Value | undefined;
  /** The registers of a node: the merged state itself, whatever a gesture holds. */
  row(id: NodeId): RegisterRow | undefined;
  /** The effective parent (D5); undefined for `root` and `trash`. */
  parent(id: NodeId): NodeId | undefined;
  /** Children in order, back to front. Those of `root` are the pages. */
  children(id: NodeId): readonly NodeId[];
  /** Whether `id` is `ancestor` or lies below it. */
  isWithin(id: NodeId, ancestor: NodeId): boolean;
  /** Whether the node is on a page: has arrived with all its ancestors, and is not in the trash. */
  isAlive(id: NodeId): boolean;
  /** The page a node lies on (or is); undefined in the trash. */
  pageOf(id: NodeId): NodeId | undefined;
  /** The rotated top-left corner in the coordinates of the effective parent (D8), in px. */
  position(id: NodeId): Vector;
  /** From a node's own coordinates to its page's. Costs O(depth): callers that draw keep their own. */
  pageMatrix(id: NodeId): Matrix;
}
