/**
 * Replicas that write to one node and hear of each other in every possible way: change by change, in each author's order and any order
 * between authors, or by deltas. Beside them stands what definitions of data types speak of: who had seen what when they wrote.
 */
import type { Change } from '../src/document/change.ts';
import type { Document } from '../src/document/document.ts';
import { type NodeId, ROOT } from '../src/document/node-id.ts';
import type { Transaction } from '../src/document/transaction.ts';
import { exchange, replica } from './replicas.ts';

/** What goes from one replica to another. */
export type Hearing =
  | { readonly kind: 'change'; readonly to: number; readonly author: number }
  | { readonly kind: 'delta'; readonly to: number; readonly from: number };

/** One write, with the writes that its author knew of, and those that their authors knew of. */
export interface Write<W> {
  readonly what: W;
  readonly who: number;
  readonly seen: ReadonlySet<Write<W>>;
}

export class Gossip<W> {
  readonly people: readonly Document[];
  readonly node: NodeId;
  readonly #known: Set<Write<W>>[];
  readonly #made: { readonly change: Change; readonly write: Write<W> }[][];
  /** By listener, by author: how many of the author's changes were heard of one by one. */
  readonly #heard: number[][];

  constructor(count = 3) {
    this.people = ['ann', 'bob', 'cat', 'dan'].slice(0, count).map((name) => replica(name));
    let node: NodeId = '';
    this.person(0).transact((tx) => {
      node = tx.create('rectangle', tx.create('page', ROOT));
    });
    this.node = node;
    exchange(...this.people);
    this.#known = this.people.map(() => new Set());
    this.#made = this.people.map(() => []);
    this.#heard = this.people.map(() => this.people.map(() => 0));
  }

  person(who: number): Document {
    return this.people[who % this.people.length] as Document;
  }

  /** Writes known to a replica. */
  known(who: number): ReadonlySet<Write<W>> {
    return this.#known[who % this.people.length] as Set<Write<W>>;
  }

  write(who: number, what: W, build: (tx: Transaction) => void): void {
    who %= this.people.length;
    const change = this.person(who).transact(build);
    if (change === undefined) return;
    const known = this.#known[who] as Set<Write<W>>;
    const write = { what, who, seen: new Set([...known].flatMap((one) => [one, ...one.seen])) };
    known.add(write);
    this.#made[who]?.push({ change, write });
  }

  hear(hearing: Hearing): void {
    const to = hearing.to % this.people.length;
    if (hearing.kind === 'change') return this.#hearChange(to, hearing.author % this.people.length);
    const from = hearing.from % this.people.length;
    if (from === to) return;
    this.person(to).merge(this.person(from).since(this.person(to).version));
    for (const write of this.known(from)) this.#known[to]?.add(write);
  }

  #hearChange(to: number, author: number): void {
    const heard = this.#heard[to] as number[];
    const next = this.#made[author]?.[heard[author] as number];
    if (author === to || next === undefined) return;
    heard[author] = (heard[author] as number) + 1;
    this.person(to).apply(next.change);
    this.#known[to]?.add(next.write);
  }

  /** Everybody learns everything: the first change by change, the others by deltas. */
  settle(): void {
    for (let author = 1; author < this.people.length; author++)
      for (const _ of this.#made[author] ?? []) this.#hearChange(0, author);
    exchange(...this.people);
    for (const known of this.#known) for (const made of this.#made) for (const { write } of made) known.add(write);
  }

  /** All changes, in the order of their authors. */
  changes(): Change[] {
    return this.#made.flat().map(({ change }) => change);
  }
}
