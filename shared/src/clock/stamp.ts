/**
 * Who wrote a register, and when (D2).
 *
 * Time is a hybrid logical clock in one safe integer: milliseconds since 2020-01-01T00:00Z × 4096 + counter.
 * The idea is Kulkarni et al., "Logical Physical Clocks" (2014); one integer instead of a pair keeps compares cheap.
 */

/** Hybrid time: milliseconds since 2020-01-01T00:00Z × 4096 + counter. A safe integer, never negative. */
export type Time = number;

/** One replica (one tab, one headless client): 8 base-62 characters, chosen at random. */
export type ActorId = string;

/** When, and by whom. No two changes have the same. */
export interface Stamp {
  readonly time: Time;
  readonly actor: ActorId;
}

/** 2020-01-01T00:00:00Z in Unix milliseconds: the zero of {@link Time}. */
export const EPOCH_MS = 1_577_836_800_000;

/** Ticks of the logical counter in one millisecond. */
export const TICKS_PER_MS = 4096;

/** Unix milliseconds of a hybrid time, rounded down. */
export const timeToUnixMs = (time: Time): number => Math.floor(time / TICKS_PER_MS) + EPOCH_MS;

/** The smallest hybrid time of a moment given in Unix milliseconds. */
export const unixMsToTime = (unixMs: number): Time => Math.max(0, Math.floor(unixMs) - EPOCH_MS) * TICKS_PER_MS;

/** Negative when `a` is earlier; time first, then actor, so any two stamps of different actors differ. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.actor < b.actor ? -1 : a.actor > b.actor ? 1 : 0;
}
