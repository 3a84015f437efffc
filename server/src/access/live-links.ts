/** Who is here by which link, so that a link that is revoked or expires takes them out at once. */
import type { LinkRecord } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';

/** Timers hold no more than 24 days: longer waits are taken in steps, in ms. */
const LONGEST_WAIT_MS = 86_400_000;

type End = (reason: string) => void;

export class LiveLinks {
  readonly #timers: RelayTimers;
  readonly #here = new Map<string, Set<End>>();
  /** Revoked in this life of the relay: nobody comes in who was on their way just then. */
  readonly #revoked = new Set<string>();

  constructor(timers: RelayTimers) {
    this.#timers = timers;
  }

  /** How many are here by a link. */
  count(id: string): number {
    return this.#here.get(id)?.size ?? 0;
  }

  /** @returns a function to call when they leave by themselves; undefined when the link has ended meanwhile */
  enter({ id, expiresAt }: LinkRecord, end: End): (() => void) | undefined {
    if (this.#revoked.has(id)) return undefined;
    const here = this.#here.get(id) ?? new Set();
    this.#here.set(id, here);
    here.add(end);
    let cancel = (): void => undefined;
    const leave = (): void => {
      cancel();
      here.delete(end);
      if (here.size === 0 && this.#here.get(id) === here) this.#here.delete(id);
    };
    const watch = (): void => {
      if (expiresAt === null) return;
      const wait = expiresAt - this.#timers.now();
      if (wait > 0) cancel = this.#timers.after(Math.min(wait, LONGEST_WAIT_MS), watch);
      else if (here.has(end)) {
        leave();
        end('the link that you came by has expired');
      }
    };
    watch();
    return leave;
  }

  /** Sends everybody out who is here by a link. */
  revoke(id: string): void {
    this.#revoked.add(id);
    const here = [...(this.#here.get(id) ?? [])];
    this.#here.delete(id);
    for (const end of here) end('the link that you came by was revoked');
  }
}
