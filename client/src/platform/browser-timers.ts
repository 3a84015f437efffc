import type { Timers } from '@joinery/shared';

export const BROWSER_TIMERS: Timers = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: () => secureRandom(),
};

/** Uniform in [0, 1), from the system's randomness: ids made with it cannot be guessed. */
export function secureRandom(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
}
