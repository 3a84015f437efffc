/** Others' changes that a replica keeps out of its document for a while, as if a network lay between it and who made them. */
import type { ActorId } from '../clock/stamp.ts';
import type { Change } from '../document/change.ts';

export class SetAside {
  #isApart: (actor: ActorId) => boolean = () => false;
  #waiting: readonly Change[] = [];

  /** Those of the changes that are to be taken in. Of an actor all or none wait, from some change on: they stay in order. */
  pass(changes: readonly Change[]): readonly Change[] {
    const actors = new Set(this.#waiting.map(({ actor }) => actor));
    const kept = changes.filter(({ actor }) => actors.has(actor) || this.#isApart(actor));
    if (kept.length === 0) return changes;
    this.#waiting = [...this.#waiting, ...kept];
    return changes.filter((change) => !kept.includes(change));
  }

  /** From now on it is these who are apart. @returns what has waited of others, in order: to be taken in */
  become(isApart: (actor: ActorId) => boolean): readonly Change[] {
    this.#isApart = isApart;
    const come = this.#waiting.filter(({ actor }) => !isApart(actor));
    this.#waiting = this.#waiting.filter(({ actor }) => isApart(actor));
    return come;
  }

  /** All there is has come by another way. */
  clear(): void {
    this.#waiting = [];
  }
}
