/**
 * Personal undo (D14). A step holds what my changes set and what stood there before; undoing writes the earlier value back
 * only where mine still stands, so others' work is never touched.
 *
 * The trick is to know "mine" again after undoing and redoing, when the same value stands under a new stamp: each register
 * that history writes remembers which older stamp it brought back, and stamps are compared by that origin.
 */
import type { ActorId, Stamp, Time } from '../clock/stamp.ts';
import type { Placement, Position } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import type { Change, Register } from './change.ts';
import type { Document, DocumentEvent } from './document.ts';
import type { Gesture } from './gesture.ts';
import { type NodeId, TRASH } from './node-id.ts';
import type { Transaction } from './transaction.ts';

export interface UndoOptions<A> {
  /** What the session wants back with a step, such as the selection. Read when a step begins and when one is undone. */
  readonly annotate?: () => A;
  /** Greatest number of steps kept. */
  readonly limit?: number;
}

/** One register of a step. */
interface Entry {
  readonly node: NodeId;
  readonly property: string;
  /** The value to write back; undefined where the register did not exist. */
  value: Value | undefined;
  /** The origin of the stamp under which `value` stood. Origins are what {@link UndoHistory} calls a stamp by. */
  stood: string;
  /** The origin that must still stand for the value to be written back. */
  expected: string;
}

interface Step<A> {
  readonly gesture: Gesture | undefined;
  readonly annotation: A | undefined;
  readonly entries: Map<string, Entry>;
  /** Passed over, since nothing of it applied: goes back as it is when the way is walked back. */
  readonly passedOver?: boolean;
  /** What could be redone before a gesture began: comes back when it is cancelled. */
  readonly redoBefore?: readonly Step<A>[];
}

const DEFAULT_LIMIT = 1000;

export class UndoHistory<A = unknown> {
  readonly #document: Document;
  readonly #annotate: (() => A) | undefined;
  readonly #limit: number;
  readonly #undo: Step<A>[] = [];
  readonly #redo: Step<A>[] = [];
  /** Stamp that history wrote → the stamp it brought back. Keys from {@link stampKey}. */
  readonly #origins = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  #applying = false;
  /** Positions that the latest undo has written. */
  readonly #besides = new Map<string, Entry>();

  constructor(document: Document, { annotate, limit = DEFAULT_LIMIT }: UndoOptions<A> = {}) {
    this.#document = document;
    this.#annotate = annotate;
    this.#limit = limit;
    this.#unsubscribe = document.subscribe((event) => this.#record(event));
  }

  get canUndo(): boolean {
    return this.#undo.some(({ passedOver }) => passedOver !== true);
  }

  get canRedo(): boolean {
    return this.#redo.some(({ passedOver }) => passedOver !== true);
  }

  /** What the next {@link undo} takes back, as its gesture calls it; undefined for a step without a gesture. */
  get undoLabel(): string | undefined {
    return this.#undo.at(-1)?.gesture?.label;
  }

  /** Told when a step is added, undone or redone. @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @returns the annotation to go back to; undefined when nothing could be undone */
  undo(): { readonly annotation: A | undefined } | undefined {
    return this.#swap(this.#undo, this.#redo);
  }

  /** @returns the annotation to go back to; undefined when nothing could be redone */
  redo(): { readonly annotation: A | undefined } | undefined {
    return this.#swap(this.#redo, this.#undo);
  }

  /** Takes a gesture back without a trace: it was cancelled. */
  cancel(gesture: Gesture): void {
    const step = this.#undo.at(-1);
    this.#document.release(gesture);
    if (step?.gesture !== gesture) return;
    this.#undo.pop();
    this.#apply(step);
    this.#redo.push(...(step.redoBefore ?? []));
    this.#tell();
  }

  dispose(): void {
    this.#unsubscribe();
  }

  #record({ origin, change, replaced, settled, gesture }: DocumentEvent): void {
    if (this.#applying && change !== undefined && replaced !== undefined) this.#equate(change, replaced);
    if (origin !== 'local' || change === undefined || replaced === undefined) return;
    const { actor, time } = change;
    const step = this.#stepFor(gesture);
    change.assignments.forEach(([node, property], index) => {
      if (property === 'placement' && settled?.has(node)) return;
      const key = `${node}/${property}`;
      const entry = step.entries.get(key);
      const expected = stampKey(node, property, { time, actor });
      const stood = this.#origin(node, property, replaced[index]);
      // Somebody else's value came between two moves of my gesture: that is what undoing goes back to.
      if (entry?.expected === stood) entry.expected = expected;
      else step.entries.set(key, { node, property, value: replaced[index]?.value, stood, expected });
    });
    this.#redo.length = 0;
    this.#tell();
  }

