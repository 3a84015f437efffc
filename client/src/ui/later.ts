/** Parts of the program that are loaded after the first picture, so that it comes soon. */

type Load<Part> = () => Promise<Part>;

const waiting = new Set<Load<unknown>>();

/** Marks a part as one that is loaded when it is first needed, or by {@link loadTheRest}. */
export function later<Part>(load: Load<Part>): Load<Part> {
  waiting.add(load);
  return load;
}

/**
 * Loads every part that was marked, when the browser has nothing else to do: whoever loses the network after that has
 * all of Joinery. What cannot be loaded is tried again when it is needed.
 */
export function loadTheRest(): void {
  const load = (): void => {
    for (const part of waiting) part().catch(() => undefined);
    waiting.clear();
  };
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load);
  else setTimeout(load, 1000);
}
