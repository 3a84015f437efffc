import { describe, expect, it } from 'vitest';
import { paletteScore } from './palette-score.ts';

describe('palette score', () => {
  it('needs every word, in any order', () => {
    expect(paletteScore('Align left', 'left al')).toBeGreaterThan(0);
    expect(paletteScore('Align left', 'align right')).toBe(0);
  });

  it('prefers the start of the name, then starts of words, then anything', () => {
    const [start, word, inside] = ['Align left', 'Select all', 'Horizontal'].map((name) => paletteScore(name, 'al'));
    expect(start).toBeGreaterThan(word ?? 0);
    expect(word).toBeGreaterThan(inside ?? 0);
  });
});
