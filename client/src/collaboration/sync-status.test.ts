import { type ConnectionState, initialState, transition } from '@joinery/shared';
import { describe, expect, test } from 'vitest';
import { statusOf } from './sync-status.ts';

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
    });
  });
});
