import { IDENTITY, type Matrix, transformPoint } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { parseTransform } from './transform-list.ts';

const imageOf = (text: string, x: number, y: number) => transformPoint(parseTransform(text) as Matrix, { x, y });

describe('a transform list', () => {
  it.each<[string, number, number]>([
    ['translate(10)', 11, 2],
    ['translate(10, 20)', 11, 22],
    ['scale(2)', 2, 4],
    ['scale(2 3)', 2, 6],
    ['rotate(90)', -2, 1],
    ['rotate(90 1 1)', 0, 1],
    ['skewX(45)', 3, 2],
    ['skewY(45)', 1, 3],
    ['matrix(1 2 3 4 5 6)', 12, 16],
    ['translate(10,0)scale(2)', 12, 4],
    ['  translate( 10 , 0 ) ,\n scale(2) ', 12, 4],
    ['translate(1e1-5)', 11, -3],
    ['rotate(0.25turn)', -2, 1],
    ['rotate(100grad)', -2, 1],
    ['translate(10px, 1in)', 11, 98],
    ['translateX(5px) scaleY(2)', 6, 4],
  ])('%s takes 1,2 to %d,%d', (text, x, y) => {
    const image = imageOf(text, 1, 2);
    expect(image.x).toBeCloseTo(x, 9);
    expect(image.y).toBeCloseTo(y, 9);
  });

  it('is the identity when empty', () => {
    expect(parseTransform(' ')).toEqual(IDENTITY);
  });

  it.each(['rotate', 'rotate()', 'matrix(1 2 3)', 'spin(3)', 'translate(1) x', 'translate(50%)', 'scale(1e999)'])(
    'of %j is malformed',
    (text) => {
      expect(parseTransform(text)).toBeUndefined();
    },
  );
});
