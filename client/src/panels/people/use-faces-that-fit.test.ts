import { expect, test } from 'vitest';
import { facesThatFit } from './use-faces-that-fit.ts';

test('a wider bar shows more faces, the rest is counted, and my own face always has room', () => {
  expect([0, 60, 100, 142, 374].map((width) => facesThatFit(width, 30))).toEqual([0, 0, 2, 4, 15]);
  expect(facesThatFit(374, 3)).toBe(3);
});
