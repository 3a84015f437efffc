import {
  type ChannelEvents,
  type ConnectionEvent,
  type ConnectionState,
  Document,
  encodeDelta,
  encodeRelayMessage,
  EMPTY_VERSION,
  FORGETFUL_OUTBOX,
  initialState,
  must,
  PresenceClient,
  PROTOCOL_VERSION,
  ROOT,
  SyncClient,
  transition,
} from '@joinery/shared';
import { describe, expect, test } from 'vitest';
import { createStatusStore, statusOf, type StatusStore, type SyncStatus } from './sync-status.ts';

const live: ConnectionState = { kind: 'live' };
const lost = { type: 'lost', now: 1000, chance: 0 } as const;

describe('S7 the person always sees the truth', () => {
  test('S7 saved only when the link is live and nothing waits', () => {
    expect(statusOf(live, 0)).toEqual({ kind: 'saved' });
    expect(statusOf(live, 3)).toEqual({ kind: 'saving', pending: 3 });
  });

  test('S7 a broken link is offline since it broke, with what waits and when it is tried again', () => {
    const broken = transition(live, lost);
    expect(statusOf(broken, 2)).toEqual({ kind: 'offline', since: 1000, pending: 2, retryAt: 1500 });
  });

  test('S7 while it is tried again it is still offline, not connecting', () => {
    const retrying = transition(transition(live, lost), { type: 'wake', now: 1500 });
    expect(statusOf(retrying, 1)).toEqual({ kind: 'offline', since: 1000, pending: 1, retryAt: null });
    expect(statusOf(transition(retrying, { type: 'opened' }), 1).kind).toBe('offline');
  });

  test('S7 the first attempt of all is no outage', () => {
    expect(statusOf(transition(initialState(0), { type: 'wake', now: 0 }), 0)).toEqual({ kind: 'connecting' });
  });

  test('S7 a refusal is told in the words of the relay', () => {
    const refused = transition(live, {
      type: 'refused',
      reason: { code: 'no-such-file', message: 'there is no such file' },
    });
    expect(statusOf(refused, 0)).toEqual({
      kind: 'closed',
      code: 'no-such-file',
      reason: 'there is no such file',
      pending: 0,
    });
  });
});

const refused = { type: 'refused', reason: { code: 'forbidden', message: 'the link was revoked' } } as const;
const EVENTS: Readonly<Record<ConnectionEvent['type'], ConnectionEvent>> = {
  wake: { type: 'wake', now: 2000 },
  opened: { type: 'opened' },
  welcomed: { type: 'welcomed' },
  lost: { type: 'lost', now: 2000, chance: 0 },
  refused,
  stopped: { type: 'stopped', now: 2000 },
};

const broken = transition(live, lost);
const again = transition(broken, EVENTS.wake);
const first = transition(initialState(0), EVENTS.wake);

type Expected = Readonly<Record<ConnectionEvent['type'], SyncStatus['kind']>>;

/** What is said after each event in each state, with two edits waiting. */
const TRUTH: readonly (readonly [name: string, state: ConnectionState, said: Expected])[] = [
  [
    'before it was started',
    initialState(0),
    {
      wake: 'connecting',
      opened: 'offline',
      welcomed: 'offline',
      lost: 'offline',
      refused: 'closed',
      stopped: 'offline',
    },
  ],
  [
    'at the first attempt',
    first,
    {
      wake: 'connecting',
      opened: 'connecting',
      welcomed: 'connecting',
      lost: 'offline',
      refused: 'closed',
      stopped: 'offline',
    },
  ],
  [
    'welcomed for the first time soon',
    transition(first, EVENTS.opened),
    {
      wake: 'connecting',
      opened: 'connecting',
      welcomed: 'saving',
      lost: 'offline',
      refused: 'closed',
      stopped: 'offline',
    },
  ],
  [
    'live',
    live,
    { wake: 'saving', opened: 'saving', welcomed: 'saving', lost: 'offline', refused: 'closed', stopped: 'offline' },
  ],
  [
    'broken',
    broken,
    { wake: 'offline', opened: 'offline', welcomed: 'offline', lost: 'offline', refused: 'closed', stopped: 'offline' },
  ],
  [
    'trying again',
    again,
    { wake: 'offline', opened: 'offline', welcomed: 'offline', lost: 'offline', refused: 'closed', stopped: 'offline' },
  ],
  [
    'welcomed again soon',
    transition(again, EVENTS.opened),
    { wake: 'offline', opened: 'offline', welcomed: 'saving', lost: 'offline', refused: 'closed', stopped: 'offline' },
  ],
  [
    'closed',
    transition(live, refused),
    { wake: 'connecting', opened: 'closed', welcomed: 'closed', lost: 'closed', refused: 'closed', stopped: 'closed' },
  ],
];

