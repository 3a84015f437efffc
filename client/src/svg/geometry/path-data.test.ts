import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatPath, parsePath, type Segment } from './path-data.ts';

describe('reading path data', { timeout: 30_000 }, () => {
  it.each<[string, string]>([
    ['M1 2h3v4H5V6z', 'M1 2L4 2 4 6 5 6 5 6Z'],
    ['m1,2 3,4-5-6', 'M1 2L4 6 -1 0'],
    ['M0 0c1 0 2 1 2 2s1 2 2 2', 'M0 0C1 0 2 1 2 2 2 3 3 4 4 4'],
    ['M0 0S1 1 2 0', 'M0 0C0 0 1 1 2 0'],
    ['M0 0q1 2 2 0t2 0T8 0', 'M0 0Q1 2 2 0 3 -2 4 0 5 2 8 0'],
    ['M0 0a1 1 0 00.5.5', 'M0 0A1 1 0 0 0 0.5 0.5'],
    ['M0 0A25 25-30 0110 10', 'M0 0A25 25 -30 0 1 10 10'],
    ['M.5.5 1e1-.5E0', 'M0.5 0.5L10 -0.5'],
    ['M1 1l1 1zl2 0', 'M1 1L2 2ZL3 1'],
  ])('resolves %s', (text, expected) => {
    expect(formatPath(parsePath(text), 4)).toBe(expected);
  });

  it.each<[string, string]>([
    ['M0 0L1 1L2', 'M0 0L1 1'],
    ['M0 0L1 1 2', 'M0 0L1 1'],
    ['M0 0 L 1 1 x 2 2', 'M0 0L1 1'],
    ['M0 0L1 1a1 1 0 2 0 3 3', 'M0 0L1 1'],
    ['M0 0L1e999 1', ''],
    ['L1 1', ''],
    ['M1 1', ''],
    ['M0 0L1 1M9 9', 'M0 0L1 1'],
    ['', ''],
  ])('keeps what stands before the first mistake in %j', (text, expected) => {
    expect(formatPath(parsePath(text), 4)).toBe(expected);
  });

  it('draws an arc without radius as a line, and none between equal points', () => {
    expect(parsePath('M0 0A0 5 0 0 1 3 3A2 2 0 1 1 3 3')).toEqual([
      ['M', 0, 0],
      ['L', 3, 3],
    ]);
  });

  it('takes linear time: a megabyte of points is read at once', () => {
    const text = `M0 0${' 1 2'.repeat(250_000)}`;
    const start = performance.now();
    expect(parsePath(text)).toHaveLength(250_001);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  const number = fc.integer({ min: -99_999, max: 99_999 }).map((value) => value / 100);
  const flag = fc.constantFrom<0 | 1>(0, 1);
  const segment = fc.oneof(
    fc.tuple(fc.constant('L' as const), number, number),
    fc.tuple(fc.constant('Q' as const), number, number, number, number),
    fc.tuple(fc.constant('C' as const), number, number, number, number, number, number),
    fc.tuple(
      fc.constant('A' as const),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      number,
      flag,
      flag,
      number,
      number,
    ),
  );
  property.prop([fc.array(segment, { minLength: 1 })])('reads back what it writes', (segments) => {
    const all: Segment[] = [['M', 1, 2], ...segments, ['Z']];
    const ends = all.map((each) => each.slice(-2).join());
    // Arcs between equal points are dropped by design.
    fc.pre(ends.every((end, index) => index === 0 || end !== ends[index - 1]));
    expect(parsePath(formatPath(all, 2))).toEqual(all);
  });

  property.prop([fc.string()])('never throws', (text) => {
    expect(() => parsePath(`M0 0${text}`)).not.toThrow();
  });
});
