import type { Timers } from '@joinery/shared';

/** Time and chance as the relay is handed them: tests and the simulator move the clock by hand. */
export interface RelayTimers extends Timers {
  /** Calls back once everything that has arrived by now was handled. */
  soon(run: () => void): void;
}

export const SYSTEM_TIMERS: RelayTimers = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  soon: (run) => void setImmediate(run),
};
