/**
 * What history knows a standing value by. Undoing and redoing bring an older value back under a new stamp: each stamp that
 * history writes remembers here which older one it stands for, its origin, so that "mine still stands" (D14) can be told of it.
 */
import type { Stamp } from '../clock/stamp.ts';
import type { NodeId } from './node-id.ts';

/** A stamp of one register, undefined where no value stands. */
export interface StampAt {
  readonly node: NodeId;
  readonly property: string;
  readonly stamp: Stamp | undefined;
}

interface Alias extends StampAt {
  origin: string;
}

/** So many stamps are remembered before those that nobody asks for any more are looked for. */
const FIRST_SWEEP = 10_000;

export class StampOrigins {
  readonly #aliases = new Map<string, Alias>();
  #sweepAt = FIRST_SWEEP;

  get size(): number {
    return this.#aliases.size;
  }

  /** Origins of one register's stamps are the same when these are: compare them with `===`. */
  of(at: StampAt): string {
    return (this.#aliases.size === 0 ? undefined : this.#aliases.get(keyOf(at))?.origin) ?? originOf(at.stamp);
  }

  /** From now on a stamp stands for what `origin` stood for. */
  set(at: StampAt, origin: string): void {
    const key = keyOf(at);
    const alias = this.#aliases.get(key);
    if (alias === undefined) this.#aliases.set(key, { ...at, origin });
    else alias.origin = origin;
  }

  /**
   * Forgets, now and then, the stamps that neither stand nor are among `asked`: undoing and redoing for long adds up to nothing.
   * @param standing what stands in a register
   * @param asked stamps that do not stand, and that somebody will ask about
   */
  sweep(standing: (at: StampAt) => Stamp | undefined, asked: () => Iterable<StampAt>): void {
    if (this.#aliases.size < this.#sweepAt) return;
    const kept = new Set<string>();
    for (const at of asked()) kept.add(keyOf(at));
    for (const [key, alias] of this.#aliases)
      if (!kept.has(key) && originOf(standing(alias)) !== originOf(alias.stamp)) this.#aliases.delete(key);
    this.#sweepAt = Math.max(FIRST_SWEEP, this.#aliases.size * 2);
  }
}

/** The origin of a stamp that history has not written. */
export const originOf = (stamp: Stamp | undefined): string =>
  stamp === undefined ? 'none' : `${stamp.time}/${stamp.actor}`;

const keyOf = ({ node, property, stamp }: StampAt): string => `${node}/${property}/${originOf(stamp)}`;
