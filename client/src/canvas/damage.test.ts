import { type Box, box } from '@joinery/shared';
import { expect, test } from 'vitest';
import { Damage } from './damage.ts';

const WHOLE = box(0, 0, 1000, 1000);

function damaged(...boxes: readonly Box[]): readonly Box[] {
  const damage = new Damage(WHOLE);
  damage.take();
  for (const each of boxes) damage.add(each);
  return damage.take();
}

test('everything is damaged until it was painted once', () => {
  const damage = new Damage(WHOLE);
  damage.add(box(0, 0, 10, 10));
  expect(damage.take()).toEqual([WHOLE]);
  expect(damage.empty).toBe(true);
  expect(damage.take()).toEqual([]);
});

test('boxes that lie over each other become one', () => {
  expect(damaged(box(0, 0, 100, 100), box(50, 0, 150, 100))).toEqual([box(0, 0, 150, 100)]);
});

test('a box inside another is none', () => {
  expect(damaged(box(0, 0, 100, 100), box(50, 50, 60, 60))).toEqual([box(0, 0, 100, 100)]);
});

test('boxes far apart stay apart, so that what lies between is left alone', () => {
  expect(damaged(box(0, 0, 10, 10), box(500, 500, 510, 510))).toHaveLength(2);
});

test('of many boxes neighbours become one, and what lies between far ones is still left alone', () => {
  const boxes = Array.from({ length: 40 }, (_, i) => box(i * 20, i * 20, i * 20 + 2, i * 20 + 2));
  const left = damaged(...boxes);
  expect(left.length).toBeLessThanOrEqual(12);
  const painted = left.reduce((sum, each) => sum + (each.right - each.left) * (each.bottom - each.top), 0);
  expect(painted).toBeLessThan(0.2 * 1000 * 1000);
});

test('what is outside is not painted; nearly all of it is all of it', () => {
  expect(damaged(box(2000, 0, 2010, 10))).toEqual([]);
  expect(damaged(box(-50, -50, 50, 50))).toEqual([box(0, 0, 50, 50)]);
  expect(damaged(box(0, 0, 1000, 700))).toEqual([WHOLE]);
});
