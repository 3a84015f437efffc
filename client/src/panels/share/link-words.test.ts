import { describe, expect, it } from 'vitest';
import type { FileLink } from '../../links-api.ts';
import { aboutLink } from './link-words.ts';

const NOW = Date.UTC(2026, 5, 15, 12);
const HOUR = 3_600_000;
const link = (part: Partial<FileLink>): FileLink => ({
  id: 'a',
  role: 'viewer',
  createdAt: 0,
  expiresAt: null,
  state: 'active',
  people: 0,
  ...part,
});

describe('about a link', () => {
  it.each<[Partial<FileLink>, string]>([
    [{}, 'Until it is removed'],
    [{ people: 2 }, 'Until it is removed · 2 here now'],
    [{ expiresAt: NOW + 7 * 24 * HOUR }, '7 days left'],
    [{ expiresAt: NOW + 24 * HOUR - 1000 }, '24 hours left'],
    [{ expiresAt: NOW + 65_000, people: 1 }, '1 minute left · 1 here now'],
    [{ expiresAt: NOW + 5000 }, 'Less than a minute left'],
    [{ expiresAt: NOW - 5000, state: 'expired' }, 'Has expired'],
  ])('%j is said as “%s”', (part, said) => {
    expect(aboutLink(link(part), NOW)).toBe(said);
  });
});
