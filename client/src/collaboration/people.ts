import { type NodeId, type Presence, type PresenceClient, type Status, type Vector } from '@joinery/shared';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Somebody in this file, in one tab. */
export interface Person {
  readonly session: string;
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly status: Status;
  readonly page: NodeId | null;
  /** In page px. */
  readonly cursor: Vector | null;
  readonly selection: readonly NodeId[];
  readonly self: boolean;
}

/** `people[0]` is me. */
export type PeopleStore = StoreApi<{ readonly people: readonly Person[] }>;

/** People as they come and go; ends with the presence client. */
export function createPeopleStore(presence: PresenceClient): PeopleStore {
  const store: PeopleStore = createStore(() => ({ people: peopleOf(presence) }));
  presence.subscribe(() => store.setState({ people: peopleOf(presence) }));
  return store;
}

function peopleOf(presence: PresenceClient): readonly Person[] {
  const others = presence.others().sort((a, b) => (a.session < b.session ? -1 : 1));
  return [me(presence), ...others.map(personOf)];
}

function me(presence: PresenceClient): Person {
  const { name, color } = presence.profile.value;
  return { session: presence.session, name, color, status: 'online', ...presence.view, self: true };
}

function personOf({ session, status, profile, view }: Presence): Person {
  return {
    session,
    name: profile?.value.name ?? '',
    color: profile?.value.color ?? '#5b5bd6',
    status,
    page: view?.value.page ?? null,
    cursor: view?.value.cursor ?? null,
    selection: view?.value.selection ?? [],
    self: false,
  };
}
