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

/** The same over a reload of this tab, so that others do not see somebody leave and come (P4). A copied tab gets its own. */
export async function keptSessionId(): Promise<SessionId> {
  const before = kept(sessionStorage, 'joinery.session');
  if (before !== undefined && (await lease(`session/${before}`, RELOAD_WAIT_MS)) !== undefined) return before;
  const session = keep(sessionStorage, 'joinery.session', fresh());
  await lease(`session/${session}`);
  return session;
}

/** This replica's actor, and those of tabs that are gone with changes still unsent. All are leased to this tab. */
export interface Actors {
  readonly own: ActorId;
  readonly orphans: readonly ActorId[];
}

/**
 * Two live tabs never share an actor (D2). A reloaded tab goes on with its own; a tab opened anew takes over what closed ones left.
 */
export async function leaseActors(database: Database | undefined, file: string): Promise<Actors> {
  const key = `joinery.actor.${file}`;
  const before = kept(sessionStorage, key);
  const leased: ActorId[] = [];
  if (before !== undefined && (await lease(`actor/${file}/${before}`, RELOAD_WAIT_MS)) !== undefined)
    leased.push(before);
  for (const actor of database === undefined ? [] : await actorsWithChanges(database, file)) {
    if (actor !== before && (await lease(`actor/${file}/${actor}`)) !== undefined) leased.push(actor);
  }
  const own = leased[0] ?? fresh();
  if (leased.length === 0) await lease(`actor/${file}/${own}`);
  keep(sessionStorage, key, own);
  return { own, orphans: leased.slice(1) };
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
