import type { ActorId, SessionId } from '@joinery/shared';
import type { KeptByBrowser, Tab } from './tab.ts';
import type { Wire } from './wire.ts';

/** A person at a computer, through all the tabs that they open one after the other. */
export interface Seat {
  readonly session: SessionId;
  /** Kept over a reload while anything of it is kept; else a new one, since nothing says where its clock was. */
  actor: ActorId;
  readonly kept: KeptByBrowser;
  readonly wires: Wire[];
  /** The latest link of which nothing can come any more. */
  lastDead: Wire | undefined;
  /** How wrong the computer's clock is, and what the relay's word has put right of it. */
  faultMs: number;
  correctionMs: number;
  /** Nothing reaches the tab. */
  away: boolean;
  tab: Tab;
}
