/**
 * A node's id carries its creation stamp: 8 characters of actor, 9 of time in base 62. So a replica can tell
 * "not seen yet" (not covered by my version) from "purged" (covered, but absent) (D9), and ids are unique without asking.
 */
import { ACTOR_LENGTH, actorAndDigits, fromBase62, isActorId, toBase62 } from '../clock/actor.ts';
import type { ActorId, Stamp, Time } from '../clock/stamp.ts';

/** `root`, `trash`, or 17 base-62 characters. */
export type NodeId = string;

/** Parent of the pages. */
export const ROOT: NodeId = 'root';

/** Parent of what was deleted (D7). */
export const TRASH: NodeId = 'trash';

const TIME_WIDTH = 9;
/** Characters of an id that is neither `root` nor `trash`. */
const NODE_ID_LENGTH = ACTOR_LENGTH + TIME_WIDTH;

/** {@link nodeIdOf}, for ids that are made once: those of a whole document. */
export const newIdOf = (actor: ActorId, time: Time): NodeId => actorAndDigits(actor, time);

/** The id of a node that was created under this stamp. */
export function nodeIdOf({ actor, time }: Stamp): NodeId {
  const place = placeOfDigits(time % DIGITS_LIMIT);
  const known = knownStamps[place];
  if (known !== undefined && known.time === time && known.actor === actor) return knownIds[place] as NodeId;
  return keep(place, newIdOf(actor, time), { actor, time });
}

/** The stamp under which a node was created; undefined for `root`, `trash` and anything that is no node id. */
export function creationStamp(id: NodeId): Stamp | undefined {
  if (id.length !== NODE_ID_LENGTH) return undefined;
  const place = placeOf(id);
  if (knownIds[place] === id) return knownStamps[place];
  const actor = id.slice(0, ACTOR_LENGTH);
  const time = fromBase62(id, ACTOR_LENGTH);
  if (!isActorId(actor) || !Number.isSafeInteger(time)) return undefined;
  keep(place, id, { actor, time });
  return knownStamps[place];
}

/**
 * Ids that were met lately, with their stamps: the same nodes are named again and again, and making an id, or taking it apart, costs
 * ten times as much as finding it here. Each has one place, by its last digits, and pushes out what was there.
 */
const KNOWN = 2 ** 14;
const knownIds: NodeId[] = Array<NodeId>(KNOWN).fill('');
const knownStamps: (Stamp | undefined)[] = Array<Stamp | undefined>(KNOWN).fill(undefined);

/** How many of an id's last characters decide its place. */
const DIGITS = 3;
const DIGITS_LIMIT = 62 ** DIGITS;

/** Times are mostly whole milliseconds, so that their low bits say little. */
const placeOfDigits = (digits: number): number => (digits ^ (digits >> 3)) & (KNOWN - 1);

const placeOf = (id: NodeId): number => placeOfDigits(fromBase62(id, NODE_ID_LENGTH - DIGITS) | 0);

function keep(place: number, id: NodeId, stamp: Stamp): NodeId {
  knownIds[place] = id;
  knownStamps[place] = stamp;
  return id;
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

/** Whether a text is the id of a node, `root` and `trash` included. */
export function isNodeId(text: string): boolean {
  if (text.length !== NODE_ID_LENGTH) return isFixedNode(text);
  return knownIds[placeOf(text)] === text || (PATTERN.test(text) && text.slice(ACTOR_LENGTH) <= LAST_TIME);
}
