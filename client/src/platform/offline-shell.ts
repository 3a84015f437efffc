/** Where the service worker lies; it comes from `client/public`. */
const SERVICE_WORKER = '/service-worker.js';

/**
 * Lets the browser open Joinery without a network from the next visit on, and keeps what this visit loaded. Does nothing in
 * development, or where the browser has no service workers (an address that is not secure).
 */
export async function installOfflineShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(SERVICE_WORKER);
  if (registration.active !== null && navigator.serviceWorker.controller !== null) return;
  // The first visit loads its files before the worker is there to keep them: ask for those again, from the HTTP cache.
  await navigator.serviceWorker.ready;
  await controlled();
  keep(location.origin);
  // Also those still on their way: each is told of when it has come.
  new PerformanceObserver((list) => list.getEntries().forEach(keepAsset)).observe({ type: 'resource', buffered: true });
}

function keepAsset(entry: PerformanceEntry): void {
  const pastTheWorker = entry instanceof PerformanceResourceTiming && entry.workerStart === 0;
  if (pastTheWorker && entry.name.startsWith(`${location.origin}/assets/`)) keep(entry.name);
}

/** The worker keeps what passes through it. A failure is made good by the next visit. */
function keep(url: string): void {
  fetch(url).catch(() => undefined);
}

function controlled(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller !== null) return Promise.resolve();
  return new Promise((resolve) => serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true }));
}
