/**
 * Nodes whose position was written in a space that is no longer their parent (D8): a reparent that ran concurrently
 * with a drag leaves one. It stands where the hand let go as long as its space and its parents stand still. So whoever moves
 * one of those, but not both, writes the stray's position anew, in its parent's coordinates, in the same change.
 */
import type { Vector } from '../geometry/vector.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import { dependsOn } from './position.ts';
import type { DocumentReader } from './reader.ts';
import { touch, type Touched } from './touched.ts';

export class Strays {
  readonly #document: DocumentReader;
  /** With the place where each was last seen. */
  readonly #places = new Map<NodeId, Vector>();

  constructor(document: DocumentReader) {
    this.#document = document;
  }

  /** Takes in what changed, and adds the strays that others' moves have carried elsewhere. */
  update(touched: Touched): void {
    let moved = false;
    for (const [id, properties] of touched) {
      if (properties.has('rotation')) moved = true;
      if (!properties.has('position') && !properties.has('placement')) continue;
      moved = true;
      if (this.#isStray(id)) this.#places.set(id, this.#document.position(id));
      else this.#places.delete(id);
    }
    if (moved && this.#places.size > 0) this.#findCarried(touched);
  }

  /** Those that would be torn off, or stay behind, if `moved` moved. */
  *torn(moved: NodeId): Iterable<NodeId> {
    for (const id of this.#places.keys()) {
      if (id === moved) continue;
      const parent = this.#document.parent(id);
      const { space } = this.#document.get(id, 'position');
      if (parent !== undefined && dependsOn(this.#document, space, moved) !== dependsOn(this.#document, parent, moved))
        yield id;
    }
  }

  #isStray(id: NodeId): boolean {
    const parent = this.#document.parent(id);
    const { space } = this.#document.get(id, 'position');
    return parent !== undefined && parent !== TRASH && parent !== space && space !== ROOT;
  }

  #findCarried(touched: Touched): void {
    for (const [id, { x, y }] of this.#places) {
      const now = this.#document.position(id);
      if (now.x === x && now.y === y) continue;
      this.#places.set(id, now);
      touch(touched, id, 'position');
    }
  }
}
