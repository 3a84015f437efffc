/**
 * Collecting in one room (D9): every so often, and before a room is let go, the horizon is raised to as long ago as things stay in
 * the trash. What that purges and writes is an ordinary change, made by the relay.
 */
import { type Change, type Document, unixMsToTime } from '@joinery/shared';
import type { Config } from '../config.ts';
import type { RelayTimers } from '../timers.ts';

export interface RoomHorizonOptions {
  readonly document: Pick<Document, 'raiseHorizon'>;
  readonly config: Pick<Config, 'retentionDays' | 'collectEveryMs'>;
  readonly timers: RelayTimers;
  /** Whether everybody who is connected has been sent all there is: else whoever is behind may have to start over. */
  readonly everybodyFollows: () => boolean;
  /** The document has changed: to be journalled and told. */
  readonly onRaised: (change: Change) => void;
}

const DAY_MS = 86_400_000;

export class RoomHorizon {
  readonly #options: RoomHorizonOptions;
  #cancel: () => void = () => {};

  constructor(options: RoomHorizonOptions) {
    this.#options = options;
    this.#schedule();
  }

  /** Collects what there is to collect, unless somebody is behind. */
  raise(): void {
    const { document, config, timers, everybodyFollows, onRaised } = this.#options;
    if (!everybodyFollows()) return;
    const retentionMs = config.retentionDays * DAY_MS;
    const to = unixMsToTime(timers.now() - retentionMs);
    const change = document.raiseHorizon({ to, forget: unixMsToTime(timers.now() - 2 * retentionMs) });
    if (change !== undefined) onRaised(change);
  }

  stop(): void {
    this.#cancel();
  }

  #schedule(): void {
    this.#cancel = this.#options.timers.after(this.#options.config.collectEveryMs, () => {
      this.raise();
      this.#schedule();
    });
  }
}
