import type { Conflict } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { conflictCount, conflictWords } from './conflict-words.ts';

const side = (time: number, actor: string): Conflict['mine'] => ({ value: 1, stamp: { time, actor } });

const told = (about: Partial<Parameters<typeof conflictWords>[0]>) =>
  conflictWords(
    {
      resolution: 'by-stamp',
      stands: 'theirs',
      strategy: 'last-write-wins',
      mine: side(1, 'mine0000'),
      theirs: side(2, 'theirs00'),
      ...about,
    },
    'Ada',
  );

describe('S8, D11 the words of a conflict', () => {
  it('S8, D11 say which one stands, and that it does because it is later', () => {
    expect(told({})).toEqual({ text: 'Ada wrote later, so theirs stands.', tone: 'calm' });
    expect(told({ stands: 'mine', mine: side(3, 'mine0000') }).text).toBe('Yours is later, so it stands.');
    expect(told({ stands: 'neither' }).text).toBe('It was changed again since.');
  });

  it('S8, D11 ask where the strategy leaves it open, and only there', () => {
    expect(told({ resolution: 'open', strategy: 'ask' })).toMatchObject({
      text: 'Ada wrote later, so theirs stands. Which one shall stay?',
      tone: 'ask',
    });
    expect(told({ resolution: 'open', strategy: 'multi-value', stands: 'both' }).text).toBe(
      'Both stand side by side. Choose one of them.',
    );
    expect(told({ resolution: 'merged', strategy: 'semantic-merge', stands: 'both' }).tone).toBe('calm');
  });

  it('S8, D11 say what was chosen, and when that is not what stands any more', () => {
    expect(told({ resolution: 'took-theirs' })).toEqual({ text: 'You took Ada’s.', tone: 'done' });
    expect(told({ resolution: 'kept-mine', stands: 'neither' }).text).toContain('changed again since');
    expect([conflictCount(1), conflictCount(3)]).toEqual(['1 conflict', '3 conflicts']);
  });
});
