import { describe, expect, test } from 'vitest';
import {
  type ConnectionEvent,
  type ConnectionState,
  initialState,
  retryDelayMs,
  transition,
  TRANSITIONS,
} from './connection.ts';

const [FIRST_RETRY_MS, LAST_RETRY_MS] = [500, 15_000];

const STATES: { readonly [K in ConnectionState['kind']]: Extract<ConnectionState, { kind: K }> } = {
  offline: { kind: 'offline', since: 1, attempt: 3, retryAt: 50 },
  connecting: { kind: 'connecting', since: 1, attempt: 3 },
  syncing: { kind: 'syncing', since: 1, attempt: 3 },
  live: { kind: 'live' },
  closed: { kind: 'closed', reason: { code: 'no-such-file', message: 'gone' } },
};

const EVENTS: { readonly [T in ConnectionEvent['type']]: Extract<ConnectionEvent, { type: T }> } = {
  wake: { type: 'wake', now: 100 },
  opened: { type: 'opened' },
  welcomed: { type: 'welcomed' },
  lost: { type: 'lost', now: 100, chance: 0 },
  refused: { type: 'refused', reason: { code: 'protocol', message: 'too old' } },
  stopped: { type: 'stopped', now: 100 },
};

/** Whether the state stays the very same object, or what it becomes. */
type Expected = 'stays' | ConnectionState;
type Row = { readonly [T in ConnectionEvent['type']]: Expected };

const REFUSED: ConnectionState = { kind: 'closed', reason: { code: 'protocol', message: 'too old' } };
const RETRYING: ConnectionState = { kind: 'offline', since: 1, attempt: 4, retryAt: 100 + 2000 };
const STOPPED: ConnectionState = { kind: 'offline', since: 100, attempt: 0, retryAt: null };

/** No cell is left out: the type sees to that. */
const TABLE: { readonly [K in ConnectionState['kind']]: Row } = {
  offline: {
    wake: { kind: 'connecting', since: 1, attempt: 3 },
    opened: 'stays',
    welcomed: 'stays',
    lost: 'stays',
    refused: REFUSED,
    stopped: { kind: 'offline', since: 1, attempt: 0, retryAt: null },
  },
  connecting: {
    wake: 'stays',
    opened: { kind: 'syncing', since: 1, attempt: 3 },
    welcomed: 'stays',
    lost: RETRYING,
    refused: REFUSED,
    stopped: STOPPED,
  },
  syncing: {
    wake: 'stays',
    opened: 'stays',
    welcomed: { kind: 'live' },
    lost: RETRYING,
    refused: REFUSED,
    stopped: STOPPED,
  },
  live: {
    wake: 'stays',
    opened: 'stays',
    welcomed: 'stays',
    lost: { kind: 'offline', since: 100, attempt: 1, retryAt: 100 + FIRST_RETRY_MS },
    refused: REFUSED,
    stopped: STOPPED,
  },
  closed: {
    wake: { kind: 'connecting', since: 100, attempt: 0 },
    opened: 'stays',
    welcomed: 'stays',
    lost: 'stays',
    refused: REFUSED,
    stopped: 'stays',
  },
};

describe('S6 the connection', () => {
  const cells = Object.entries(TABLE).flatMap(([state, row]) =>
    Object.entries(row).map(([event, expected]) => ({ state, event, expected })),
  );
  test.each(cells)('S6 $state answers $event', ({ state, event, expected }) => {
    const before = STATES[state as ConnectionState['kind']];
    const after = transition(before, EVENTS[event as ConnectionEvent['type']]);
    expect(after).toEqual(expected === 'stays' ? before : expected);
    expect(after === before).toBe(expected === 'stays');
  });

  test('S6 the table has every state and every event, and no other', () => {
    expect(Object.keys(TRANSITIONS).sort()).toEqual(Object.keys(STATES).sort());
    for (const row of Object.values(TRANSITIONS)) expect(Object.keys(row).sort()).toEqual(Object.keys(EVENTS).sort());
  });

  test('S6 a fresh connection is offline and waits for a wake-up', () => {
    expect(initialState(7)).toEqual({ kind: 'offline', since: 7, attempt: 0, retryAt: null });
  });

  test('S4 retries wait 0.5 s at first, twice as long each time, 15 s at most, spread over the upper half', () => {
    for (const chance of [0, 0.5, 0.999]) {
      let before = 0;
      for (let attempt = 0; attempt < 40; attempt++) {
        const delay = retryDelayMs(attempt, chance);
        expect(delay).toBeGreaterThanOrEqual(FIRST_RETRY_MS);
        expect(delay).toBeLessThanOrEqual(LAST_RETRY_MS);
        expect(delay).toBeGreaterThanOrEqual(before);
        before = delay;
      }
      expect(before).toBeCloseTo(LAST_RETRY_MS * (0.5 + chance / 2), 6);
    }
    expect(retryDelayMs(5, 0.9)).toBeGreaterThan(retryDelayMs(5, 0.1));
  });
});
