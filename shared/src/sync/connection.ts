/**
 * The life of a replica's connection (S6), as a total table: every state answers every event.
 *
 *     offline ──wake──► connecting ──opened──► syncing ──welcomed──► live
 *        ▲                  │                     │                   │
 *        └──────lost────────┴────────lost─────────┴───────lost────────┘      any ──refused──► closed ──wake──► connecting
 *
 * Pure: effects (opening links, timers) belong to the sync client, which acts on the state it finds itself in.
 */

/** Why the relay will not have this replica, until somebody asks again. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What the link to the relay is doing (S6). */
export type ConnectionState =
  /** No link. `since` and `retryAt` in Unix milliseconds; `retryAt` is null where only a wake-up helps. */
  | { readonly kind: 'offline'; readonly since: number; readonly attempt: number; readonly retryAt: number | null }
  | { readonly kind: 'connecting'; readonly since: number; readonly attempt: number }
  /** The link is open and the hello sent; what was missed is on its way. */
  | { readonly kind: 'syncing'; readonly since: number; readonly attempt: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'closed'; readonly reason: Refusal };

/** What can happen to it. */
export type ConnectionEvent =
  /** Try now: started, the retry is due, the browser is online again, the tab is visible again. */
  | { readonly type: 'wake'; readonly now: number }
  | { readonly type: 'opened' }
  | { readonly type: 'welcomed' }
  /** The link broke, or went silent. `chance` in [0, 1) spreads the retries of many clients. */
  | { readonly type: 'lost'; readonly now: number; readonly chance: number }
  | { readonly type: 'refused'; readonly reason: Refusal }
  /** The owner ended it. */
  | { readonly type: 'stopped'; readonly now: number };

const FIRST_RETRY_MS = 500;
/** The longest wait between two attempts. */
export const LAST_RETRY_MS = 15_000;

/** Doubles from 0.5 s to 15 s; between half of it and all of it. */
export function retryDelayMs(attempt: number, chance: number): number {
  const full = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
  return Math.max(FIRST_RETRY_MS, full * (0.5 + chance / 2));
}

/** Offline, and not trying. @param now Unix milliseconds */
export const initialState = (now: number): ConnectionState => ({
  kind: 'offline',
  since: now,
  attempt: 0,
  retryAt: null,
});

type StateOf<K extends ConnectionState['kind']> = Extract<ConnectionState, { kind: K }>;
type EventOf<T extends ConnectionEvent['type']> = Extract<ConnectionEvent, { type: T }>;

/** State → event → what it becomes. Total: none is missing. */
export type TransitionTable = {
  readonly [K in ConnectionState['kind']]: {
    readonly [T in ConnectionEvent['type']]: (state: StateOf<K>, event: EventOf<T>) => ConnectionState;
  };
};

/** This event means nothing in this state, on purpose: a late echo of a link that is gone, or a second wake-up. */
const stay = <S extends ConnectionState>(state: S): S => state;

const refuse = (_: ConnectionState, { reason }: EventOf<'refused'>): ConnectionState => ({ kind: 'closed', reason });

const stop = (_: ConnectionState, { now }: EventOf<'stopped'>): ConnectionState => initialState(now);

const retry = (
  state: { readonly since: number; readonly attempt: number },
  { now, chance }: EventOf<'lost'>,
): ConnectionState => ({
  kind: 'offline',
  since: state.since,
  attempt: state.attempt + 1,
  retryAt: now + retryDelayMs(state.attempt, chance),
});

/** The table itself; {@link transition} reads it. */
export const TRANSITIONS: TransitionTable = {
  offline: {
    wake: ({ since, attempt }) => ({ kind: 'connecting', since, attempt }),
    opened: stay,
    welcomed: stay,
    lost: stay,
    refused: refuse,
    stopped: ({ since }) => initialState(since),
  },
  connecting: {
    wake: stay,
    opened: ({ since, attempt }) => ({ kind: 'syncing', since, attempt }),
    welcomed: stay,
    lost: retry,
    refused: refuse,
    stopped: stop,
  },
  syncing: {
    wake: stay,
    opened: stay,
    welcomed: () => ({ kind: 'live' }),
    lost: retry,
    refused: refuse,
    stopped: stop,
  },
  live: {
    wake: stay,
    opened: stay,
    welcomed: stay,
    lost: (_, event) => retry({ since: event.now, attempt: 0 }, event),
    refused: refuse,
    stopped: stop,
  },
  closed: {
    wake: (_, { now }) => ({ kind: 'connecting', since: now, attempt: 0 }),
    opened: stay,
    welcomed: stay,
    lost: stay,
    refused: refuse,
    stopped: stay,
  },
};

/** What a state becomes by an event. Pure. */
export function transition(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  const cell = TRANSITIONS[state.kind][event.type] as (
    state: ConnectionState,
    event: ConnectionEvent,
  ) => ConnectionState;
  return cell(state, event);
}
