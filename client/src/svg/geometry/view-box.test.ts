import { transformPoint } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { parseViewBox, viewBoxMatrix } from './view-box.ts';

describe('a view box', () => {
  it.each(['', '0 0 10', '0 0 -1 5', '0 0 0 5', 'a b c d', '0 0 1 1 1'])('%j is none', (text) => {
    expect(parseViewBox(text)).toBeUndefined();
  });

  it.each<[string | undefined, number, number, number]>([
    [undefined, 50, 0, 10],
    ['none', 0, 0, 20],
    ['xMinYMid', 0, 0, 10],
    ['xMaxYMax meet', 100, 0, 10],
    ['xMidYMin slice', 0, 0, 20],
    ['xMidYMax slice', 0, -100, 20],
  ])('of 10 × 10 in 200 × 100 fits by %s', (fit, left, top, unit) => {
    const matrix = viewBoxMatrix({ x: 5, y: 5, width: 10, height: 10 }, { width: 200, height: 100 }, fit);
    expect(transformPoint(matrix, { x: 5, y: 5 })).toEqual({ x: left, y: top });
    expect(matrix.a).toBe(unit);
  });
});
