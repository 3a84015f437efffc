import { describe, expect, it } from 'vitest';
import { timeAgo } from './time-ago.ts';

const NOW = Date.UTC(2026, 5, 15, 12);
const MINUTE = 60_000;

describe('time ago', () => {
  it.each([
    [0, 'just now'],
    [-5 * MINUTE, 'just now'],
    [59_999, 'just now'],
    [5 * MINUTE, '5 min ago'],
    [59.9 * MINUTE, '59 min ago'],
    [60 * MINUTE, '1 h ago'],
    [25 * 60 * MINUTE, 'yesterday'],
    [72 * 60 * MINUTE, '3 days ago'],
    [20 * 24 * 60 * MINUTE, 'May 26'],
    [300 * 24 * 60 * MINUTE, 'Aug 19, 2025'],
  ])('%d ms is %s', (ago, said) => {
    expect(timeAgo(NOW - ago, NOW)).toBe(said);
  });
});
