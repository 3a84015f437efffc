/**
 * A node's id carries its creation stamp: 8 characters of actor, 9 of time in base 62. So a replica can tell
 * "not seen yet" (not covered by my version) from "purged" (covered, but absent) (D9), and ids are unique without asking.
 */
import { ACTOR_LENGTH, fromBase62, isActorId, toBase62 } from '../clock/actor.ts';
import type { Stamp } from '../clock/stamp.ts';

/** `root`, `trash`, or 17 base-62 characters. */
export type NodeId = string;

/** Parent of the pages. */
export const ROOT: NodeId = 'root';

/** Parent of what was deleted (D7). */
export const TRASH: NodeId = 'trash';

const TIME_WIDTH = 9;
/** Characters of an id that is neither `root` nor `trash`. */
export const NODE_ID_LENGTH = ACTOR_LENGTH + TIME_WIDTH;

export const nodeIdOf = (stamp: Stamp): NodeId => stamp.actor + toBase62(stamp.time, TIME_WIDTH);

/** The stamp under which a node was created; undefined for `root`, `trash` and anything that is no node id. */
export function creationStamp(id: NodeId): Stamp | undefined {
  if (id.length !== NODE_ID_LENGTH) return undefined;
  const actor = id.slice(0, ACTOR_LENGTH);
  const time = fromBase62(id, ACTOR_LENGTH);
  return isActorId(actor) && Number.isSafeInteger(time) ? { actor, time } : undefined;
}

/** `root`, `trash`, then by creating actor and creation time: what the text of an id sorts by. */
export function compareNodeIds(a: NodeId, b: NodeId): number {
  if (isFixedNode(a) || isFixedNode(b))
    return Number(isFixedNode(b)) - Number(isFixedNode(a)) || (a < b ? -1 : a > b ? 1 : 0);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether this is `root` or `trash`, which exist in each document and hold no registers of their own. */
export const isFixedNode = (id: NodeId): boolean => id === ROOT || id === TRASH;

const PATTERN = /^[0-9A-Za-z]{17}$/;
const LAST_TIME = toBase62(Number.MAX_SAFE_INTEGER, TIME_WIDTH);

/** The one that was last found to be an id: references come in runs. */
let known: NodeId = ROOT;

/** Whether a text is the id of a node, `root` and `trash` included. */
export function isNodeId(text: string): boolean {
  if (text === known || isFixedNode(text)) return true;
  if (!PATTERN.test(text) || text.slice(ACTOR_LENGTH) > LAST_TIME) return false;
  known = text;
  return true;
}
