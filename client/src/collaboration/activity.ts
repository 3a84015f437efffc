/** Wakes the link when the browser is back online or the tab visible (S4), and tells what its person is doing (P5). */
import type { PresenceClient, SyncClient } from '@joinery/shared';

/** Without input for this long a session is idle, in ms. */
const IDLE_AFTER_MS = 60_000;

const INPUTS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** @returns a function that ends it */
export function watchActivity(sync: SyncClient, presence: PresenceClient): () => void {
  const end = new AbortController();
  const { signal } = end;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const seen = (): void => {
    clearTimeout(idle);
    presence.setActivity(document.hidden ? 'hidden' : 'active');
    idle = setTimeout(() => presence.setActivity('idle'), IDLE_AFTER_MS);
  };
  for (const input of INPUTS) addEventListener(input, seen, { signal, passive: true, capture: true });
  addEventListener('online', () => sync.wake(), { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      seen();
      if (!document.hidden) sync.wake();
    },
    { signal },
  );
  // Not a goodbye: a reload must not blink (P4). The socket's end starts the lease.
  addEventListener('pagehide', () => sync.flush(), { signal });
  seen();
  return () => {
    end.abort();
    clearTimeout(idle);
  };
}
