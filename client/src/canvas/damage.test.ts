import { type Box, box } from '@joinery/shared';
import { expect, test } from 'vitest';
import { Damage } from './damage.ts';

const WHOLE = box(0, 0, 1000, 1000);
const same = (area: Box): Box => area;

function damaged(...boxes: readonly Box[]): readonly Box[] {
  const damage = new Damage();
  damage.take(WHOLE, same);
  for (const each of boxes) damage.add(each);
  return damage.take(WHOLE, same);
}

test('everything is damaged until it was painted once', () => {
  const damage = new Damage();
  damage.add(box(0, 0, 10, 10));
  expect(damage.take(WHOLE, same)).toEqual([WHOLE]);
  expect(damage.empty).toBe(true);
  expect(damage.take(WHOLE, same)).toEqual([]);
});

test('boxes that lie over each other become one', () => {
  expect(damaged(box(0, 0, 100, 100), box(50, 0, 150, 100))).toEqual([box(0, 0, 150, 100)]);
});

test('boxes far apart stay apart, so that what lies between is left alone', () => {
  expect(damaged(box(0, 0, 10, 10), box(500, 500, 510, 510))).toHaveLength(2);
});

test('two strips at the edges, as panning exposes, do not become everything', () => {
  expect(damaged(box(0, 0, 20, 1000), box(0, 0, 1000, 20))).toHaveLength(2);
});

test('many boxes become the one around all', () => {
  const boxes = Array.from({ length: 20 }, (_, i) => box(i * 20, i * 20, i * 20 + 2, i * 20 + 2));
  expect(damaged(...boxes).length).toBeLessThanOrEqual(8);
});

test('what is outside the surface is not painted; nearly all of it is all of it', () => {
  expect(damaged(box(2000, 0, 2010, 10))).toEqual([]);
  expect(damaged(box(-50, -50, 50, 50))).toEqual([box(0, 0, 50, 50)]);
  expect(damaged(box(0, 0, 1000, 700))).toEqual([WHOLE]);
});