  /**
   * What an undo writes besides its step's registers (the positions of strays, D8) says the same as what stood there. For the
   * step's own registers {@link #apply} knows better.
   */
  #equate(change: Change, replaced: readonly (Register | undefined)[]): void {
    this.#besides.clear();
    change.assignments.forEach(([node, property], index) => {
      const origin = this.#origin(node, property, replaced[index]);
      this.#origins.set(stampKey(node, property, change), origin);
      const entry = { node, property, value: replaced[index]?.value, stood: origin, expected: origin };
      if (property === 'position') this.#besides.set(`${node}/${property}`, entry);
    });
  }

  #stepFor(gesture: Gesture | undefined): Step<A> {
    const open = this.#undo.at(-1);
    if (gesture !== undefined && open?.gesture === gesture) return open;
    const redoBefore = gesture === undefined ? [] : [...this.#redo];
    const step: Step<A> = { gesture, annotation: this.#annotate?.(), entries: new Map(), redoBefore };
    this.#undo.push(step);
    if (this.#undo.length > this.#limit) this.#undo.shift();
    return step;
  }

  /** Undoes the latest step that still changes something, so that one key press does something visible. */
  #swap(from: Step<A>[], to: Step<A>[]): { readonly annotation: A | undefined } | undefined {
    for (let step = from.pop(); step !== undefined; step = from.pop()) {
      if (step.passedOver === true) {
        to.push({ ...step, passedOver: false });
        continue;
      }
      const now = this.#annotate?.();
      const { inverse, change } = this.#apply(step);
      to.push(
        inverse.size > 0 ? { gesture: step.gesture, annotation: now, entries: inverse } : { ...step, passedOver: true },
      );
      if (change === undefined) continue;
      this.#tell();
      return { annotation: step.annotation };
    }
    this.#tell();
    return undefined;
  }

  /** Writes a step's values back where they apply. @returns the entries that would take that back again */
  #apply(step: Step<A>): { readonly inverse: Map<string, Entry>; readonly change: Change | undefined } {
    const entries = [...step.entries.values()].filter((entry) => this.#applies(entry, step));
    const before = entries.map(({ node, property }) => this.#document.row(node)?.get(property));
    const change = this.#write(entries);
    const written = new Set(change?.assignments.map(([node, property]) => `${node}/${property}`));
    const inverse = new Map<string, Entry>(change === undefined ? [] : this.#besides);
    entries.forEach(({ node, property, stood, expected }, index) => {
      const key = `${node}/${property}`;
      // Where the value to bring back stands already, under a later stamp, that stamp is as good as the one it stood under.
      this.#origins.set(stampKey(node, property, written.has(key) ? change : before[index]), stood);
      inverse.set(key, { node, property, value: before[index]?.value, stood: expected, expected: stood });
    });
    return { inverse, change };
  }

  #write(entries: readonly Entry[]): Change | undefined {
    this.#applying = true;
    try {
      return this.#document.transact(
        (tx) => {
          for (const entry of entries) restore(tx, this.#document, entry);
        },
        { origin: 'undo' },
      );
    } finally {
      this.#applying = false;
    }
  }

  #applies(entry: Entry, step: Step<A>): boolean {
    const { node, property } = entry;
    if (!this.#stands(entry) || !namesWhatIsThere(entry, this.#document)) return false;
    // A node that the step created goes to the trash whole: its other registers stay for redo.
    const placement = step.entries.get(`${node}/placement`);
    if (placement !== undefined && placement.value === undefined) return property === 'placement';
    // What lies in the trash cannot be seen to change, unless this step takes it out.
    return this.#document.isAlive(node) || this.#replaces(step, node);
  }

  #stands({ node, property, expected }: Entry): boolean {
    const standing = this.#document.row(node)?.get(property);
    return standing !== undefined && this.#origin(node, property, standing) === expected;
  }

  /** Whether a step puts the node, or what it lies in, somewhere else. */
  #replaces(step: Step<A>, node: NodeId): boolean {
    for (let at: NodeId | undefined = node; at !== undefined; at = this.#document.parent(at)) {
      const entry = step.entries.get(`${at}/placement`);
      if (entry !== undefined && this.#stands(entry)) return true;
    }
    return false;
  }

  #origin(node: NodeId, property: string, stamp: Stamp | undefined): string {
    const key = stampKey(node, property, stamp);
    return this.#origins.get(key) ?? key;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const stampKey = (node: NodeId, property: string, stamp: { time: Time; actor: ActorId } | undefined): string =>
  stamp === undefined ? `${node}/${property}/none` : `${node}/${property}/${stamp.time}/${stamp.actor}`;

/** Whether an entry's value can stand again: the parent or space that it names may have been purged (D9). */
function namesWhatIsThere({ node, property, value }: Entry, document: Document): boolean {
  if (value === undefined || value === null) return true;
  if (property === 'placement') return document.has((value as unknown as Placement).parent);
  if (property !== 'position') return true;
  const { space } = value as unknown as Position;
  return document.has(space) || document.get(node, 'placement').via?.space === space;
}

function restore(tx: Transaction, document: Document, { node, property, value }: Entry): void {
  if (property === 'placement') {
    const now = document.get(node, 'placement');
    tx.setPlacement(node, (value as Placement | undefined) ?? { parent: TRASH, order: now.order, from: now.parent });
  } else if (property === 'position' && value !== undefined && value !== null) {
    tx.setPositionRegister(node, value as unknown as Position);
  } else if (property !== 'type') tx.setRaw(node, property, value ?? null);
}
