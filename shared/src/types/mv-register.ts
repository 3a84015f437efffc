/**
 * A value of which concurrent writes are all kept until somebody chooses (D10): a view of one register per actor, `name/@actor`.
 * A later write replaces exactly what its writer saw; to choose is to write again.
 */
import type { NodeId } from '../document/node-id.ts';
import type { DocumentReader } from '../document/reader.ts';
import type { Transaction } from '../document/transaction.ts';
import { type Value, valuesEqual } from '../schema/value.ts';
import { familyName } from './property-key.ts';
import { type StandingValue, siblingsIn, writeSibling } from './siblings.ts';

/** A value on a node that keeps what people wrote at once, side by side. Reads any document, writes in a transaction. */
export class MvRegister {
  readonly #family: string;

  /**
   * @param name of a property; values of one that the schema knows are checked like it
   * @throws RangeError when the name is empty, too long, or holds a slash
   */
  constructor(name: string) {
    this.#family = familyName(name);
  }

  /** What stands, the latest first; several where people wrote at once, none where nobody did. */
  siblings(document: DocumentReader, node: NodeId): readonly StandingValue[] {
    return siblingsIn(document.row(node), this.#family);
  }

  /** The different values that stand, the latest first. More than one: somebody should choose. */
  values(document: DocumentReader, node: NodeId): readonly Value[] {
    const values: Value[] = [];
    for (const { value } of this.siblings(document, node))
      if (!values.some((other) => valuesEqual(other, value))) values.push(value);
    return values;
  }

  /**
   * Replaces all that is seen; a value that stands alone already is not written again.
   * @throws RangeError when the value cannot travel, or is none for a property of that name
   */
  set(tx: Transaction, node: NodeId, value: Value): void {
    const [only, other] = this.siblings(tx.reader, node);
    if (only !== undefined && other === undefined && valuesEqual(only.value, value)) return;
    writeSibling(tx, node, this.#family, value);
  }
}
