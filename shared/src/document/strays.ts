/**
 * Nodes whose position is in a space that is neither their parent nor spoken of by their placement (D8): moves and drags of
 * several people at once can leave one. It stands where the hand let go as long as its space and its parents stand still. So whoever
 * moves one of those, but not both, writes the stray's position anew, in its parent's coordinates, in the same change.
 *
 * Strays are looked up by what carries them, so that a move costs what it affects, however many strays there are.
 */
import type { Vector } from '../geometry/vector.ts';
import { must } from '../must.ts';
import type { NodeId } from './node-id.ts';
import { ROOT_SLOT, TRASH_SLOT } from './placements.ts';
import type { Places } from './places.ts';
import { dependencies, isSettled, positionInParent, spaceOf } from './position.ts';
import type { RegisterStore } from './register-store.ts';
import { touch, type Touched } from './touched.ts';

interface Stray {
  /** Where it was last seen, in its parent's coordinates. */
  readonly place: Vector;
  readonly carriers: Iterable<number>;
}

/** By slot, since they are asked for at each change. */
export class Strays {
  readonly #registers: RegisterStore;
  readonly #places: Places;
  readonly #strays = new Map<number, Stray>();
  /** Node → the strays that could stand elsewhere when it moves, turns or is hung elsewhere. */
  readonly #carried = new Map<number, Set<number>>();

  constructor(registers: RegisterStore, places: Places) {
    this.#registers = registers;
    this.#places = places;
  }

  /** Whether there are none, as nearly always. */
  get none(): boolean {
    return this.#strays.size === 0;
  }

  /** Takes in what changed, and adds the strays that others' moves have carried elsewhere. */
  update(touched: Touched): void {
    const affected = new Set<number>();
    for (const [id, properties] of touched) {
      const placed = properties.has('position') || properties.has('placement');
      if (!placed && (this.none || !properties.has('rotation'))) continue;
      const slot = this.#registers.slots.find(id);
      if (placed && (this.#strays.has(slot) || this.#isStray(slot))) affected.add(slot);
      for (const stray of this.#carried.get(slot) ?? []) affected.add(stray);
    }
    for (const slot of affected) {
      const before = this.#forget(slot)?.place;
      if (!this.#isStray(slot)) continue;
      const { x, y } = this.#note(slot).place;
      if (before !== undefined && (before.x !== x || before.y !== y))
        touch(touched, this.#places.idAt(slot), 'position');
    }
  }

  /** Slots of those that would be torn off, or stay behind, if `moved` moved. */
  torn(moved: number): number[] {
    return Array.from(this.#carried.get(moved) ?? []).filter((slot) => {
      const parent = this.#places.parentAt(slot);
      if (slot === moved || parent < 0) return false;
      const space = dependencies(this.#places, spaceOf(this.#places, slot));
      return space.has(moved) !== dependencies(this.#places, parent).has(moved);
    });
  }

  /** Those that could stand elsewhere when these nodes move, turn or are hung elsewhere, and where each was last seen. */
  *carriedBy(nodes: Iterable<NodeId>): Iterable<readonly [NodeId, Vector]> {
    if (this.none) return;
    for (const node of nodes) {
      for (const slot of this.#carried.get(this.#registers.slots.find(node)) ?? [])
        yield [this.#places.idAt(slot), must(this.#strays.get(slot), 'a stray that is carried').place];
    }
  }

  #isStray(slot: number): boolean {
    if (isSettled(this.#places, slot)) return false;
    const parent = this.#places.parentAt(slot);
    return parent >= ROOT_SLOT && parent !== TRASH_SLOT && parent !== spaceOf(this.#places, slot);
  }

  #note(slot: number): Stray {
    const { x, y } = positionInParent(this.#places, slot);
    const stray = { place: { x, y }, carriers: this.#carriersOf(slot) };
    this.#strays.set(slot, stray);
    for (const carrier of stray.carriers) {
      const carried = this.#carried.get(carrier);
      if (carried === undefined) this.#carried.set(carrier, new Set([slot]));
      else carried.add(slot);
    }
    return stray;
  }

  #forget(slot: number): Stray | undefined {
    const stray = this.#strays.get(slot);
    this.#strays.delete(slot);
    for (const carrier of stray?.carriers ?? []) {
      const carried = this.#carried.get(carrier);
      carried?.delete(slot);
      if (carried?.size === 0) this.#carried.delete(carrier);
    }
    return stray;
  }

  /**
   * What only its space lies in, or only its parent: what holds both carries both alike. Where another stray is among them, places do
   * not follow from parents alone, and everything counts.
   */
  #carriersOf(slot: number): Iterable<number> {
    const space = dependencies(this.#places, spaceOf(this.#places, slot));
    const above = this.#places.parentAt(slot);
    const parent = dependencies(this.#places, above < 0 ? TRASH_SLOT : above);
    const all = new Set([...space, ...parent]);
    for (const at of all) if (at !== slot && this.#isStray(at)) return all;
    return [...all].filter((at) => space.has(at) !== parent.has(at));
  }
}
