import { describe, expect, it } from 'vitest';
import { evaluate } from './expression.ts';

describe('sums in number fields', () => {
  it.each([
    ['12', 12],
    ['12*3+4', 40],
    ['4+12*3', 40],
    ['(4+12)*3', 48],
    ['-5', -5],
    ['10--5', 15],
    ['100/8', 12.5],
    ['1,5', 1.5],
    ['.5', 0.5],
    ['2x3', 6],
    ['2 × 3', 6],
    [' 24 px ', 24],
    ['24px+8px', 32],
    ['50%', 50],
    ['90°', 90],
    ['10 - 2 - 3', 5],
    ['8/4/2', 1],
  ])('%s is %d', (text, value) => {
    expect(evaluate(text)).toBe(value);
  });

  it.each([
    '',
    '  ',
    'abc',
    '1+',
    '*2',
    '(1',
    '1)',
    '1 2',
    '1/0',
    '0/0',
    '()',
    '1..2',
    `${'('.repeat(100)}1${')'.repeat(100)}`,
  ])('%s is no sum', (text) => {
    expect(evaluate(text)).toBeUndefined();
  });
});