describe('S7 each transition of the link is told truly', () => {
  for (const [name, state, said] of TRUTH) {
    for (const [type, event] of Object.entries(EVENTS)) {
      test(`S7 ${name}, then ${type}`, () => {
        const next = transition(state, event);
        const status = statusOf(next, 2);
        expect(status.kind).toBe(said[event.type]);
        // Never "Saved" while something waits, and nothing that waits is left unsaid.
        expect(status.kind === 'connecting' ? undefined : status.kind === 'saved' ? 0 : status.pending).not.toBe(0);
        expect(statusOf(next, 0).kind).toBe(status.kind === 'saving' ? 'saved' : status.kind);
      });
    }
  }
});

describe('S7 a person sees', () => {
  let relay: ChannelEvents;
  let sync: SyncClient;
  let document: Document;
  let status: StatusStore;

  const said = () => status.getState().status;
  const edit = (): void => void document.transact((tx) => void tx.create('page', ROOT));
  const hear = (message: Parameters<typeof encodeRelayMessage>[0]): void => relay.onFrame(encodeRelayMessage(message));
  const welcome = (): void => {
    relay.onOpen();
    const delta = encodeDelta({ version: EMPTY_VERSION, rows: [] });
    hear({ type: 'welcome', protocol: PROTOCOL_VERSION, frame: 0, unixMs: 0, heartbeatMs: 1000, delta, presence: [] });
  };
  const ackAll = (): void => hear({ type: 'ack', time: must(sync.pendingChanges().at(-1), 'a change').time });

  test('S7 edits saved, waiting while the network is gone, saved again, and refused for good', () => {
    document = new Document({ actor: 'ada00000', wall: () => 1e12 });
    sync = new SyncClient({
      document,
      session: 'session0',
      openChannel: (events) => {
        relay = events;
        return { send: () => {}, close: () => {} };
      },
      outbox: FORGETFUL_OUTBOX,
      contents: { pending: [], rejected: [] },
      timers: { now: () => 5000, after: () => () => {}, random: () => 0 },
      presence: new PresenceClient('session0', {
        person: 'person00',
        name: 'Ada',
        color: '#000000',
        choice: 'automatic',
      }),
    });
    status = createStatusStore(sync);
    sync.start();
    expect(said().kind).toBe('connecting');
    welcome();
    expect(said()).toEqual({ kind: 'saved' });
    edit();
    expect(said()).toEqual({ kind: 'saving', pending: 1 });
    ackAll();
    expect(said()).toEqual({ kind: 'saved' });
    edit();
    relay.onClose();
    expect(said()).toEqual({ kind: 'offline', since: 5000, pending: 1, retryAt: 5500 });
    edit();
    expect(said()).toMatchObject({ kind: 'offline', pending: 2 });
    sync.wake();
    expect(said()).toEqual({ kind: 'offline', since: 5000, pending: 2, retryAt: null });
    welcome();
    expect(said()).toEqual({ kind: 'saving', pending: 2 });
    hear({ type: 'goodbye', code: 'restart', message: 'the relay is being restarted' });
    expect(said()).toMatchObject({ kind: 'offline', pending: 2 });
    sync.wake();
    welcome();
    ackAll();
    expect(said()).toEqual({ kind: 'saved' });
    edit();
    hear({ type: 'goodbye', code: 'forbidden', message: 'the link was revoked' });
    expect(said()).toEqual({ kind: 'closed', code: 'forbidden', reason: 'the link was revoked', pending: 1 });
  });
});
