/**
 * A set in which adding wins over a concurrent removal (D10): a view of one register per element and actor, `name/element/@actor`.
 *
 * A removal is a write like an addition: both replace what their writer saw, and an element is in the set while an addition
 * stands. Writing null over the additions instead would be simpler and wrong: it could come later than an addition that
 * the remover had not seen and that went to the same register. So registers do not grow with use: one for each actor
 * that ever touched an element.
 */
import type { NodeId } from '../document/node-id.ts';
import type { DocumentReader } from '../document/reader.ts';
import type { Transaction } from '../document/transaction.ts';
import { familyName } from './property-key.ts';
import { siblingsByFamily, siblingsIn, type StandingValue, writeSibling } from './siblings.ts';

/** A set of texts on a node: {@link OrSet.add} wins over a removal that had not seen it. Reads any document, writes in a transaction. */
export class OrSet {
  readonly #name: string;

  /** @throws RangeError when the name is empty, too long, or holds a slash */
  constructor(name: string) {
    this.#name = familyName(name);
  }

  /** In the order of their characters' codes. */
  elements(document: DocumentReader, node: NodeId): readonly string[] {
    const start = `${this.#name}/`;
    return [...siblingsByFamily(document.row(node), 'member', start)]
      .filter(([, standing]) => isIn(standing))
      .map(([family]) => family.slice(start.length))
      .sort();
  }

  has(document: DocumentReader, node: NodeId, element: string): boolean {
    return isIn(siblingsIn(document.row(node), this.#family(element)));
  }

  /**
   * Adds an element. One that is in the set is added again, so that it stays when somebody removes it at the same time: ask
   * {@link has} first where that is not meant.
   * @throws RangeError when the element is empty, too long, or holds a slash
   */
  add(tx: Transaction, node: NodeId, element: string): void {
    writeSibling(tx, node, this.#family(element), true);
  }

  /**
   * Removes an element, as far as it is seen here. One that is not there is not written.
   * @throws RangeError when the element is empty, too long, or holds a slash
   */
  remove(tx: Transaction, node: NodeId, element: string): void {
    if (this.has(tx.reader, node, element)) writeSibling(tx, node, this.#family(element), false);
  }

  #family(element: string): string {
    return familyName(this.#name, element);
  }
}

/** An addition that stands wins over a removal beside it. */
const isIn = (standing: readonly StandingValue[]): boolean => standing.some(({ value }) => value === true);
