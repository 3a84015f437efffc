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
  /** The latest last; what is before the first was forgotten. */
  readonly #bases: (StreamBase | undefined)[] = [];
  #first = 0;
  #size = 0;

  clear(): void {
    this.#bases.length = 0;
    this.#first = 0;
    this.#size = 0;
  }

  /**
   * How many are later than what is remembered of an actor. Looks from both ends at once: who drags alone is the latest, and where many
   * drag by turns, whoever comes next is the oldest.
   * @returns -1 where nothing of this actor is remembered
   */
  placeOf(actor: ActorId): number {
    const last = this.#bases.length - 1;
    for (let front = this.#first, back = last; front <= back; front++, back--) {
      if (this.#bases[back]?.change.actor === actor) return last - back;
      if (this.#bases[front]?.change.actor === actor) return last - front;
    }
    return -1;
  }

  at(place: number): StreamBase | undefined {
    return this.#bases[this.#bases.length - 1 - place];
  }

  /** In the place of what was remembered of its actor. @param place that one's, where it is known */
  remember(base: StreamBase, place: number = this.placeOf(base.change.actor)): void {
    if (place >= 0) this.#forget(this.#bases.length - 1 - place);
    if (sizeOf(base) > MOST_REMEMBERED || !isLight(base)) return;
    this.#bases.push(base);
    this.#size += sizeOf(base);
    while (this.#size > MOST_REMEMBERED) this.#forget(this.#first);
  }

  /** Moves those on the nearer side, so that where one drags alone, or many by turns, nearly nothing moves. */
  #forget(index: number): void {
    const bases = this.#bases;
    this.#size -= sizeOf(bases[index] as StreamBase);
    if (bases.length - 1 - index <= index - this.#first) {
      for (let at = index + 1; at < bases.length; at++) bases[at - 1] = bases[at];
      bases.pop();
      return;
    }
    for (let at = index; at > this.#first; at--) bases[at] = bases[at - 1];
    bases[this.#first] = undefined;
    this.#first += 1;
    if (this.#first <= MOST_REMEMBERED) return;
    bases.splice(0, this.#first);
    this.#first = 0;
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
