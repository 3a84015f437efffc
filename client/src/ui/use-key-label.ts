import { useCallback, useSyncExternalStore } from 'react';
import { type Keyboard, keyLabel } from './key-label.ts';

/** Not yet in the types of TypeScript; Chromium only. */
interface KeyboardLayout {
  getLayoutMap?(): Promise<ReadonlyMap<string, string>>;
}

const mac = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);
let keyboard: Keyboard = { mac, letterOf: () => undefined };
const listeners = new Set<() => void>();
let asked = false;

/** Asked once, when the first label is shown. */
function askLayout(): void {
  if (asked) return;
  asked = true;
  const layout = (navigator as Navigator & { readonly keyboard?: KeyboardLayout }).keyboard;
  layout?.getLayoutMap?.().then(
    (map) => {
      keyboard = { mac, letterOf: (code) => map.get(code) };
      for (const listener of listeners) listener();
    },
    () => {
      // Not allowed in some frames: labels then show the standard layout.
    },
  );
}

function subscribe(listener: () => void): () => void {
  askLayout();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Turns bindings into what this person's keyboard shows. */
export function useKeyLabel(): (binding: string | undefined) => string | undefined {
  const now = useSyncExternalStore(subscribe, () => keyboard);
  return useCallback((binding) => (binding === undefined ? undefined : keyLabel(binding, now)), [now]);
}
