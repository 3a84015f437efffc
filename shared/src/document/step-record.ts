/**
 * What some changes of mine set, and what stood there before: the content of one undo step (D14).
 *
 * The trick is to do next to nothing while somebody draws: a change is noted as it came, and one more frame of a drag only
 * raises a time. Which value belongs where is worked out from the notes when the step is undone, cancelled or asked.
 */
import type { Time } from '../clock/stamp.ts';
import type { Value } from '../schema/value.ts';
import type { Assignment, Change, Register } from './change.ts';
import type { NodeId } from './node-id.ts';
import { type Names, renamed } from './renaming.ts';
import { originOf, type StampAt, type StampOrigins } from './stamp-origins.ts';

/** One register of a step. */
export interface Entry {
  readonly node: NodeId;
  readonly property: string;
  /** The value to write back; undefined where the register did not exist. */
  readonly value: Value | undefined;
  /** The origin of the stamp under which `value` stood. */
  readonly stood: string;
  /** The origin that must still stand for the value to be written back. */
  expected: string;
  /** Only another way to say where a node is seen: see `WriteBack`. */
  readonly inPlace: boolean;
}

/** An own change, as subscribers hear of it. */
export interface OwnChange {
  readonly change: Change;
  /** By assignment. */
  readonly replaced: readonly (Register | undefined)[];
  /** Nodes whose placement was written as it was seen before: no move of mine. */
  readonly settled?: ReadonlySet<NodeId> | undefined;
}

/** A change, or several that set the same registers, each of them where the one before still stood. */
interface Run {
  readonly first: OwnChange;
  /** Of the latest. */
  time: Time;
}

/** A gesture that goes on changing its mind about what it sets: so many runs are worked out at once. */
const MOST_RUNS = 32;

export class StepRecord {
  readonly #origins: StampOrigins;
  /** Made when asked for: most steps never are. */
  #entries: Map<string, Entry> | undefined;
  readonly #runs: Run[] = [];

  constructor(origins: StampOrigins, entries?: Map<string, Entry>) {
    this.#origins = origins;
    this.#entries = entries;
  }

  /** Takes in a change whose values stay what they are. */
  add(own: OwnChange): void {
    const run = this.#runs.at(-1);
    if (run !== undefined && goesOn(run, own)) run.time = own.change.time;
    else {
      this.#runs.push({ first: own, time: own.change.time });
      if (this.#runs.length > MOST_RUNS) this.entries();
    }
  }

  /** By {@link registerKey}. Live: what is added shows after the next call. */
  entries(): ReadonlyMap<string, Entry> {
    const entries = (this.#entries ??= new Map<string, Entry>());
    for (const run of this.#runs) this.#workOut(run, entries);
    this.#runs.length = 0;
    return entries;
  }

  /** Nodes have other ids by now. */
  rename(names: Names): void {
    this.#entries = new Map(
      Array.from(this.entries().values(), (entry) => {
        const [node, property, value] = renamed([entry.node, entry.property, entry.value ?? null], names);
        return [registerKey(node, property), { ...entry, node, property, value: entry.value && value }] as const;
      }),
    );
  }

  /** Registers that are remembered, over and over where several runs set one. */
  get size(): number {
    return this.#runs.reduce((sum, { first }) => sum + first.replaced.length, this.#entries?.size ?? 0);
  }

  /** The stamps whose origin it will ask for. */
  *asked(): Iterable<StampAt> {
    for (const { first } of this.#runs) {
      for (const [index, [node, property]] of first.change.assignments.entries())
        yield { node, property, stamp: first.replaced[index] };
    }
  }

  #workOut({ first, time }: Run, entries: Map<string, Entry>): void {
    const { actor, assignments } = first.change;
    const expected = originOf({ time, actor });
    assignments.forEach(([node, property], index) => {
      if (property === 'placement' && first.settled?.has(node) === true) return;
      const stamp = first.replaced[index];
      const stood = this.#origins.of({ node, property, stamp });
      const key = registerKey(node, property);
      const entry = entries.get(key);
      // Somebody else's value came between two moves of my gesture: that is what undoing goes back to.
      if (entry?.expected === stood) entry.expected = expected;
      else entries.set(key, { node, property, value: stamp?.value, stood, expected, inPlace: false });
    });
  }
}

/** Whether a change sets what a run sets, in the same order, and found there what that had left. */
function goesOn({ first, time }: Run, { change, replaced, settled }: OwnChange): boolean {
  const { actor, assignments } = first.change;
  if (change.assignments.length !== assignments.length || change.actor !== actor) return false;
  if ((first.settled?.size ?? 0) > 0 || (settled?.size ?? 0) > 0) return false;
  for (let i = 0; i < assignments.length; i++) {
    const before = replaced[i];
    if (before?.time !== time || before.actor !== actor) return false;
    const now = change.assignments[i] as Assignment;
    const was = assignments[i] as Assignment;
    if (now[0] !== was[0] || now[1] !== was[1]) return false;
  }
  return true;
}

export const registerKey = (node: NodeId, property: string): string => `${node}/${property}`;
