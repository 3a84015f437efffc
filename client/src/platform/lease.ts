/**
 * Names that one tab at a time may hold, by the Web Locks of the browser: they end with the tab, however it ends. Where there are no
 * locks (an address that is not secure), nothing can be leased, and callers take fresh names.
 */

/** @returns a function that gives the name back; undefined when another tab holds it for longer than `waitMs` */
export function lease(name: string, waitMs = 0): Promise<(() => void) | undefined> {
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const options = waitMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(waitMs) };
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (lock !== null) return new Promise<void>((release) => resolve(release));
      resolve(undefined);
      return undefined;
    };
    // Rejected when the wait is over: somebody else has it.
    locks.request(`joinery/${name}`, options, hold).catch(() => resolve(undefined));
  });
}
