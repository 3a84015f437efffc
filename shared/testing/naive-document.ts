/**
 * The document as the rules say it, slowly: a list of the registers that won, and everything else worked out from scratch
 * whenever somebody asks. Shares no code with `src/document` but the fixed nodes' names. What the real one shows must be this.
 */
import type { Change } from '../src/document/change.ts';
import { type NodeId, ROOT, TRASH } from '../src/document/node-id.ts';
import type { Placement, Position } from '../src/schema/properties.ts';
import type { Value } from '../src/schema/value.ts';

interface Written {
  readonly node: NodeId;
  readonly property: string;
  readonly value: Value;
  readonly time: number;
  readonly actor: string;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const wins = (a: Written, b: Written): boolean => (a.time === b.time ? a.actor > b.actor : a.time > b.time);

export class NaiveDocument {
  readonly #written: Written[] = [];

  learn({ actor, time, assignments }: Change): void {
    for (const [node, property, value] of assignments) this.#written.push({ node, property, value, time, actor });
  }

  /** Pages and trash as canonical JSON, positions rounded: the same text as {@link roundedJson} of the real document's. */
  toText(): string {
    const winners = new Map<string, Written>();
    for (const one of this.#written) {
      const key = `${one.node} ${one.property}`;
      const best = winners.get(key);
      if (best === undefined || wins(one, best)) winners.set(key, one);
    }
    const registers = [...winners.values()];
    const view = new View(registers, purged(registers));
    const list = (parent: NodeId): Value => view.children(parent).map((id) => view.json(id));
    return roundedJson(JSON.stringify({ format: 'joinery-document-1', pages: list(ROOT), trash: list(TRASH) }));
  }
}

/** What was moved to the trash no later than the horizon, and what had been put into that by then (D9). */
function purged(registers: readonly Written[]): Set<NodeId> {
  const horizon = registers.find(({ node, property }) => node === ROOT && property === 'horizon');
  const at = (horizon?.value as { at: number } | undefined)?.at ?? 0;
  const settled = registers.filter(({ property, time }) => property === 'placement' && time <= at);
  const gone = new Set<NodeId>();
  for (let before = -1; before < gone.size;) {
    before = gone.size;
    for (const { node, value } of settled) {
      const { parent } = value as unknown as Placement;
      if (parent === TRASH || gone.has(parent)) gone.add(node);
    }
  }
  return gone;
}

class View {
  readonly #registers: readonly Written[];
  readonly #parents: Map<NodeId, NodeId>;
  readonly #gone: ReadonlySet<NodeId>;

  constructor(registers: readonly Written[], gone: ReadonlySet<NodeId>) {
    this.#registers = registers.filter(({ node }) => !gone.has(node));
    this.#gone = gone;
    this.#parents = this.#placeAll();
  }

  children(parent: NodeId): NodeId[] {
    const order = (id: NodeId): string => this.#placement(id)?.order ?? '';
    const ids = [...this.#parents].filter(([, at]) => at === parent).map(([id]) => id);
    return ids.sort((a, b) => (order(a) === order(b) ? (a < b ? -1 : 1) : order(a) < order(b) ? -1 : 1));
  }

  json(id: NodeId): Value {
    const own = this.#registers.filter(
      ({ node, property, value }) => node === id && property !== 'placement' && value !== null,
    );
    const entries = own.map(({ property, value }): [string, Value] => [property, value]);
    const { x, y } = this.#shown(id);
    if (x !== 0 || y !== 0 || own.some(({ property }) => property === 'position')) entries.push(['position', { x, y }]);
    return { ...Object.fromEntries(entries), id, children: this.children(id).map((child) => this.json(child)) };
  }

  #register(id: NodeId, name: string): Written | undefined {
    return this.#registers.find(({ node, property }) => node === id && property === name);
  }

