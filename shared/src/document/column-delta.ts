/**
 * A delta as the register store holds registers: column by column. A document of 100,000 registers travels without an object
 * for each; whoever wants {@link Delta.rows} has them made.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import type { VersionVector } from '../clock/version-vector.ts';
import { wireNumber } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import { must } from '../must.ts';
import type { Delta, DeltaRow, Register } from './change.ts';
import { compareNodeIds, creationStamp, type NodeId } from './node-id.ts';

/** Registers of one property. Its lists run in parallel. */
export interface DeltaColumn {
  readonly property: string;
  /** Indexes into {@link ColumnDelta.nodes}, ascending. */
  readonly rows: ArrayLike<number>;
  readonly values: readonly Value[];
  /** Undefined where every register stands under its node's creation stamp, as in most columns for ever. */
  readonly stamps: ColumnStamps | undefined;
}

export interface ColumnStamps {
  readonly times: ArrayLike<Time>;
  /** Indexes into {@link ColumnDelta.actors}. */
  readonly actors: ArrayLike<number>;
}

/** By row: when and by whom a node was created, the actor as an index into the delta's; -1 for `root`, `trash` and strangers. */
export interface CreationStamps {
  readonly times: Float64Array;
  readonly actors: Int32Array;
}

export class ColumnDelta implements Delta {
  readonly version: VersionVector;
  /** Ascending by creating actor and time; `root` and `trash` first. Some may only be named, and have no registers. */
  readonly nodes: readonly NodeId[];
  /** Whoever wrote a register of it, or created one of its nodes, each once. */
  readonly actors: readonly ActorId[];
  /** Properties of the schema in its order, then others in the order of their names. */
  readonly columns: readonly DeltaColumn[];
  #rows: readonly DeltaRow[] | undefined;
  #creations: CreationStamps | undefined;

  /** @param creations where they are known already */
  constructor(delta: Pick<ColumnDelta, 'version' | 'nodes' | 'actors' | 'columns'>, creations?: CreationStamps) {
    this.version = delta.version;
    this.nodes = delta.nodes;
    this.actors = delta.actors;
    this.columns = delta.columns;
    this.#creations = creations;
  }

  /** @param delta of at most one register a node and property */
  static of(delta: Delta): ColumnDelta {
    return delta instanceof ColumnDelta ? delta : fromRows(delta);
  }

  get rows(): readonly DeltaRow[] {
    return (this.#rows ??= this.#toRows());
  }

  get creations(): CreationStamps {
    return (this.#creations ??= this.#toCreations());
  }

  #toCreations(): CreationStamps {
    const times = new Float64Array(this.nodes.length).fill(-1);
    const actors = new Int32Array(this.nodes.length).fill(-1);
    const indexOf = new Map(this.actors.map((actor, index) => [actor, index]));
    this.nodes.forEach((node, row) => {
      const stamp = creationStamp(node);
      if (stamp === undefined) return;
      times[row] = stamp.time;
      actors[row] = indexOf.get(stamp.actor) ?? -1;
    });
    return { times, actors };
  }

  #toRows(): DeltaRow[] {
    const rows = this.nodes.map((node) => ({ node, registers: [] as [string, Register][] }));
    for (const { property, rows: at, values, stamps } of this.columns) {
      for (let i = 0; i < at.length; i++) {
        const row = at[i] as number;
        const time = stamps === undefined ? this.creations.times[row] : stamps.times[i];
        const actor = stamps === undefined ? this.creations.actors[row] : stamps.actors[i];
        const register = {
          value: values[i] as Value,
          time: time as Time,
          actor: this.actors[actor as number] as ActorId,
        };
        rows[row]?.registers.push([property, register]);
      }
    }
    return rows.filter(({ registers }) => registers.length > 0);
  }
}

/** A column that is being filled. */
export interface ColumnDraft extends DeltaColumn {
  readonly rows: number[];
  readonly values: Value[];
  readonly stamps: { readonly times: Time[]; readonly actors: number[] } | undefined;
}

/** @param stamped whether some register of it may stand under another stamp than its node's creation stamp */
export const newDraft = (property: string, stamped: boolean): ColumnDraft => ({
  property,
  rows: [],
  values: [],
  stamps: stamped ? { times: [], actors: [] } : undefined,
});

/** Schema order, then by name. */
export function compareProperties(a: string, b: string): number {
  const [first, second] = [wireNumber(a) ?? Infinity, wireNumber(b) ?? Infinity];
  return first === second ? (a < b ? -1 : 1) : first - second;
}

function fromRows({ version, rows }: Delta): ColumnDelta {
  const filled = rows.filter(({ registers }) => registers.length > 0);
  const sorted = filled.toSorted((a, b) => compareNodeIds(a.node, b.node));
  const drafts = new Map<string, ColumnDraft>();
  const actors: ActorId[] = [];
  const indexOf = new Map<ActorId, number>();
  sorted.forEach(({ registers }, row) => {
    for (const [property, { value, time, actor }] of registers) {
      if (!indexOf.has(actor)) indexOf.set(actor, actors.push(actor) - 1);
      const draft = drafts.get(property) ?? newDraft(property, true);
      drafts.set(property, draft);
      draft.rows.push(row);
      draft.stamps?.times.push(time);
      draft.stamps?.actors.push(must(indexOf.get(actor), 'an actor that was just added'));
      draft.values.push(value);
    }
  });
  const columns = [...drafts.values()].sort((a, b) => compareProperties(a.property, b.property));
  return new ColumnDelta({ version, nodes: sorted.map(({ node }) => node), actors, columns });
}
