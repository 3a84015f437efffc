import { describe, expect, it } from 'vitest';
import { statusWords } from './status-words.ts';

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
    expect(statusWords({ kind: 'closed', code: 'no-such-file', reason: 'The file was deleted.' })).toMatchObject({
      tone: 'bad',
      detail: 'The file was deleted.',
    });
  });
});
