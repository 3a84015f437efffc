/** How a connection comes into a file, and is sent out of it again. */
import type { Role } from '@joinery/shared';

/** Somebody may be in a file. */
export interface Pass {
  readonly role: Role;
  /** They have left by themselves: nothing is told any more. */
  readonly leave: () => void;
}

/**
 * Asks for a pass into one file for one visitor.
 * @param onEnd the pass is no longer good, with the reason as a phrase; called at most once, and never after `leave`
 * @returns undefined when they may not come in
 */
export type Door = (onEnd: (reason: string) => void) => Promise<Pass | undefined>;

/** Lets everybody in as the owner. */
export const OPEN_DOOR: Door = () => Promise.resolve({ role: 'owner', leave: () => undefined });
