/** Ids of this person, this tab and this replica, kept where each should last: browser, tab, and file in this tab. */
import { type ActorId, isActorId, type PersonId, randomActorId, type SessionId } from '@joinery/shared';
import { secureRandom } from './browser-timers.ts';
import { actorsWithChanges } from './indexed-db-outbox.ts';
import type { Database } from './database.ts';
import { lease } from './lease.ts';

/** A reload finds the locks of the page before it for a moment: how long to wait for them, in ms. */
const RELOAD_WAIT_MS = 600;

/** The same in all tabs of this browser. */
export const keptPersonId = (): PersonId =>
  kept(localStorage, 'joinery.person') ?? keep(localStorage, 'joinery.person', fresh());

/** Shows the relay that a link is this tab's, over reloads too. Without storage it lasts as long as the page. */
export function keptProof(): string {
  try {
    const before = sessionStorage.getItem('joinery.proof');
    if (before !== null && /^[0-9a-f]{32}$/.test(before)) return before;
    const proof = freshProof();
    sessionStorage.setItem('joinery.proof', proof);
    return proof;
  } catch {
    return freshProof();
  }
}

export const freshProof = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

let session: Promise<SessionId> | undefined;

/** The same over a reload of this tab, so that others do not see somebody leave and come (P4). A copied tab gets its own. */
export const keptSessionId = (): Promise<SessionId> => (session ??= leaseSession());

async function leaseSession(): Promise<SessionId> {
  const before = kept(sessionStorage, 'joinery.session');
  if (before !== undefined && (await lease(`session/${before}`, RELOAD_WAIT_MS)) !== undefined) return before;
  const own = keep(sessionStorage, 'joinery.session', fresh());
  await lease(`session/${own}`);
  return own;
}

/** This replica's actor, and those of tabs that are gone with changes still unsent. All are leased to this tab. */
export interface Actors {
  readonly own: ActorId;
  readonly orphans: readonly ActorId[];
  /** Gives them back: the file was closed. */
  release(): void;
}

/**
 * Two live tabs never share an actor (D2). A reloaded tab goes on with its own while anything of it is kept, which proves that its
 * clock goes on from there: stamps of an actor that came back with an earlier clock would be taken for sent ones. A tab opened
 * anew takes over what closed ones left.
 */
export async function leaseActors(database: Database | undefined, file: string): Promise<Actors> {
  const key = `joinery.actor.${file}`;
  const before = kept(sessionStorage, key);
  const left = database === undefined ? [] : await actorsWithChanges(database, file);
  const leased = new Map<ActorId, () => void>();
  const take = async (actor: ActorId, waitMs: number): Promise<void> => {
    const release = await lease(`actor/${file}/${actor}`, waitMs);
    if (release !== undefined) leased.set(actor, release);
  };
  if (before !== undefined && left.includes(before)) await take(before, RELOAD_WAIT_MS);
  for (const actor of left) if (actor !== before) await take(actor, 0);
  if (leased.size === 0) await take(fresh(), 0);
  // Without locks nothing is leased: a fresh actor is this tab's alone all the same.
  const [own = fresh(), ...orphans] = leased.keys();
  keep(sessionStorage, key, own);
  return {
    own,
    orphans,
    release: () => {
      for (const release of leased.values()) release();
    },
  };
}

const fresh = (): ActorId => randomActorId(secureRandom);

function kept(storage: Storage, key: string): string | undefined {
  try {
    const id = storage.getItem(key);
    return id !== null && isActorId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

function keep(storage: Storage, key: string, id: string): string {
  try {
    storage.setItem(key, id);
  } catch {
    // Storage may be closed: the id then lasts as long as the page.
  }
  return id;
}
