/**
 * A number that many add to and take from at once, without losing any of it (D10): a view of one register per actor and sign,
 * `name/+actor` and `name/-actor`, which only that actor writes. So undo takes back my part alone.
 */
import { isActorId } from '../clock/actor.ts';
import type { ActorId } from '../clock/stamp.ts';
import type { NodeId } from '../document/node-id.ts';
import type { DocumentReader } from '../document/reader.ts';
import type { Transaction } from '../document/transaction.ts';
import { isCount } from '../schema/keyed-property.ts';
import type { Value } from '../schema/value.ts';
import { familyName } from './property-key.ts';

/** A count on a node, of which no increment is ever lost. Reads any document, writes in a transaction. */
export class PnCounter {
  readonly #family: string;

  /**
   * @param name its parts: `votes`, or `votes` and a key, where there is one counter for each key
   * @throws RangeError when a part is empty or holds a slash, or all are too long together
   */
  constructor(...name: readonly [string, ...string[]]) {
    this.#family = familyName(...name);
  }

  /** All that was added, less all that was taken away; 0 where nobody has counted. */
  value(document: DocumentReader, node: NodeId): number {
    let total = 0;
    for (const [property, { value }] of document.row(node) ?? []) total += this.#signOf(property) * countOf(value);
    return total;
  }

  /** What one actor has added, less what it has taken away. */
  valueOf(document: DocumentReader, node: NodeId, actor: ActorId): number {
    const row = document.row(node);
    const count = (sign: '+' | '-'): number => countOf(row?.get(`${this.#family}/${sign}${actor}`)?.value);
    return count('+') - count('-');
  }

  /** @throws RangeError when `by` is no whole number, or an actor would have counted beyond 2⁵³ − 1 */
  add(tx: Transaction, node: NodeId, by = 1): void {
    if (!Number.isSafeInteger(by)) throw new RangeError(`a counter adds whole numbers, not ${by}`);
    if (by === 0) return;
    const property = `${this.#family}/${by > 0 ? '+' : '-'}${tx.actor}`;
    const count = countOf(tx.reader.row(node)?.get(property)?.value) + Math.abs(by);
    if (!isCount(count)) throw new RangeError(`a counter counts to ${Number.MAX_SAFE_INTEGER}, not beyond`);
    tx.setRaw(node, property, count);
  }

  #signOf(property: string): 1 | -1 | 0 {
    const { length } = this.#family;
    if (!property.startsWith(`${this.#family}/`) || !isActorId(property.slice(length + 2))) return 0;
    const sign = property.charAt(length + 1);
    return sign === '+' ? 1 : sign === '-' ? -1 : 0;
  }
}

/** What is no count, as only another program can write it, counts nothing. */
const countOf = (value: Value | undefined): number => (isCount(value) ? value : 0);
