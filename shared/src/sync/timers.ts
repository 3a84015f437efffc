/** Time and chance, handed in, so that tests move the clock by hand and a seed decides. */
export interface Timers {
  /** Unix milliseconds of this machine. */
  now(): number;
  /** Calls back once after `ms`. @returns a function that calls it off */
  after(ms: number, callback: () => void): () => void;
  /** Uniform in [0, 1). */
  random(): number;
}
