/**
 * Whether a change may enter the document (R1): schema, limits, clock. Everything here is about one change against the
 * document as it stands; who sent it, and in what order, is the connection's business.
 */
import {
  type Assignment,
  type Change,
  checkProperty,
  covers,
  creationStamp,
  type DocumentReader,
  type Horizon,
  isFixedNode,
  isPropertyName,
  mayHold,
  mayWrite,
  type NodeId,
  type NodeType,
  type Placement,
  type RejectCode,
  type Role,
  ROOT,
  timeToUnixMs,
  TRASH,
  type Value,
  type VersionVector,
} from '@joinery/shared';
import { growthProblem, type GrowthLimits } from './growth.ts';

/** Why a change is not taken in. */
export interface Refusal {
  /** Sending it again will not help (S5). */
  readonly final: boolean;
  readonly code: RejectCode;
  /** For people. */
  readonly message: string;
}

export interface AdmitContext extends GrowthLimits {
  readonly document: DocumentReader &
    GrowthLimits['document'] & { readonly version: VersionVector; readonly horizon: Horizon };
  readonly nodeCount: number;
  /** Unix milliseconds. */
  readonly now: number;
  readonly clockLimitMs: number;
  readonly maxNodesPerFile: number;
}

/** Longest value of a property that the schema here does not know, in characters of JSON. */
const MAX_UNKNOWN_CHARACTERS = 65_536;

/** Nodes that a change creates, with their types. */
export type Created = ReadonlyMap<NodeId, NodeType>;

export type Admission =
  | { readonly ok: true; readonly created: Created }
  | { readonly ok: false; readonly refusal: Refusal };

export function admit(change: Change, context: AdmitContext): Admission {
  // Most changes create nothing, and are not to pay for those that do.
  const created = change.assignments.some(isOfType) ? new Map<NodeId, NodeType>() : NONE;
  const refusal = clockRefusal(change, context) ?? creationRefusal(change, context, created);
  if (refusal !== undefined) return { ok: false, refusal };
  for (const [node, property, value] of change.assignments) {
    const found = assignmentRefusal({ node, property, value, created }, context);
    if (found !== undefined) return { ok: false, refusal: found };
  }
  const problem = growthProblem(change, context);
  return problem === undefined ? { ok: true, created } : { ok: false, refusal: refuse('limit', problem) };
}

const NONE: Map<NodeId, NodeType> = new Map();
const isOfType = ([, property]: Assignment): boolean => property === 'type';

/** What somebody's role does not let them write (R7). Not a matter of the change itself: with another role it may be taken in. */
export function roleRefusal({ assignments }: Change, role: Role): Refusal | undefined {
  if (role === 'owner' || role === 'editor') return undefined;
  if (assignments.every(([, property]) => mayWrite(role, property))) return undefined;
  return refuse('permission', `you may only ${role === 'viewer' ? 'look at' : 'comment on'} this file`);
}

const refuse = (code: RejectCode, message: string): Refusal => ({ final: true, code, message });

function clockRefusal({ time }: Change, { document, now, clockLimitMs }: AdmitContext): Refusal | undefined {
  if (time <= document.horizon.at) return refuse('clock', 'it was made before the trash was last emptied for good');
  const aheadMs = timeToUnixMs(time) - now;
  if (aheadMs <= clockLimitMs) return undefined;
  return refuse(
    'clock',
    `it is stamped ${Math.round(aheadMs / 1000)} s in the future: is this computer's clock right?`,
  );
}

/** Fills in `created` on the way. */
function creationRefusal(
  { actor, time, assignments }: Change,
  { document, nodeCount, maxNodesPerFile }: AdmitContext,
  created: Map<NodeId, NodeType>,
): Refusal | undefined {
  if (created === NONE) return undefined;
  const placed = new Set<NodeId>();
  for (const [node, property, value] of assignments) {
    if (property === 'placement') placed.add(node);
    if (property !== 'type' || isFixedNode(node)) continue;
    // A type that only newer clients know is taken in like any other (D13).
    const problem = checkProperty('type', value);
    if (problem !== undefined) return refuse('schema', problem);
    if (document.has(node)) {
      if (document.read(node, 'type') !== value) return refuse('schema', 'the type of a node never changes');
      continue;
    }
    const stamp = creationStamp(node);
    if (stamp?.actor !== actor || stamp.time > time) return refuse('schema', 'a node has an id that is not its own');
    // Were it let in, it could be one that others know to be gone.
    if (stamp.time <= document.horizon.at) return refuse('purged', GONE);
    created.set(node, value as NodeType);
  }
  for (const node of created.keys()) if (!placed.has(node)) return refuse('schema', 'a new node has no place');
  if (created.size > 0 && nodeCount + created.size > maxNodesPerFile)
    return refuse('limit', `a file holds at most ${maxNodesPerFile} nodes`);
  return undefined;
}

interface Assigned {
  readonly node: NodeId;
  readonly property: string;
  readonly value: Value;
  readonly created: Created;
}

function assignmentRefusal(assigned: Assigned, { document }: AdmitContext): Refusal | undefined {
  const { node, property, value, created } = assigned;
  if (isFixedNode(node)) return refuse('permission', `only the relay writes to ${node}`);
  if (!document.has(node) && !created.has(node)) {
    return wasHere(node, document) ? refuse('purged', GONE) : refuse('schema', 'it sets a node that is not there');
  }
  const problem = checkProperty(property, value) ?? unknownProblem(property, value);
  if (problem !== undefined) return refuse('schema', problem);
  return property === 'placement' ? placementRefusal(assigned, document) : undefined;
}

const GONE = 'it was deleted for good';

/** Whether a node that is not there was purged, not just not seen yet (D9). */
function wasHere(node: NodeId, { version }: AdmitContext['document']): boolean {
  const stamp = creationStamp(node);
  return stamp !== undefined && covers(version, stamp);
}

function unknownProblem(property: string, value: Value): string | undefined {
  if (isPropertyName(property) || JSON.stringify(value).length <= MAX_UNKNOWN_CHARACTERS) return undefined;
  return `${property} must be at most ${MAX_UNKNOWN_CHARACTERS} characters`;
}

function placementRefusal({ node, value, created }: Assigned, document: AdmitContext['document']): Refusal | undefined {
  const { parent } = value as unknown as Placement;
  if (parent === TRASH) return undefined;
  const typeOf = (id: NodeId): NodeType | undefined =>
    created.get(id) ?? (document.has(id) && !isFixedNode(id) ? document.get(id, 'type') : undefined);
  const type = typeOf(node);
  if (type === 'page' || parent === ROOT) {
    return type === 'page' && parent === ROOT ? undefined : refuse('schema', 'pages, and only pages, lie in the root');
  }
  const parentType = typeOf(parent);
  if (parentType === undefined) {
    return wasHere(parent, document)
      ? refuse('purged', 'it moves a node into one that was deleted for good')
      : refuse('schema', 'it moves a node into one that is not there');
  }
  return mayHold(parentType) ? undefined : refuse('schema', `a ${parentType} cannot hold other nodes`);
}
