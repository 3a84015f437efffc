/**
 * A dot-vote (D10): people put dots on the nodes they like, on some board. A set of the nodes that are voted on, and a counter for
 * each. Nothing here is new to merge: what two do at once, the set and the counters settle.
 */
import type { NodeId } from '../document/node-id.ts';
import type { DocumentReader } from '../document/reader.ts';
import type { Transaction } from '../document/transaction.ts';
import { OrSet } from './or-set.ts';
import { PnCounter } from './pn-counter.ts';

/** Dots on nodes, kept on a node that is the board. Reads any document, writes in a transaction. */
export class DotVote {
  readonly #name: string;
  readonly #voted: OrSet;

  /** @throws RangeError when the name is empty, too long, or holds a slash */
  constructor(name: string) {
    this.#name = name;
    this.#voted = new OrSet(name);
  }

  /** The nodes that are voted on, with their dots. Whether they are still alive is for the caller to ask. */
  dots(document: DocumentReader, board: NodeId): ReadonlyMap<NodeId, number> {
    const voted = this.#voted.elements(document, board);
    return new Map(voted.map((node) => [node, this.#counter(node).value(document, board)]));
  }

  /** Puts a dot on a node. */
  vote(tx: Transaction, board: NodeId, node: NodeId): void {
    this.#voted.add(tx, board, node);
    this.#counter(node).add(tx, board, 1);
  }

  /** Takes one of this replica's own dots off a node, so that there are never less than none. @returns whether there was one */
  takeBack(tx: Transaction, board: NodeId, node: NodeId): boolean {
    const counter = this.#counter(node);
    if (counter.valueOf(tx.reader, board, tx.actor) <= 0) return false;
    counter.add(tx, board, -1);
    return true;
  }

  /** Takes a node out of the vote. A dot that somebody puts on it at the same time keeps it in; whoever votes for it later finds its dots again. */
  withdraw(tx: Transaction, board: NodeId, node: NodeId): void {
    this.#voted.remove(tx, board, node);
  }

  #counter(node: NodeId): PnCounter {
    return new PnCounter(this.#name, node);
  }
}
