import { expect, test } from 'vitest';
import { steadyClock } from './steady-clock.ts';

test('goes with the system’s clock, over a jump forward too, and goes on evenly when that is put back', () => {
  let [wall, elapsed] = [1_000_000, 5];
  const now = steadyClock(
    () => wall,
    () => elapsed,
  );
  const after = (ms: number, jump = 0): number => {
    elapsed += ms;
    wall += ms + jump;
    return now();
  };
  expect(after(10)).toBe(1_000_010);
  expect(after(10, -3_600_000)).toBe(1_000_020);
  expect(after(500)).toBe(1_000_520);
  expect(after(10, 3_600_000)).toBe(1_000_530);
  expect(after(10, 3_600_000)).toBe(4_600_540);
  expect(after(10, -3_600_000)).toBe(4_600_550);
});
