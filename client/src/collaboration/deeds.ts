/**
 * What somebody did, told from the registers that a change set: "moved 3 shapes on Page 2". Nothing is stored for it: changes as
 * they come, and the stamps that stand, say it all.
 */
import {
  type ActorId,
  type Document,
  isPropertyName,
  type NodeId,
  PROPERTIES,
  ROOT,
  type Stamp,
  type Time,
  TRASH,
} from '@joinery/shared';

export type DeedKind =
  | 'created'
  | 'deleted'
  | 'restored'
  | 'rearranged'
  | 'resized'
  | 'moved'
  | 'turned'
  | 'painted'
  | 'wrote'
  | 'renamed'
  | 'changed';

/** Something that somebody did to some nodes, once or again and again within a short while. */
export interface Deed {
  readonly actor: ActorId;
  readonly kind: DeedKind;
  /** Of `changed`: which properties, as people call them. */
  readonly labels: readonly string[];
  /** Where it was done; undefined for pages themselves and for what is in the trash by now. */
  readonly page: NodeId | undefined;
  readonly nodes: readonly NodeId[];
  /** Of the first change and the latest one. */
  readonly since: Time;
  readonly time: Time;
}

/** A register that was set: which, and by whom when. */
export interface SetRegister {
  readonly node: NodeId;
  readonly property: string;
  readonly stamp: Stamp;
}

/** Deeds of one change or a whole delta, the earliest first. */
export function deedsOf(document: Document, registers: Iterable<SetRegister>): Deed[] {
  const changes = new Map<string, Map<NodeId, SetRegister[]>>();
  for (const register of registers) {
    const { actor, time } = register.stamp;
    const key = `${time} ${actor}`;
    const nodes = changes.get(key) ?? new Map<NodeId, SetRegister[]>();
    changes.set(key, nodes);
    const before = nodes.get(register.node);
    if (before === undefined) nodes.set(register.node, [register]);
    else before.push(register);
  }
  const deeds = [...changes.values()].flatMap((nodes) => deedsOfChange(document, nodes));
  return deeds.sort((a, b) => a.time - b.time);
}

/** What was done, joined to the deed before it where it only went on. @returns undefined where it is another deed */
export function goneOn(before: Deed, deed: Deed): Deed | undefined {
  const { actor, kind, page, labels } = before;
  if (deed.actor !== actor || deed.kind !== kind || deed.page !== page) return undefined;
  return {
    ...before,
    labels: [...new Set([...labels, ...deed.labels])],
    nodes: [...new Set([...before.nodes, ...deed.nodes])],
    since: Math.min(before.since, deed.since),
    time: Math.max(before.time, deed.time),
  };
}

/** By kind and page, in the order in which the change came to each: one change can hold thousands of nodes. */
function deedsOfChange(document: Document, nodes: ReadonlyMap<NodeId, readonly SetRegister[]>): Deed[] {
  const deeds = new Map<string, Deed & { readonly nodes: NodeId[]; readonly labels: string[] }>();
  for (const [node, registers] of nodes) {
    const [first] = registers;
    if (first === undefined || node === ROOT || !document.has(node)) continue;
    const properties = new Set(registers.map(({ property }) => property));
    const kind = kindOf(document, node, properties);
    const labels = kind === 'changed' ? [...properties].map(labelOf) : [];
    const at = document.pageOf(node);
    const page = at === node ? undefined : at;
    const before = deeds.get(`${kind} ${page}`);
    if (before !== undefined) {
      before.nodes.push(node);
      before.labels.push(...labels.filter((label) => !before.labels.includes(label)));
      continue;
    }
    const { actor, time } = first.stamp;
    deeds.set(`${kind} ${page}`, { actor, kind, labels, page, nodes: [node], since: time, time });
  }
  return [...deeds.values()];
}

function kindOf(document: Document, node: NodeId, properties: ReadonlySet<string>): DeedKind {
  // The type is set once.
  if (properties.has('type')) return 'created';
  if (properties.has('placement')) {
    if (document.parent(node) === TRASH) return 'deleted';
    return document.get(node, 'placement').from === TRASH ? 'restored' : 'rearranged';
  }
  if (properties.has('width') || properties.has('height'))
    // A text's box follows what is written in it.
    return properties.has('characters') ? 'wrote' : 'resized';
  if (properties.has('rotation')) return 'turned';
  if (properties.has('position')) return 'moved';
  if (properties.has('characters')) return 'wrote';
  if (properties.has('fills')) return 'painted';
  if (properties.has('name')) return 'renamed';
  return 'changed';
}

const labelOf = (property: string): string => {
  const base = property.split('/', 1)[0] ?? property;
  return isPropertyName(base) ? PROPERTIES[base].label : base;
};
