/**
 * While everybody is online, edits meet before everybody's eyes, and the later one stands. Who sees a value change under their hand
 * wants to know by whom: this tells of each register that I and somebody else have changed within two seconds of each other.
 */
import type { ActorId, Change, Document, NodeId, Timers } from '@joinery/shared';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface LiveMeeting {
  readonly id: number;
  readonly node: NodeId;
  readonly property: string;
  /** Whom I met. */
  readonly actor: ActorId;
}

export type LiveMeetings = StoreApi<{ readonly meetings: readonly LiveMeeting[] }>;

/** Two changes meet when they are no further apart, in ms. */
const WITHIN_MS = 2000;
/** How long a meeting is told of, in ms. */
const SHOWN_MS = 1600;
/** A change of more registers than this is a paste or an import: nobody meets anybody in it. */
const MOST_REGISTERS = 200;

interface Recent {
  mineAt: number;
  theirsAt: number;
  actor: ActorId;
}

/** Ends with the document. */
export function watchMeetings(document: Document, timers: Timers): LiveMeetings {
  const store: LiveMeetings = createStore(() => ({ meetings: [] }));
  /** By register, the latest last. */
  const recent = new Map<string, Recent>();
  let count = 0;
  const tell = (node: NodeId, property: string, actor: ActorId): void => {
    const same = (met: LiveMeeting): boolean => met.node === node && met.property === property;
    const { meetings } = store.getState();
    if (meetings.some((met) => same(met) && met.actor === actor)) return;
    const meeting = { id: (count += 1), node, property, actor };
    store.setState({ meetings: [...meetings.filter((met) => !same(met)), meeting] });
    timers.after(SHOWN_MS, () =>
      store.setState((now) => ({ meetings: now.meetings.filter(({ id }) => id !== meeting.id) })),
    );
  };
  const note = ({ actor, assignments }: Change): void => {
    const now = timers.now();
    for (const [node, property] of assignments) {
      const key = `${node} ${property}`;
      const { mineAt, theirsAt, ...before } = recent.get(key) ?? { mineAt: -Infinity, theirsAt: -Infinity, actor };
      const mine = actor === document.actor;
      const met = now - (mine ? theirsAt : mineAt) <= WITHIN_MS;
      recent.delete(key);
      recent.set(key, mine ? { ...before, mineAt: now, theirsAt } : { actor, mineAt, theirsAt: now });
      if (met) tell(node, property, mine ? before.actor : actor);
    }
    forgetOld(recent, now - WITHIN_MS);
  };
  document.subscribe(({ change, origin }) => {
    if (change === undefined || origin === 'load' || change.assignments.length > MOST_REGISTERS) return;
    note(change);
  });
  return store;
}

function forgetOld(recent: Map<string, Recent>, before: number): void {
  for (const [key, { mineAt, theirsAt }] of recent) {
    if (Math.max(mineAt, theirsAt) >= before) return;
    recent.delete(key);
  }
}
