import { describe, expect, it } from 'vitest';
import { parseDashes } from './dashes.ts';

describe('dashes', () => {
  it.each([
    ['4, 2', [4, 2]],
    ['4 2 1', [4, 2, 1]],
    ['', []],
    ['0,0', []],
    ['1.5', [1.5]],
    ['a', undefined],
    ['-1', undefined],
  ])('typed as "%s" are %j', (text, dashes) => {
    expect(parseDashes(text)).toEqual(dashes);
  });
});
