/** Who set which properties of a node, and when: straight from the stamps, the latest first. */
import {
  type ActorId,
  type Document,
  isPropertyName,
  type NodeId,
  PROPERTIES,
  TICKS_PER_MS,
  type Time,
} from '@joinery/shared';

/** Properties that somebody set at about the same time. */
export interface Authorship {
  readonly actor: ActorId;
  /** Of the latest of them. */
  readonly time: Time;
  /** What people call them; none where only the making of the node itself is left. */
  readonly labels: readonly string[];
  /** They made the node then. */
  readonly created: boolean;
}

/** What somebody sets within so long is told as one: a minute. */
const TOGETHER: Time = 60_000 * TICKS_PER_MS;

export function authorshipOf(document: Document, id: NodeId): Authorship[] {
  const set = [...(document.row(id) ?? [])]
    .map(([property, { actor, time }]) => ({ property, actor, time }))
    .sort((a, b) => b.time - a.time);
  const told: Authorship[] = [];
  for (const { property, actor, time } of set) {
    // The type is set once.
    const created = property === 'type';
    const labels = created ? [] : [labelOf(property)];
    const last = told.at(-1);
    if (last === undefined || last.actor !== actor || last.time - time > TOGETHER)
      told.push({ actor, time, labels, created });
    else
      told[told.length - 1] = {
        ...last,
        labels: [...new Set([...last.labels, ...labels])],
        created: last.created || created,
      };
  }
  return told;
}

const labelOf = (property: string): string => {
  const base = property.split('/', 1)[0] ?? property;
  return isPropertyName(base) ? PROPERTIES[base].label : base;
};
