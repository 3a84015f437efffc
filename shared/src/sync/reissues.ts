/** When unacknowledged changes have to be made again (see `reissue.ts`), and what became of that. */
import type { Time } from '../clock/stamp.ts';
import { covers, floorOf, hasSeen, type VersionVector } from '../clock/version-vector.ts';
import type { RejectCode } from '../codec/message.ts';
import type { Delta } from '../document/change.ts';
import type { Document } from '../document/document.ts';
import { type Horizon, horizonOf } from '../document/horizon.ts';
import type { Outbox, RejectedChange } from './outbox.ts';
import type { PendingChanges } from './pending-changes.ts';
import { type Base, reissue } from './reissue.ts';

export interface ReissuesOptions {
  readonly document: Document;
  readonly pending: PendingChanges;
  readonly outbox: Pick<Outbox, 'reissue'>;
}

export class Reissues {
  readonly #options: ReissuesOptions;
  /** Changes that were made again after such a refusal: another one of the kind is final. */
  readonly #after = new Map<Time, RejectCode>();

  constructor(options: ReissuesOptions) {
    this.#options = options;
  }

  /** Whether a refusal calls for making the change again. */
  helps(time: Time, code: RejectCode): boolean {
    if (code !== 'clock' && code !== 'purged') return false;
    return this.#options.pending.has(time) && this.#after.get(time) !== code;
  }

  /**
   * Makes the unacknowledged changes from this time on again.
   * @param code of the refusal that led to it
   * @returns what could not be, and when all is kept
   */
  run(from: Time, base: Base, code?: RejectCode): { readonly leftOut: readonly RejectedChange[]; kept: Promise<void> } {
    const { document, pending, outbox } = this.#options;
    const items = pending.takeFrom(from);
    const { made, leftOut } = reissue(document, items, base);
    for (const item of made) {
      pending.load(item);
      if (code !== undefined) this.#after.set(item.change.time, code);
    }
    const before = items.map(({ change }) => change.time);
    const kept = outbox.reissue(
      before,
      made.map(({ change }) => change),
      leftOut,
    );
    return { leftOut, kept };
  }

  acknowledged(upTo: Time): void {
    for (const time of this.#after.keys()) if (time <= upTo) this.#after.delete(time);
  }

  /**
   * Whether a delta is not enough to come up to date: nodes were purged whose last moves were never seen here, so they would stay; or own
   * changes are as old as what the relay does not look at any more.
   * @param held what the document surely holds
   */
  mustStartOver(held: VersionVector, delta: Delta): boolean {
    const { document, pending } = this.#options;
    const horizon = horizonOf(delta);
    if (horizon !== undefined && hasLostSight(held, horizon)) return true;
    const { first } = pending;
    if (first === undefined || first.time > floorOf(delta.version)) return false;
    return !hasSeen(delta.version, { actor: document.actor, time: first.time });
  }
}

function hasLostSight(held: VersionVector, { at, before, purged }: Horizon): boolean {
  const floor = Math.max(0, floorOf(held));
  if (held.size === 0 || floor >= at) return false;
  return floor < before || purged.some(([actor, time, horizon]) => horizon > floor && !covers(held, { actor, time }));
}
