import { describe, expect, it } from 'vitest';
import { retryWords, statusWords } from './status-words.ts';

describe('words about the edits', () => {
  it('S7 say saved only when nothing waits', () => {
    expect(statusWords({ kind: 'saved' }).text).toBe('Saved');
    expect(statusWords({ kind: 'saving', pending: 3 }).text).toBe('Saving…');
  });

  it('S7 count what waits while offline', () => {
    const offline = (pending: number) => statusWords({ kind: 'offline', since: 0, pending, retryAt: null }).text;
    expect(offline(0)).toBe('Offline');
    expect(offline(1)).toBe('Offline, 1 edit waiting');
    expect(offline(12)).toBe('Offline, 12 edits waiting');
  });

  it('S7 give the reason of a closed link', () => {
    const closed = { kind: 'closed', code: 'no-such-file', reason: 'The file was deleted.' } as const;
    expect(statusWords({ ...closed, pending: 2 }).text).toBe('Not connected, 2 edits unsent');
    expect(statusWords({ ...closed, pending: 0 })).toMatchObject({
      text: 'Not connected',
      tone: 'bad',
      detail: 'The file was deleted.',
    });
  });

  it('S7 say since when there is no connection, and count down to the next attempt where that is worth it', () => {
    const status = { kind: 'offline', since: 0, pending: 3, retryAt: 20_000 } as const;
    expect(statusWords(status).detail).toMatch(/^Since .+ 3 edits kept in this browser/);
    expect(retryWords(status, 12_100)).toBe('again in 8 s');
    expect(retryWords(status, 19_000)).toBeUndefined();
    expect(retryWords({ ...status, retryAt: null }, 0)).toBeUndefined();
    expect(retryWords({ kind: 'saved' }, 0)).toBeUndefined();
  });
});
