import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { decimalsFor, formatNumber } from './number-text.ts';

describe('numbers as text', () => {
  it.each<[number, number, string]>([
    [1, 4, '1'],
    [1.5, 4, '1.5'],
    [0.1 + 0.2, 4, '0.3'],
    [-0.00001, 4, '0'],
    [123.45678, 2, '123.46'],
    [1e-7, 8, '0.0000001'],
    [123456789012, 4, '123456789012'],
    [1e20, 4, '100000000000000000000'],
    [10, 0, '10'],
  ])('%d with %d decimals is %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  property.prop([fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 })])(
    'are off by half a unit at most, and plain',
    (value, decimals) => {
      const text = formatNumber(value, decimals);
      expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals + Math.abs(value) * 1e-15);
    },
  );

  it('keep about eight digits of a length', () => {
    expect([0.01, 1, 24, 1000, 1e6, 0, Number.NaN].map(decimalsFor)).toEqual([9, 7, 6, 4, 2, 4, 4]);
  });
});