  #placement(id: NodeId): Placement | undefined {
    return this.#register(id, 'placement')?.value as Placement | undefined;
  }

  /** Everybody under the parent they name; then each cycle's latest goes back, the earliest of those first. */
  #placeAll(): Map<NodeId, NodeId> {
    const parents = new Map<NodeId, NodeId>();
    for (const { node, property, value } of this.#registers)
      if (property === 'placement') parents.set(node, this.#left((value as unknown as Placement).parent));
    const stamp = (id: NodeId): Written => this.#register(id, 'placement') as Written;
    const ring = (id: NodeId): NodeId[] => {
      const members = [id];
      for (
        let at = parents.get(id);
        at !== undefined && at !== id && members.length <= parents.size;
        at = parents.get(at)
      )
        members.push(at);
      return parents.get(members.at(-1) ?? '') === id ? members : [];
    };
    const later = (a: NodeId, b: NodeId): boolean => wins(stamp(a), stamp(b)) || (!wins(stamp(b), stamp(a)) && a > b);
    const losers = [...parents.keys()].filter(
      (id) => ring(id).length > 0 && ring(id).every((other) => other === id || later(id, other)),
    );
    for (const id of losers) parents.delete(id);
    losers.sort((a, b) => (later(a, b) ? 1 : -1));
    for (const id of losers) parents.set(id, this.#home(id, parents));
    return parents;
  }

  /** What lay in something purged is in the trash. */
  #left(id: NodeId): NodeId {
    return this.#gone.has(id) ? TRASH : id;
  }

  #home(id: NodeId, parents: ReadonlyMap<NodeId, NodeId>): NodeId {
    const from = this.#left(this.#placement(id)?.from ?? TRASH);
    let at: NodeId | undefined = from;
    while (at !== undefined && at !== ROOT && at !== TRASH) at = parents.get(at);
    if (at !== undefined) return from;
    const order = (page: NodeId): string => this.#placement(page)?.order ?? '';
    const pages = [...parents].filter(([, parent]) => parent === ROOT).map(([page]) => page);
    return pages.sort((a, b) => (order(a) === order(b) ? (a < b ? -1 : 1) : order(a) < order(b) ? -1 : 1))[0] ?? TRASH;
  }

  /** A position as it is to be read: where it was written, or what the placement that moved the node makes of it. */
  #position(id: NodeId): Position {
    const written = this.#register(id, 'position')?.value as Position | null | undefined;
    const placement = this.#placement(id);
    const parent = this.#parents.get(id) ?? TRASH;
    const seat = parent === TRASH && placement?.parent === TRASH ? placement.from : parent;
    const via = placement?.parent === parent && placement.via?.space !== seat ? placement.via : undefined;
    const set = written && written.space !== ROOT ? written : undefined;
    const { x, y } = written ?? { x: 0, y: 0 };
    if (via === undefined || (set !== undefined && set.space !== via.space)) return { x, y, space: set?.space ?? seat };
    const turn = (via.turn * Math.PI) / 180;
    return {
      x: via.x + x * Math.cos(turn) - y * Math.sin(turn),
      y: via.y + x * Math.sin(turn) + y * Math.cos(turn),
      space: seat,
    };
  }

  #rotation(id: NodeId): number {
    return (((this.#register(id, 'rotation')?.value as number | null | undefined) ?? 0) * Math.PI) / 180;
  }

  /** Where a node stands in its parent's coordinates: converted where it was written in another's. */
  #shown(id: NodeId): { x: number; y: number } {
    const { x, y, space } = this.#position(id);
    const parent = this.#parents.get(id) ?? TRASH;
    if (parent === TRASH || parent === space || this.#needs(space).has(id)) return { x, y };
    return this.#fromPage(parent, this.#toPage(space, { x, y }));
  }

  /** All whose places one must know to know where `id` is. */
  #needs(id: NodeId, found = new Set<NodeId>()): Set<NodeId> {
    const parent = this.#parents.get(id);
    if (found.has(id)) return found;
    found.add(id);
    if (parent === undefined || parent === ROOT) return found;
    this.#needs(parent, found);
    return this.#needs(this.#position(id).space, found);
  }

  /** In whose coordinates a node's place is meant; undefined for pages and for what hangs in the air. */
  #above(id: NodeId): NodeId | undefined {
    const parent = this.#parents.get(id);
    if (parent !== TRASH) return parent;
    const { space } = this.#position(id);
    return this.#needs(space).has(id) ? TRASH : space;
  }

  #toPage(id: NodeId, point: Point): Point {
    const above = this.#above(id);
    if (above === undefined || above === ROOT) return point;
    const turn = this.#rotation(id);
    const at = this.#shown(id);
    const own = {
      x: at.x + point.x * Math.cos(turn) - point.y * Math.sin(turn),
      y: at.y + point.x * Math.sin(turn) + point.y * Math.cos(turn),
    };
    return above === TRASH ? own : this.#toPage(above, own);
  }

  #fromPage(id: NodeId, point: Point): Point {
    const above = this.#above(id);
    if (above === undefined || above === ROOT) return point;
    const inAbove = above === TRASH ? point : this.#fromPage(above, point);
    const turn = -this.#rotation(id);
    const at = this.#shown(id);
    const [x, y] = [inAbove.x - at.x, inAbove.y - at.y];
    return { x: x * Math.cos(turn) - y * Math.sin(turn), y: x * Math.sin(turn) + y * Math.cos(turn) };
  }
}

/** A document's JSON with sorted keys and places rounded to a thousandth: two ways of working out one place differ by less. */
export function roundedJson(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, item: unknown) => {
    if ((key === 'x' || key === 'y') && typeof item === 'number') return Math.round(item * 1000) / 1000 + 0;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
