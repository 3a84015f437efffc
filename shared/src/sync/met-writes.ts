/**
 * Finds what somebody else wrote while own changes waited (S8).
 *
 * Two writes met when neither writer had seen the other's. Mine were not seen by anybody, since the relay does not have them yet;
 * theirs was not seen here when it is newer than the version that was held until the delta came. So nothing needs to be remembered
 * from when mine was made, and the delta itself tells which of mine are journalled and out of this.
 */
import type { ActorId, Stamp } from '../clock/stamp.ts';
import { covers, hasSeen, type VersionVector } from '../clock/version-vector.ts';
import type { Delta, Register } from '../document/change.ts';
import type { NodeId } from '../document/node-id.ts';
import type { DocumentReader } from '../document/reader.ts';
import { isCount, type OwnedProperty, ownedProperty } from '../schema/keyed-property.ts';
import { type Value, valuesEqual } from '../schema/value.ts';
import { type StandingValue, siblingsIn } from '../types/siblings.ts';
import type { PendingChange } from './pending-changes.ts';

export interface Side {
  /** What was written; of a counter, by how much it was changed. */
  readonly value: Value;
  /** Who and when. */
  readonly stamp: Stamp;
}

export interface MetWrites {
  readonly node: NodeId;
  /** My register. Of a set, a counter or a multi-value register, theirs is another. */
  readonly property: string;
  readonly mine: Side;
  readonly theirs: Side;
}

/** What a pending change wrote: before the first such change, and now. */
interface OwnWrite {
  readonly property: string;
  readonly before: Register | undefined;
  now: Register;
}

/** A register of somebody else's that is news here. */
type News = readonly [property: string, register: Register];

interface Met {
  readonly document: DocumentReader;
  readonly node: NodeId;
  readonly own: readonly OwnWrite[];
  readonly news: readonly News[];
}

/**
 * Call it before `delta` is merged.
 * @param pending own changes without acknowledgement; those that the delta's version has seen are left out
 */
export function findMetWrites(
  document: DocumentReader & { readonly actor: ActorId; readonly version: VersionVector },
  pending: readonly PendingChange[],
  delta: Delta,
): MetWrites[] {
  const own = ownWrites(pending.filter(({ change }) => !hasSeen(delta.version, change)));
  if (own.size === 0) return [];
  const found: (MetWrites | undefined)[] = [];
  for (const { node, registers } of delta.rows) {
    const topics = own.get(node);
    if (topics === undefined) continue;
    const news = registers.filter(([, one]) => one.actor !== document.actor && !covers(document.version, one));
    for (const [topic, met] of groupByTopic(news)) {
      const writes = topics.get(topic);
      if (writes !== undefined) found.push(metWrites({ document, node, own: writes, news: met }));
    }
  }
  return found.filter((met) => met !== undefined);
}

/** Node → topic → what was written. A topic is a register, or the registers of all actors that make one value. */
function ownWrites(pending: readonly PendingChange[]): Map<NodeId, Map<string, OwnWrite[]>> {
  const nodes = new Map<NodeId, Map<string, OwnWrite[]>>();
  for (const { change, replaced } of pending) {
    change.assignments.forEach(([node, property, value], index) => {
      const now: Register = { value, time: change.time, actor: change.actor };
      const topics = nodes.get(node) ?? new Map<string, OwnWrite[]>();
      nodes.set(node, topics);
      const writes = topics.get(topicOf(property)) ?? [];
      topics.set(topicOf(property), writes);
      const earlier = writes.find((write) => write.property === property);
      if (earlier !== undefined) earlier.now = now;
      else writes.push({ property, before: replaced[index], now });
    });
  }
  return nodes;
}

function topicOf(property: string): string {
  const owned = ownedProperty(property);
  return owned === undefined ? property : `${owned.kind} ${owned.family}`;
}

function groupByTopic(news: readonly News[]): Map<string, News[]> {
  const topics = new Map<string, News[]>();
  for (const one of news) {
    const topic = topicOf(one[0]);
    topics.set(topic, [...(topics.get(topic) ?? []), one]);
  }
  return topics;
}

function metWrites(met: Met): MetWrites | undefined {
  const owned = ownedProperty(met.own[0]?.property ?? '');
  if (owned === undefined) return metRegister(met);
  return owned.kind === 'counter' ? metCounts(met) : metSiblings(met, owned);
}

/** A register as any other. */
function metRegister({ node, own: [own], news: [theirs] }: Met): MetWrites | undefined {
  if (own === undefined || theirs === undefined) return undefined;
  const [property, { value, time, actor }] = theirs;
  return different({ node, property, mine: sideOf(own.now), theirs: { value, stamp: { time, actor } } });
}

/** What stands beside mine in a multi-value register, or in the registers of a set's element. */
function metSiblings(
  { document, node, own: [own], news }: Met,
  { family, actor }: OwnedProperty,
): MetWrites | undefined {
  const standing = siblingsIn(new Map([...(document.row(node) ?? []), ...news]), family);
  const mine = standing.find((one) => one.actor === actor);
  const wrote = new Set(news.map(([property]) => ownedProperty(property)?.actor));
  const theirs = standing.find((one) => wrote.has(one.actor));
  if (own === undefined || mine === undefined || theirs === undefined) return undefined;
  // Undo brings back what was written earlier: the stamp of mine is that of the change.
  return different({
    node,
    property: own.property,
    mine: { ...sideOf(own.now), value: mine.value },
    theirs: siblingSide(theirs),
  });
}

/** By how much each side has changed a counter. */
function metCounts({ document, node, own, news }: Met): MetWrites | undefined {
  const [first] = own;
  const [latest] = news.toSorted(([, a], [, b]) => b.time - a.time);
  const row = document.row(node);
  const mine = own.reduce((sum, { property, before, now }) => sum + changed(property, before, now), 0);
  const theirs = news.reduce((sum, [property, now]) => sum + changed(property, row?.get(property), now), 0);
  if (first === undefined || latest === undefined || mine === 0 || theirs === 0) return undefined;
  const { time, actor } = latest[1];
  const stamp = own.reduce((newest, { now }) => (now.time > newest.time ? now : newest), first.now);
  return {
    node,
    property: first.property,
    mine: { ...sideOf(stamp), value: mine },
    theirs: { value: theirs, stamp: { time, actor } },
  };
}

function changed(property: string, before: Register | undefined, now: Register): number {
  const by = countOf(now) - countOf(before);
  return ownedProperty(property)?.sign === '-' ? -by : by;
}

const countOf = (register: Register | undefined): number => (isCount(register?.value) ? register.value : 0);

const sideOf = ({ value, time, actor }: Register): Side => ({ value, stamp: { time, actor } });

const siblingSide = ({ value, time, actor }: StandingValue): Side => ({ value, stamp: { time, actor } });

/** Who wrote the same has nothing to choose. */
const different = (met: MetWrites): MetWrites | undefined =>
  valuesEqual(met.mine.value, met.theirs.value) ? undefined : met;
