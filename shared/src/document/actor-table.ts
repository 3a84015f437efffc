import type { ActorId } from '../clock/stamp.ts';

/** Actors as small integers, so that columns hold a number instead of a string. */
export class ActorTable {
  readonly #ids: ActorId[] = [];
  readonly #indexes = new Map<ActorId, number>();

  get size(): number {
    return this.#ids.length;
  }

  /** The actor's number; a new one gets the next. */
  index(actor: ActorId): number {
    let index = this.#indexes.get(actor);
    if (index === undefined) {
      index = this.#ids.length;
      this.#indexes.set(actor, index);
      this.#ids.push(actor);
    }
    return index;
  }

  /** The actor's number, -1 for one that was never met. */
  find(actor: ActorId): number {
    return this.#indexes.get(actor) ?? -1;
  }

  at(index: number): ActorId {
    return this.#ids[index] as ActorId;
  }
}
