/** Where the relay's parts say what they did, to be counted (R9). Costs next to nothing where nobody counts; called on every hot path. */
import type { GoodbyeCode, RejectCode } from '@joinery/shared';

/** How consistent an operation is: see consistency.ts. */
export type ConsistencyLevel = 'eventual' | 'session' | 'bounded' | 'strong';

/** Lengths in bytes, times in ms. */
export interface Meter {
  /** A change was taken in. @param lost assignments of it that met a later write of the same register */
  admitted(assignments: number, lost: number): void;
  /** A change was refused. */
  refused(code: RejectCode): void;
  /** A room's changes are durable. @param sinceMs the first of them was taken in */
  saved(changes: number, sinceMs: number): void;
  /** A client has taken in what was admitted that long ago; the way of its receipt is in it. */
  converged(ms: number): void;
  /** One transaction of the store. */
  committed(records: number, bytes: number, ms: number): void;
  commitFailed(): void;
  /** News of who is here. */
  presence(): void;
  received(bytes: number): void;
  sent(bytes: number): void;
  /** @param code `dropped` where there was no goodbye */
  closed(code: GoodbyeCode | 'dropped'): void;
  /** A request over HTTP was answered. */
  answered(level: ConsistencyLevel, status: number, ms: number): void;
}

function ignore(): void {}

export const NO_METER: Meter = {
  admitted: ignore,
  refused: ignore,
  saved: ignore,
  converged: ignore,
  committed: ignore,
  commitFailed: ignore,
  presence: ignore,
  received: ignore,
  sent: ignore,
  closed: ignore,
  answered: ignore,
};
