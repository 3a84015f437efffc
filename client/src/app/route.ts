/** Addresses: `/` is the start page, `/file/:id` an open file. */
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly kind: 'start' }
  | { readonly kind: 'file'; readonly id: string }
  | { readonly kind: 'unknown' };

export function parseRoute(path: string): Route {
  if (path === '/' || path === '/index.html') return { kind: 'start' };
  const id = /^\/file\/([0-9A-Za-z]{1,64})\/?$/.exec(path)?.[1];
  return id === undefined ? { kind: 'unknown' } : { kind: 'file', id };
}

export const filePath = (id: string): string => `/file/${id}`;

const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Goes to another page of Joinery without loading it anew. */
export function navigate(path: string): void {
  history.pushState(null, '', path);
  tell();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', tell);
  };
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.pathname));
}
