import { PresenceClient, writeStatus, EMPTY_REGISTER } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import type { AuthorRecord } from '../authors-api.ts';
import { Authors, NOBODY } from './authors.ts';

const ADA: AuthorRecord = { actor: 'ada00000', person: 'adaadaad', name: 'Ada', color: '#112233' };
const ME = { person: 'benbenbe', name: 'Ben', color: '#445566', choice: 'automatic' } as const;

function setUp(relay: { records: AuthorRecord[]; down?: boolean }) {
  const presence = new PresenceClient('session0', ME);
  const asked: string[][] = [];
  const ask = async (actors: readonly string[]): Promise<readonly AuthorRecord[]> => {
    asked.push([...actors]);
    if (relay.down === true) throw new Error('unreachable');
    return relay.records.filter(({ actor }) => actors.includes(actor));
  };
  return { authors: new Authors({ actor: 'ben00000', presence, ask, most: 2 }), presence, asked };
}

describe('authors', () => {
  it('are asked for once, many at a time, and are somebody until it is known', async () => {
    const { authors, asked } = setUp({ records: [ADA] });
    let told = 0;
    authors.subscribe(() => (told += 1));
    expect([authors.of('ada00000'), authors.of('nobody00'), authors.of('nobody01')]).toEqual([NOBODY, NOBODY, NOBODY]);
    expect(await authors.known('ada00000')).toMatchObject({ name: 'Ada', color: '#112233', self: false });
    await authors.known('nobody01');
    expect(authors.of('nobody00')).toBe(NOBODY);
    expect(asked).toEqual([['ada00000', 'nobody00'], ['nobody01']]);
    expect([told, authors.of('ada00000') === authors.of('ada00000')]).toEqual([2, true]);
  });

  it('are I myself in this tab and in my others, without asking about this one', async () => {
    const { authors, asked } = setUp({ records: [{ ...ADA, person: ME.person, name: 'Benny' }] });
    expect(authors.of('ben00000')).toMatchObject({ name: 'Ben', self: true });
    expect(asked).toEqual([]);
    expect(await authors.known('ada00000')).toMatchObject({ name: 'Ben', self: true });
  });

  it('are called what they are called now, as long as they are here', async () => {
    const { authors, presence } = setUp({ records: [ADA] });
    await authors.known('ada00000');
    const status = writeStatus(EMPTY_REGISTER, { writer: 'relay000', status: 'online', at: 1 });
    const value = { person: ADA.person, name: 'Countess', color: '#ff0000', choice: 'automatic' } as const;
    presence.merge([{ session: 'session1', status, profile: { counter: 1, value } }]);
    expect(authors.of('ada00000')).toMatchObject({ name: 'Countess', color: '#ff0000' });
  });

  it('who could not be asked about are asked for when the relay is back', async () => {
    const relay = { records: [ADA], down: true };
    const { authors } = setUp(relay);
    expect(await authors.known('ada00000')).toBe(NOBODY);
    relay.down = false;
    authors.retry();
    expect(await authors.known('ada00000')).toMatchObject({ name: 'Ada' });
  });
});
