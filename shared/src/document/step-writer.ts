/**
 * Writes the values of a step back into the document where they apply (D14): where mine still stand, and where it can be seen.
 */
import type { Change } from './change.ts';
import type { Document } from './document.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import type { Placement, Position } from '../schema/properties.ts';
import type { StampAt, StampOrigins } from './stamp-origins.ts';
import { type Entry, type OwnChange, registerKey, StepRecord } from './step-record.ts';
import type { WriteBack } from './write-back.ts';

/** Entries by {@link registerKey}. */
type Entries = ReadonlyMap<string, Entry>;

export interface WrittenStep {
  /** What takes it back again; undefined where nothing applied. */
  readonly inverse: StepRecord | undefined;
  /** Undefined where nothing had to be written: what stands says the same already. */
  readonly change: Change | undefined;
}

export class StepWriter {
  readonly #document: Document;
  readonly #origins: StampOrigins;

  constructor(document: Document, origins: StampOrigins) {
    this.#document = document;
    this.#origins = origins;
  }

  write(record: StepRecord): WrittenStep {
    const entries = this.#thatApply(record.entries());
    if (entries.size === 0) return { inverse: undefined, change: undefined };
    const written = this.#transact(entries);
    const inverse = written === undefined ? new Map<string, Entry>() : this.#inverse(written, entries);
    for (const [key, entry] of entries) {
      if (inverse.has(key)) continue;
      // The value to bring back stands already, under a later stamp: that is as good as the one it stood under.
      const { stood, expected } = entry;
      this.#origins.set(this.#standing(entry), stood);
      inverse.set(key, { ...entry, stood: expected, expected: stood });
    }
    return { inverse: new StepRecord(this.#origins, inverse), change: written?.change };
  }

  #transact(entries: Entries): OwnChange | undefined {
    const writes = Array.from(entries.values(), (entry) => this.#writeOf(entry));
    let written: OwnChange | undefined;
    const stop = this.#document.subscribe(({ change, replaced }) => {
      if (change !== undefined && replaced !== undefined) written = { change, replaced };
    });
    try {
      this.#document.transact((tx) => tx.writeBack(writes), { origin: 'undo' });
      return written;
    } finally {
      stop();
    }
  }

  #writeOf({ node, property, value, inPlace }: Entry): WriteBack {
    if (property !== 'placement' || value !== undefined) return { node, property, value: value ?? null, inPlace };
    const { order, parent } = this.#document.get(node, 'placement');
    return { node, property, value: { parent: TRASH, order, from: parent }, inPlace };
  }

  /** What takes back what was written: the step's registers, and strays' positions (D8), which say the same as what stood there. */
  #inverse({ change, replaced }: OwnChange, entries: Entries): Map<string, Entry> {
    const inverse = new Map<string, Entry>();
    change.assignments.forEach(([node, property], index) => {
      const key = registerKey(node, property);
      const origin = this.#origins.of({ node, property, stamp: replaced[index] });
      const { stood, expected, inPlace } = entries.get(key) ?? { stood: origin, expected: origin, inPlace: true };
      this.#origins.set({ node, property, stamp: change }, stood);
      if (inPlace && property !== 'position') return;
      const value = replaced[index]?.value;
      inverse.set(key, { node, property, value, stood: expected, expected: stood, inPlace });
    });
    return inverse;
  }

  /** Nothing where nobody could see it: what lies in the trash and stays there can wait until it is back. */
  #thatApply(all: Entries): Entries {
    const applies = (entry: Entry): boolean =>
      this.#stands(entry) && this.#namesWhatIsThere(entry) && this.#applies(entry, all);
    const entries = new Map([...all].filter(([, entry]) => applies(entry)));
    for (const { node, inPlace } of entries.values())
      if (!inPlace && (this.#document.isAlive(node) || this.#comesOut(node, entries))) return entries;
    return new Map();
  }

  #stands(entry: Entry): boolean {
    const at = this.#standing(entry);
    return at.stamp !== undefined && this.#origins.of(at) === entry.expected;
  }

  #standing({ node, property }: Entry): StampAt {
    return { node, property, stamp: this.#document.stamp(node, property) };
  }

  /** Whether an entry's value can stand again: the parent or space that it names may have been purged (D9). */
  #namesWhatIsThere({ node, property, value }: Entry): boolean {
    if (value === undefined || value === null) return true;
    if (property === 'placement') return this.#document.has((value as unknown as Placement).parent);
    if (property !== 'position') return true;
    const { space } = value as unknown as Position;
    return this.#document.has(space) || this.#document.get(node, 'placement').via?.space === space;
  }

  #applies({ node, property }: Entry, all: Entries): boolean {
    // A node that the step created goes to the trash whole: its other registers stay for redo.
    const placement = all.get(registerKey(node, 'placement'));
    if (placement !== undefined && placement.value === undefined) return property === 'placement';
    return this.#document.isAlive(node) || this.#replaces(node, all);
  }

  /** Whether a step puts a node, or what it lies in, somewhere else. */
  #replaces(node: NodeId, all: Entries): boolean {
    for (let at: NodeId | undefined = node; at !== undefined; at = this.#document.parent(at)) {
      const entry = all.get(registerKey(at, 'placement'));
      if (entry !== undefined && this.#stands(entry)) return true;
    }
    return false;
  }

  /** Whether a node will be on a page once these are written. */
  #comesOut(node: NodeId, entries: Entries): boolean {
    const path = new Set<NodeId>();
    for (let at: NodeId | undefined = node; at !== undefined && !path.has(at);) {
      if (at === ROOT) return true;
      path.add(at);
      const entry = entries.get(registerKey(at, 'placement'));
      at = entry === undefined ? this.#document.parent(at) : (entry.value as Placement | undefined)?.parent;
    }
    return false;
  }
}
