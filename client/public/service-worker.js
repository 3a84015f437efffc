// Opens Joinery without a network: pages come from the relay when it answers and from the cache when it does not; hashed assets
// never change, so they come from the cache first. Nothing else is touched: edits have their own way (the outbox).
const CACHE = 'joinery-shell-1';
const SHELL = '/';
/** How long the network may take before the kept page is shown, in ms. */
const PATIENCE_MS = 3000;

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' || url.pathname === SHELL) event.respondWith(page(event));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

/** Every page is the same document: one copy serves all of them. */
async function page(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(SHELL);
  const fresh = fetch(event.request).then(async (response) => {
    if (response.ok) await keep(cache, SHELL, response);
    return response;
  });
  if (kept === undefined) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  // A network that swallows everything never says so.
  const patience = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([fresh.catch(() => kept), patience]);
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await keep(cache, request, response);
  return response;
}

/** What cannot be kept, since the disk is full perhaps, is shown all the same. */
const keep = (cache, key, response) => cache.put(key, response.clone()).catch(() => undefined);
