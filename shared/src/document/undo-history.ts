/**
 * Personal undo (D14). A step holds what my changes set and what stood there before; undoing writes the earlier value back
 * only where mine still stands, so others' work is never touched.
 *
 * Here are the way back and forth. What a step holds is in {@link StepRecord}, how it is written in {@link StepWriter}, and how "mine"
 * is known again under a new stamp, after undoing and redoing, in {@link StampOrigins}.
 */
import type { Reissued } from './change.ts';
import type { Document, DocumentEvent } from './document.ts';
import type { Gesture } from './gesture.ts';
import { type Names, renamed } from './renaming.ts';
import { type StampAt, StampOrigins } from './stamp-origins.ts';
import { registerKey, StepRecord } from './step-record.ts';
import { StepWriter } from './step-writer.ts';

export interface UndoOptions<A> {
  /** What the session wants back with a step, such as the selection. Read when a step begins and when one is undone. */
  readonly annotate?: () => A;
  /** Greatest number of steps kept. */
  readonly limit?: number;
}

interface Step<A> {
  readonly gesture: Gesture | undefined;
  readonly annotation: A | undefined;
  readonly record: StepRecord;
  /** Not done, since nothing of it applied, but the step behind it was: goes back as it is when the way is walked back. */
  readonly passedOver?: boolean;
  /** What could be redone before a gesture began: comes back when it is cancelled. */
  readonly redoBefore?: readonly Step<A>[];
}

const DEFAULT_LIMIT = 1000;

/**
 * The undo and redo of one person: listens to a document, and makes a step of each own change or gesture.
 * @typeParam A what the session wants back with a step
 */
export class UndoHistory<A = unknown> {
  readonly #document: Document;
  readonly #annotate: (() => A) | undefined;
  readonly #limit: number;
  readonly #undo: Step<A>[] = [];
  readonly #redo: Step<A>[] = [];
  readonly #origins = new StampOrigins();
  readonly #writer: StepWriter;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  /** Where nothing applied when last tried, until something happens. */
  readonly #futile = new Set<readonly Step<A>[]>();

  constructor(document: Document, { annotate, limit = DEFAULT_LIMIT }: UndoOptions<A> = {}) {
    this.#document = document;
    this.#annotate = annotate;
    this.#limit = limit;
    this.#writer = new StepWriter(document, this.#origins);
    this.#unsubscribe = document.subscribe((event) => this.#record(event));
  }

  get canUndo(): boolean {
    return this.#undo.length > 0 && !this.#futile.has(this.#undo);
  }

  get canRedo(): boolean {
    return this.#redo.length > 0 && !this.#futile.has(this.#redo);
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
    this.#writer.write(step.record);
    this.#redo.push(...(step.redoBefore ?? []));
    this.#tell();
  }

  dispose(): void {
    this.#unsubscribe();
  }

  #record({ origin, change, replaced, settled, gesture, reissued }: DocumentEvent): void {
    if (this.#futile.size > 0) this.#futile.clear();
    if (reissued !== undefined) this.#followAll(reissued);
    if (origin !== 'local' || change === undefined || replaced === undefined) return;
    this.#stepFor(gesture).record.add({ change, replaced, settled });
    this.#redo.length = 0;
    this.#tell();
  }

  /** Own changes stand under fresh stamps by now, and perhaps their nodes under other ids: still mine. */
  #followAll(reissued: readonly Reissued[]): void {
    for (const one of reissued) this.#follow(one);
    for (const names of new Set(reissued.map((one) => one.renamed))) if (names.size > 0) this.#rename(names);
  }

  #follow({ original, change, renamed: names }: Reissued): void {
    const made = new Set(change.assignments.map(([node, property]) => registerKey(node, property)));
    for (const assignment of original.assignments) {
      const [node, property] = renamed(assignment, names);
      if (!made.has(registerKey(node, property))) continue;
      const origin = this.#origins.of({ node: assignment[0], property: assignment[1], stamp: original });
      this.#origins.set({ node, property, stamp: change }, origin);
    }
  }

  #rename(names: Names): void {
    for (const { record, redoBefore } of [...this.#undo, ...this.#redo]) {
      record.rename(names);
      for (const step of redoBefore ?? []) step.record.rename(names);
    }
  }

  #stepFor(gesture: Gesture | undefined): Step<A> {
    const open = this.#undo.at(-1);
    if (gesture !== undefined && open?.gesture === gesture) return open;
    const annotation = this.#annotate?.();
    const record = new StepRecord(this.#origins);
    const step: Step<A> =
      gesture === undefined || this.#redo.length === 0
        ? { gesture, annotation, record }
        : { gesture, annotation, record, redoBefore: [...this.#redo] };
    this.#undo.push(step);
    if (this.#undo.length > this.#limit) this.#undo.shift();
    return step;
  }

  /** Undoes the latest step that still changes something, so that one key press does something visible. */
  #swap(from: Step<A>[], to: Step<A>[]): { readonly annotation: A | undefined } | undefined {
    const tried: Step<A>[] = [];
    for (let step = from.pop(); step !== undefined; step = from.pop()) {
      if (this.#turn(step, to)) {
        // What was passed over on the way here lies where it came from: the way back goes over it again.
        while (from.at(-1)?.passedOver === true) this.#turn(from.pop() as Step<A>, to);
        this.#sweep();
        this.#tell();
        return { annotation: step.annotation };
      }
      tried.push(step);
    }
    // Nothing was done, so nothing is undone: some of it may apply again one day.
    for (const step of tried.reverse()) {
      const turned = to.pop();
      if (turned !== undefined && turned.record !== step.record) this.#writer.write(turned.record);
      from.push(step);
    }
    this.#futile.add(from);
    this.#tell();
    return undefined;
  }

  /** Writes a step and puts what takes it back on the other side. @returns whether that changed anything */
  #turn(step: Step<A>, to: Step<A>[]): boolean {
    if (step.passedOver === true) {
      to.push({ ...step, passedOver: false });
      return false;
    }
    const annotation = this.#annotate?.();
    const { inverse, change } = this.#writer.write(step.record);
    if (inverse === undefined) to.push({ ...step, passedOver: true });
    else to.push({ gesture: step.gesture, annotation, record: inverse });
    return change !== undefined;
  }

  #sweep(): void {
    this.#origins.sweep(
      ({ node, property }) => this.#document.stamp(node, property),
      () => this.#asked(),
    );
  }

  *#asked(): Iterable<StampAt> {
    for (const step of [...this.#undo, ...this.#redo]) {
      yield* step.record.asked();
      for (const { record } of step.redoBefore ?? []) yield* record.asked();
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
