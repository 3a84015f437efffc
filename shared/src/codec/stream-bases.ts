/**
 * What both ends of a link remember of it: the latest change of each actor, which that actor's next one may build on. The latest come
 * first, and the oldest are forgotten past a limit. So whoever has read longer than the writer remembers holds the same at the same
 * places, and more behind.
 */
import type { ActorId } from '../clock/stamp.ts';
import type { Assignment, Change } from '../document/change.ts';
import type { StreamColumn } from './stream-columns.ts';
import { isPosition } from './value.ts';

/** What is remembered at most, in registers and actors together: about a megabyte at the very worst, and a few kilobytes mostly. */
export const MOST_REMEMBERED = 4096;
/** Longer texts and names are not remembered, and so neither are changes that have any. */
const MOST_CHARACTERS = 64;

export interface StreamBase {
  readonly change: Change;
  /** The same, property by property; left out until a change builds on this one. */
  readonly columns?: readonly StreamColumn[];
}

export class StreamBases {
  /** The latest first. */
  readonly #bases: StreamBase[] = [];
  #size = 0;

  clear(): void {
    this.#bases.length = 0;
    this.#size = 0;
  }

  /**
   * Looks from both ends at once: who drags alone is in front, and where many drag by turns, whoever comes next is the last.
   * @returns -1 where nothing of this actor is remembered
   */
  placeOf(actor: ActorId): number {
    for (let front = 0, back = this.#bases.length - 1; front <= back; front++, back--) {
      if (this.#bases[front]?.change.actor === actor) return front;
      if (this.#bases[back]?.change.actor === actor) return back;
    }
    return -1;
  }

  at(place: number): StreamBase | undefined {
    return this.#bases[place];
  }

  /** In the place of what was remembered of its actor. */
  remember(base: StreamBase): void {
    const place = this.placeOf(base.change.actor);
    if (place >= 0) this.#size -= sizeOf(this.#bases.splice(place, 1)[0] as StreamBase);
    if (sizeOf(base) > MOST_REMEMBERED || !isLight(base)) return;
    this.#bases.unshift(base);
    this.#size += sizeOf(base);
    while (this.#size > MOST_REMEMBERED) this.#size -= sizeOf(this.#bases.pop() as StreamBase);
  }
}

const sizeOf = ({ change }: StreamBase): number => 1 + change.assignments.length;

/** A pure function of the change, so that both ends remember the same. */
const isLight = ({ change: { assignments }, columns }: StreamBase): boolean =>
  columns === undefined
    ? assignments.every(isLightValue)
    : columns.every(
        ({ values, places }) =>
          values.kind !== 'others' || places.every((place) => isLightValue(assignments[place] as Assignment)),
      );

function isLightValue([, property, value]: Assignment): boolean {
  if (property.length > MOST_CHARACTERS) return false;
  if (typeof value === 'object' && value !== null) return isPosition(value);
  return typeof value !== 'string' || value.length <= MOST_CHARACTERS;
}
