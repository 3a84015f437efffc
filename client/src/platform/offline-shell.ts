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
  // The first visit loaded its files before the worker was there to keep them: ask for them again, from the HTTP cache.
  await navigator.serviceWorker.ready;
  await controlled();
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const assets = loaded.filter((name) => name.startsWith(`${location.origin}/assets/`));
  await Promise.allSettled([location.origin, ...assets].map((url) => fetch(url)));
}

function controlled(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller !== null) return Promise.resolve();
  return new Promise((resolve) => serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true }));
}
