/**
 * Who did what in this file, the latest last: what stamps say of the time before it was opened, then every change as it comes. It
 * lasts as long as the file is open.
 */
import { type Document, type DocumentEvent, TICKS_PER_MS, type Time } from '@joinery/shared';
import { type Deed, deedsOf, goneOn, type SetRegister } from './deeds.ts';

/** Who goes on with the same within so long does one deed: two minutes. */
const PAUSE: Time = 120_000 * TICKS_PER_MS;
/** So many are kept. */
const MOST = 300;
/** Files with more nodes are not searched for what was done before they were opened. */
const MOST_SEARCHED_NODES = 20_000;

export class ActivityLog {
  readonly #document: Document;
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  #live: readonly Deed[] = [];
  #before: readonly Deed[] | undefined;
  #deeds: readonly Deed[] = [];
  readonly #opened: Time;

  constructor(document: Document) {
    this.#document = document;
    this.#opened = Math.max(0, ...document.version.values());
    this.#stop = document.subscribe((event) => this.#note(event));
  }

  /** The earliest first; another array when anything was done. What was before costs a look at every register, once. */
  get deeds(): readonly Deed[] {
    if (this.#before === undefined) {
      this.#before = this.#found();
      this.#deeds = this.#all();
    }
    return this.#deeds;
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#stop();
  }

  #note({ origin, change, touched }: DocumentEvent): void {
    if (origin === 'load') return;
    const registers =
      change === undefined
        ? this.#standing(touched)
        : change.assignments.map(([node, property]) => ({ node, property, stamp: change }));
    const deeds = deedsOf(this.#document, registers);
    if (deeds.length === 0) return;
    this.#live = deeds.reduce(withDeed, this.#live);
    this.#deeds = this.#all();
    for (const listener of this.#listeners) listener();
  }

  /** Of a delta: the stamps that stand now. */
  #standing(touched: DocumentEvent['touched']): SetRegister[] {
    return [...touched].flatMap(([node, properties]) =>
      [...properties].flatMap((property) => {
        const stamp = this.#document.stamp(node, property);
        return stamp === undefined ? [] : [{ node, property, stamp }];
      }),
    );
  }

  #found(): readonly Deed[] {
    const nodes = [...this.#document.nodes()];
    if (nodes.length > MOST_SEARCHED_NODES) return [];
    const registers = nodes.flatMap((node) =>
      [...(this.#document.row(node) ?? [])]
        .filter(([, { time }]) => time <= this.#opened)
        .map(([property, stamp]) => ({ node, property, stamp })),
    );
    return deedsOf(this.#document, registers).reduce(withDeed, []);
  }

  #all(): readonly Deed[] {
    return [...(this.#before ?? []), ...this.#live].slice(-MOST);
  }
}

/** The list with a deed more, or with that of its doer's latest gone on. */
function withDeed(deeds: readonly Deed[], deed: Deed): readonly Deed[] {
  const at = deeds.findLastIndex(({ actor }) => actor === deed.actor);
  const before = deeds[at];
  const joined = before === undefined || deed.since - before.time > PAUSE ? undefined : goneOn(before, deed);
  if (joined === undefined) return [...deeds, deed].slice(-MOST);
  return [...deeds.slice(0, at), ...deeds.slice(at + 1), joined];
}
