/**
 * Sessions whose link broke, each kept for the same while (P4). Links tend to break together: all that broke in the same millisecond
 * share a timer. Durations are counted by timers, so that a clock that is set back lengthens none.
 */
import type { SessionId, Timers } from '@joinery/shared';

interface Batch {
  /** When it was begun, by the clock. */
  readonly at: number;
  readonly sessions: Set<SessionId>;
  readonly cancel: () => void;
}

export class Leases {
  readonly #timers: Timers;
  readonly #leaseMs: number;
  readonly #onEnd: (session: SessionId) => void;
  readonly #batches = new Map<SessionId, Batch>();
  #latest: Batch | undefined;

  /** @param onEnd a lease ran out */
  constructor(timers: Timers, leaseMs: number, onEnd: (session: SessionId) => void) {
    this.#timers = timers;
    this.#leaseMs = leaseMs;
    this.#onEnd = onEnd;
  }

  /** From now on, unless the session has a lease already. */
  begin(session: SessionId): void {
    if (this.#batches.has(session)) return;
    const batch = this.#batchOfNow();
    batch.sessions.add(session);
    this.#batches.set(session, batch);
  }

  /** The session is back, or gone. */
  end(session: SessionId): void {
    const batch = this.#batches.get(session);
    if (batch === undefined) return;
    this.#batches.delete(session);
    batch.sessions.delete(session);
    if (batch.sessions.size > 0) return;
    batch.cancel();
    if (this.#latest === batch) this.#latest = undefined;
  }

  dispose(): void {
    for (const { cancel } of this.#batches.values()) cancel();
    this.#batches.clear();
  }

  #batchOfNow(): Batch {
    const now = this.#timers.now();
    if (this.#latest?.at === now) return this.#latest;
    const cancel = this.#timers.after(this.#leaseMs, () => this.#runOut(batch));
    const batch: Batch = { at: now, sessions: new Set(), cancel };
    this.#latest = batch;
    return batch;
  }

  #runOut(batch: Batch): void {
    if (this.#latest === batch) this.#latest = undefined;
    for (const session of [...batch.sessions]) {
      this.end(session);
      this.#onEnd(session);
    }
  }
}
