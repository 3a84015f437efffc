import {
  type Box,
  type Caret,
  NO_ATTENTION,
  type NodeId,
  type PersonId,
  type Presence,
  type PresenceClient,
  type SessionId,
  type Status,
  type Vector,
} from '@joinery/shared';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Somebody in this file, in one tab. */
export interface Person {
  readonly session: SessionId;
  /** The same in all their tabs. */
  readonly person: PersonId;
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** Over all their tabs, and as they chose (P2). */
  readonly status: Status;
  /** This tab is seen by them, and they do something (P5). */
  readonly active: boolean;
  readonly page: NodeId | null;
  /** In page px. */
  readonly cursor: Vector | null;
  readonly selection: readonly NodeId[];
  /** Where they write, in the one text that they have selected. */
  readonly caret: Caret | null;
  /** What they see of their page, in page px; null while they draw unwatched. */
  readonly viewport: Box | null;
  /** Whom they chose to follow. */
  readonly following: SessionId | null;
  readonly spotlight: boolean;
  /** What they say at their cursor; empty for nothing. */
  readonly chat: string;
  readonly self: boolean;
}

/** `people[0]` is me. Who is invisible is not among the others. */
export type PeopleStore = StoreApi<{ readonly people: readonly Person[] }>;

/** People as they come and go; ends with the presence client. */
export function createPeopleStore(presence: PresenceClient): PeopleStore {
  const store: PeopleStore = createStore(() => ({ people: peopleOf(presence) }));
  presence.subscribe(() => store.setState({ people: peopleOf(presence) }));
  return store;
}

function peopleOf(presence: PresenceClient): readonly Person[] {
  const statuses = presence.personStatuses();
  const silenced = presence.profile.value.choice === 'dnd';
  const others = presence
    .others()
    .map((other) => personOf(other, statuses))
    .filter(({ status }) => status !== 'offline')
    .sort((a, b) => (a.session < b.session ? -1 : 1));
  return [me(presence), ...(silenced ? others.map(quiet) : others)];
}

/** Who does not want to be disturbed is neither asked nor spoken to. */
const quiet = (person: Person): Person => ({ ...person, spotlight: false, chat: '' });

const STATUS_OF = { automatic: 'online', away: 'away', dnd: 'dnd', invisible: 'offline' } as const;

function me(presence: PresenceClient): Person {
  const { person, name, color, choice } = presence.profile.value;
  const { session, view, attention, caret } = presence;
  return {
    session,
    person,
    name,
    color,
    status: STATUS_OF[choice],
    active: true,
    ...view,
    ...attention,
    caret,
    self: true,
  };
}

function personOf(
  { session, status, profile, view, attention, caret }: Presence,
  statuses: ReadonlyMap<PersonId, Status>,
): Person {
  const person = profile?.value.person ?? '';
  return {
    session,
    person,
    name: profile?.value.name ?? '',
    color: profile?.value.color ?? '#5b5bd6',
    status: statuses.get(person) ?? 'offline',
    active: status === 'online',
    page: view?.value.page ?? null,
    cursor: view?.value.cursor ?? null,
    selection: view?.value.selection ?? [],
    ...(attention?.value ?? NO_ATTENTION),
    caret: caret?.value ?? null,
    self: false,
  };
}

/** What somebody is called where no name is known. */
export const nameOf = ({ name }: Pick<Person, 'name'>): string => name || 'Somebody';
