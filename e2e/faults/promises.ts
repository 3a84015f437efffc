/**
 * What a relay has promised: a change that it acknowledged to its author, or showed to anybody else, is kept. Noted by those who were
 * told, and held against the journal of whoever comes after it.
 */
import { type ActorId, type Change, encodeChanges, type Time } from '@joinery/shared';
import { Broken } from '@joinery/shared/testing';

const nameOf = ({ actor, time }: { readonly actor: ActorId; readonly time: Time }): string => `${actor}@${time}`;

const bytesOf = (change: Change): string => Buffer.from(encodeChanges([change])).toString('base64');

export class Promises {
  /** Stamp → the change, and who was told how. */
  readonly #changes = new Map<string, { readonly change: Change; readonly told: string }>();
  /** Actor → up to where somebody was told by a delta, which names no changes. */
  readonly #upTo = new Map<ActorId, { readonly time: Time; readonly told: string }>();
  /** The journal as it was when it was last looked at: from then on it only grows. */
  #before: readonly string[] = [];

  acknowledged(change: Change): void {
    this.#changes.set(nameOf(change), { change, told: 'was acknowledged' });
  }

  shown(change: Change, to: ActorId): void {
    const name = nameOf(change);
    if (!this.#changes.has(name)) this.#changes.set(name, { change, told: `was shown to ${to}` });
  }

  /** A delta came: its version says what it contains. */
  covered(version: ReadonlyMap<ActorId, Time>, to: ActorId): void {
    for (const [actor, time] of version) {
      if (actor === to || time <= (this.#upTo.get(actor)?.time ?? 0)) continue;
      this.#upTo.set(actor, { time, told: `was in what ${to} was sent` });
    }
  }

  /**
   * @returns how many promises since the last time were kept
   * @throws Broken when something is not in the journal, not as it was told, or there twice
   */
  hold(journal: readonly Change[]): number {
    const found = new Map<string, Change>();
    const last = new Map<ActorId, Time>();
    for (const change of journal) {
      const name = nameOf(change);
      if (found.has(name)) throw new Broken(`${name} was journalled twice`);
      if ((last.get(change.actor) ?? 0) >= change.time) throw new Broken(`${name} was journalled after a later one`);
      found.set(name, change);
      last.set(change.actor, change.time);
    }
    for (const [name, { change, told }] of this.#changes) {
      const kept = found.get(name);
      if (kept === undefined) throw new Broken(`${name} ${told}, and is lost`);
      if (bytesOf(kept) !== bytesOf(change)) throw new Broken(`${name} ${told}, and is another by now`);
    }
    for (const [actor, { time, told }] of this.#upTo) {
      if ((last.get(actor) ?? 0) < time) throw new Broken(`${nameOf({ actor, time })} ${told}, and is lost`);
    }
    const names = journal.map(nameOf);
    const index = this.#before.findIndex((name, at) => names[at] !== name);
    if (index !== -1) {
      const [before, now] = [this.#before[index], names[index]];
      throw new Broken(
        `${before} was in place ${index} of ${this.#before.length} in the journal, and ${now} is by now`,
      );
    }
    this.#before = names;
    const kept = this.#changes.size;
    this.#changes.clear();
    return kept;
  }
}
