/**
 * Who is here and what they are doing (P1–P3). Apart from the document, never journalled, gone with the session's lease.
 * Status is a register that relays write; profile, view and attention are single-writer values of the session, newest counter wins.
 */
import type { NodeId } from '../document/node-id.ts';
import type { Box } from '../geometry/box.ts';
import {
  EMPTY_REGISTER,
  mergeRegisters,
  type PresenceRegister,
  projectStatus,
  sameRegister,
  type Status,
  STATUSES,
} from './presence-register.ts';

/** One tab or headless client: 8 base-62 characters. */
export type SessionId = string;
/** One person, in however many tabs: 8 base-62 characters, kept by the browser. */
export type PersonId = string;

/** What a person chose to be seen as, over what their activity says (P2). */
export type Choice = 'automatic' | 'away' | 'dnd' | 'invisible';

/** Who somebody is to the others. */
export interface Profile {
  readonly person: PersonId;
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly choice: Choice;
}

/** What a session looks at. Coordinates in page px. */
export interface View {
  readonly page: NodeId | null;
  readonly cursor: { readonly x: number; readonly y: number } | null;
  readonly selection: readonly NodeId[];
}

/** What a session attends to: what part of its page it sees, whom it follows, and what it asks and says. */
export interface Attention {
  /** In page px; null while it is not shown to others. */
  readonly viewport: Box | null;
  /** Whom it follows, as it was chosen: they may follow somebody else themselves. */
  readonly following: SessionId | null;
  /** It asks everybody to follow it. */
  readonly spotlight: boolean;
  /** What it says at its cursor; empty for nothing. */
  readonly chat: string;
}

/**
 * Where a session writes, in the one text that it has selected: the ends of what is chosen there, in UTF-16 units. They are the same
 * where nothing is; the caret stands at `focus`.
 */
export interface Caret {
  readonly anchor: number;
  readonly focus: number;
}

/** Says nothing, asks nothing, shows nothing. */
export const NO_ATTENTION: Attention = { viewport: null, following: null, spotlight: false, chat: '' };

/** News of one session: the parts that changed, each complete. */
export interface PresenceUpdate {
  readonly session: SessionId;
  readonly status?: PresenceRegister;
  readonly profile?: Counted<Profile>;
  readonly view?: Counted<View>;
  readonly attention?: Counted<Attention>;
  /** null: it writes nowhere. */
  readonly caret?: Counted<Caret | null>;
}

/** A value with its session's count of changes to it. */
export interface Counted<T> {
  readonly counter: number;
  readonly value: T;
}

/** What is known of a session. */
export interface Presence {
  readonly session: SessionId;
  readonly register: PresenceRegister;
  readonly status: Status;
  readonly profile: Counted<Profile> | undefined;
  readonly view: Counted<View> | undefined;
  readonly attention: Counted<Attention> | undefined;
  readonly caret: Counted<Caret | null> | undefined;
}

/** What one replica knows of all sessions. Merging the same news again, or older ones, changes nothing. */
export class PresenceMap {
  readonly #sessions = new Map<SessionId, Presence>();

  get(session: SessionId): Presence | undefined {
    return this.#sessions.get(session);
  }

  /** All sessions that are known, offline ones too until they are {@link remove}d. */
  all(): IterableIterator<Presence> {
    return this.#sessions.values();
  }

  /** Takes in news in any order, however often. @returns whether anything was new */
  merge(update: PresenceUpdate): boolean {
    const old = this.#sessions.get(update.session);
    const register =
      update.status === undefined
        ? (old?.register ?? EMPTY_REGISTER)
        : mergeRegisters(old?.register ?? EMPTY_REGISTER, update.status);
    const next: Presence = {
      session: update.session,
      register,
      status: projectStatus(register),
      profile: newer(old?.profile, update.profile),
      view: newer(old?.view, update.view),
      attention: newer(old?.attention, update.attention),
      caret: newer(old?.caret, update.caret),
    };
    const changed =
      old === undefined ||
      next.profile !== old.profile ||
      next.view !== old.view ||
      next.attention !== old.attention ||
      next.caret !== old.caret ||
      !sameRegister(old.register, register);
    if (changed) this.#sessions.set(update.session, next);
    return changed;
  }

  remove(session: SessionId): void {
    this.#sessions.delete(session);
  }

  /** Everything, as one update a session: what somebody who joins is told. */
  updates(): PresenceUpdate[] {
    return [...this.#sessions.values()].map(({ session, register, profile, view, attention, caret }) => ({
      session,
      status: register,
      ...(profile && { profile }),
      ...(view && { view }),
      ...(attention && { attention }),
      ...(caret && { caret }),
    }));
  }

  /** A person as the join of their sessions under their own choice (P2). */
  personStatus(person: PersonId): Status {
    return this.personStatuses().get(person) ?? 'offline';
  }

  /** {@link personStatus} of everybody who has a session here. */
  personStatuses(): ReadonlyMap<PersonId, Status> {
    const people = new Map<PersonId, { highest: Status; latest: Presence }>();
    for (const presence of this.#sessions.values()) {
      const person = presence.profile?.value.person;
      if (person === undefined || presence.status === 'offline') continue;
      const known = people.get(person);
      if (known === undefined) people.set(person, { highest: presence.status, latest: presence });
      else {
        if (STATUSES.indexOf(presence.status) > STATUSES.indexOf(known.highest)) known.highest = presence.status;
        if (choseLater(presence, known.latest)) known.latest = presence;
      }
    }
    return new Map([...people].map(([person, { highest, latest }]) => [person, chosen(highest, latest)]));
  }
}

function chosen(active: Status, { profile }: Presence): Status {
  const choice = profile?.value.choice ?? 'automatic';
  if (choice === 'automatic') return active;
  return choice === 'invisible' ? 'offline' : choice;
}

/** By the count of changes; where two tabs count the same, everybody must still read the same one. */
function choseLater(a: Presence, b: Presence): boolean {
  const [mine, other] = [a.profile?.counter ?? 0, b.profile?.counter ?? 0];
  return mine !== other ? mine > other : a.session > b.session;
}

/** Of two values of a session, the one that was counted later. */
export function newer<T>(a: Counted<T> | undefined, b: Counted<T> | undefined): Counted<T> | undefined {
  if (a === undefined || b === undefined) return b ?? a;
  return b.counter > a.counter ? b : a;
}
