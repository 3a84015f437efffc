/**
 * Nodes whose position is in a space that is neither their parent nor spoken of by their placement (D8): moves and drags of
 * several people at once can leave one. It stands where the hand let go as long as its space and its parents stand still. So whoever
 * moves one of those, but not both, writes the stray's position anew, in its parent's coordinates, in the same change.
 *
 * Strays are looked up by what carries them, so that a move costs what it affects, however many strays there are.
 */
import type { Vector } from '../geometry/vector.ts';
import { must } from '../must.ts';
import { type NodeId, TRASH } from './node-id.ts';
import { dependencies, spaceOf } from './position.ts';
import type { DocumentReader } from './reader.ts';
import { touch, type Touched } from './touched.ts';

interface Stray {
  /** Where it was last seen, in its parent's coordinates. */
  readonly place: Vector;
  readonly carriers: Iterable<NodeId>;
}

export class Strays {
  readonly #document: DocumentReader;
  readonly #strays = new Map<NodeId, Stray>();
  /** Node → the strays that could stand elsewhere when it moves, turns or is hung elsewhere. */
  readonly #carried = new Map<NodeId, Set<NodeId>>();

  constructor(document: DocumentReader) {
    this.#document = document;
  }

  /** Takes in what changed, and adds the strays that others' moves have carried elsewhere. */
  update(touched: Touched): void {
    const affected = new Set<NodeId>();
    for (const [id, properties] of touched) {
      const placed = properties.has('position') || properties.has('placement');
      if (placed && (this.#strays.has(id) || this.#isStray(id))) affected.add(id);
      if (this.#strays.size === 0 || !(placed || properties.has('rotation'))) continue;
      for (const stray of this.#carried.get(id) ?? []) affected.add(stray);
    }
    for (const id of affected) {
      const before = this.#forget(id)?.place;
      if (!this.#isStray(id)) continue;
      const { x, y } = this.#note(id).place;
      if (before !== undefined && (before.x !== x || before.y !== y)) touch(touched, id, 'position');
    }
  }

  /** Those that would be torn off, or stay behind, if `moved` moved. */
  *torn(moved: NodeId): Iterable<NodeId> {
    for (const id of this.#carried.get(moved) ?? []) {
      const parent = this.#document.parent(id);
      if (id === moved || parent === undefined) continue;
      const space = dependencies(this.#document, spaceOf(this.#document, id));
      if (space.has(moved) !== dependencies(this.#document, parent).has(moved)) yield id;
    }
  }

  /** Those that could stand elsewhere when these nodes move, turn or are hung elsewhere, and where each was last seen. */
  *carriedBy(nodes: Iterable<NodeId>): Iterable<readonly [NodeId, Vector]> {
    if (this.#strays.size === 0) return;
    for (const node of nodes) {
      for (const id of this.#carried.get(node) ?? [])
        yield [id, must(this.#strays.get(id), 'a stray that is carried').place];
    }
  }

  #isStray(id: NodeId): boolean {
    const parent = this.#document.parent(id);
    return parent !== undefined && parent !== TRASH && parent !== spaceOf(this.#document, id);
  }

  #note(id: NodeId): Stray {
    const stray = { place: this.#document.position(id), carriers: this.#carriersOf(id) };
    this.#strays.set(id, stray);
    for (const carrier of stray.carriers) {
      const carried = this.#carried.get(carrier);
      if (carried === undefined) this.#carried.set(carrier, new Set([id]));
      else carried.add(id);
    }
    return stray;
  }

  #forget(id: NodeId): Stray | undefined {
    const stray = this.#strays.get(id);
    this.#strays.delete(id);
    for (const carrier of stray?.carriers ?? []) {
      const carried = this.#carried.get(carrier);
      carried?.delete(id);
      if (carried?.size === 0) this.#carried.delete(carrier);
    }
    return stray;
  }

  /**
   * What only its space lies in, or only its parent: what holds both carries both alike. Where another stray is among them, places do
   * not follow from parents alone, and everything counts.
   */
  #carriersOf(id: NodeId): Iterable<NodeId> {
    const space = dependencies(this.#document, spaceOf(this.#document, id));
    const parent = dependencies(this.#document, this.#document.parent(id) ?? TRASH);
    const all = new Set([...space, ...parent]);
    for (const at of all) if (at !== id && this.#isStray(at)) return all;
    return [...all].filter((at) => space.has(at) !== parent.has(at));
  }
}
