/**
 * Nodes whose position was written in a space that is no longer their parent (D8): a reparent that ran concurrently
 * with a drag leaves one. It stands where the hand let go as long as that space stands still, so whoever moves the space
 * writes the stray's position anew, in its parent's coordinates, in the same change.
 */
import { type NodeId, TRASH } from './node-id.ts';
import type { DocumentReader } from './reader.ts';

export class Strays {
  readonly #document: DocumentReader;
  readonly #ids = new Set<NodeId>();

  constructor(document: DocumentReader) {
    this.#document = document;
  }

  update(touched: ReadonlyMap<NodeId, ReadonlySet<string>>): void {
    for (const [id, properties] of touched) {
      if (!properties.has('position') && !properties.has('placement')) continue;
      const position = this.#document.row(id)?.get('position');
      const parent = this.#document.parent(id);
      const space =
        position === undefined || position.value === null ? undefined : this.#document.get(id, 'position').space;
      if (space === undefined || parent === undefined || parent === TRASH || parent === space) this.#ids.delete(id);
      else this.#ids.add(id);
    }
  }

  /** Those that would be carried along if `moved` moved, though they do not lie in it. */
  *below(moved: NodeId): Iterable<NodeId> {
    for (const id of this.#ids) {
      if (id === moved || this.#document.isWithin(id, moved)) continue;
      if (this.#document.isWithin(this.#document.get(id, 'position').space, moved)) yield id;
    }
  }
}
