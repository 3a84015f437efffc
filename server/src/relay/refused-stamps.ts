import type { Stamp } from '@joinery/shared';
import type { Refusal } from './admit.ts';

/** Beyond this many the oldest are forgotten. */
const MOST = 10_000;

/**
 * Changes that were refused for good. Later ones of the same actor are taken in, so the version covers a refused one, too;
 * were it sent again it must not be taken for one that is journalled.
 */
export class RefusedStamps {
  readonly #refusals = new Map<string, Refusal>();

  get(stamp: Stamp): Refusal | undefined {
    return this.#refusals.size === 0 ? undefined : this.#refusals.get(keyOf(stamp));
  }

  add(stamp: Stamp, refusal: Refusal): void {
    this.#refusals.set(keyOf(stamp), refusal);
    if (this.#refusals.size <= MOST) return;
    for (const oldest of this.#refusals.keys()) {
      this.#refusals.delete(oldest);
      return;
    }
  }
}

const keyOf = ({ actor, time }: Stamp): string => `${actor}${time}`;
