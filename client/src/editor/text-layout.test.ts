import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { layoutText, type TextBlock } from './text-layout.ts';

/** Every character is 10 px wide. */
const measure = (text: string): number => text.length * 10;

const block = (characters: string, over: Partial<TextBlock> = {}): TextBlock => ({
  characters,
  fontFamily: 'Inter',
  fontSize: 20,
  fontWeight: 400,
  fontStyle: 'normal',
  lineHeight: 1.5,
  letterSpacing: 0,
  textAlign: 'left',
  textVerticalAlign: 'top',
  wrapWidth: null,
  boxWidth: null,
  boxHeight: null,
  ...over,
});

const lines = (characters: string, wrapWidth: number | null): string[] =>
  layoutText(block(characters, { wrapWidth }), measure).lines.map(({ text }) => text);

describe('text layout', () => {
  it('breaks at line breaks only, without a width', () => {
    expect(lines('one two\nthree\n', null)).toEqual(['one two', 'three', '']);
    expect(layoutText(block('one two\nthree'), measure)).toMatchObject({ width: 70, height: 60, lineHeight: 30 });
  });

  it('wraps words, hanging the spaces at the break', () => {
    expect(lines('one two three', 70)).toEqual(['one two', 'three']);
    expect(lines('one   two', 40)).toEqual(['one', 'two']);
  });

  it('ends in dots after the most lines, without going beyond the width', () => {
    const cut = (maxLines: number, wrapWidth: number | null): string[] =>
      layoutText(block('one two three four', { wrapWidth, maxLines }), measure).lines.map(({ text }) => text);
    expect(cut(1, 70)).toEqual(['one tw…']);
    expect(cut(2, 90)).toEqual(['one two', 'three…']);
    expect(cut(5, 70)).toEqual(['one two', 'three', 'four']);
    expect(layoutText(block('one\ntwo', { maxLines: 1 }), measure).lines.map(({ text }) => text)).toEqual(['one…']);
    expect(layoutText(block('one two three', { wrapWidth: 70, maxLines: 1 }), measure).height).toBe(30);
  });

  it('breaks a word that is wider than the box between characters', () => {
    expect(lines('a abcdefgh b', 40)).toEqual(['a', 'abcd', 'efgh', 'b']);
    expect(lines('abc', 1)).toEqual(['a', 'b', 'c']);
  });

  it('an empty text has one empty line, as high as any', () => {
    expect(layoutText(block(''), measure)).toMatchObject({ width: 0, height: 30, lines: [{ text: '', start: 0 }] });
  });

  it('aligns lines in the box, both ways', () => {
    const at = (over: Partial<TextBlock>): number[] => {
      const line = layoutText(block('ab', { boxWidth: 100, boxHeight: 90, ...over }), measure).lines[0];
      return [line?.x ?? NaN, line?.y ?? NaN];
    };
    expect(at({})).toEqual([0, 0]);
    expect(at({ textAlign: 'center', textVerticalAlign: 'middle' })).toEqual([40, 30]);
    expect(at({ textAlign: 'right', textVerticalAlign: 'bottom' })).toEqual([80, 60]);
  });

  it('letter spacing widens each character, and counts in wrapping', () => {
    expect(layoutText(block('abc', { letterSpacing: 5 }), measure).width).toBe(45);
    expect(layoutText(block('ab cd', { letterSpacing: 5, wrapWidth: 50 }), measure).lines).toHaveLength(2);
  });

  test.prop([fc.string({ maxLength: 60 }), fc.integer({ min: 1, max: 200 })])(
    'no character is lost, and no line is wider than the box but for a single character',
    (text, wrapWidth) => {
      const laid = layoutText(block(text, { wrapWidth }), measure).lines;
      let at = 0;
      for (const line of laid) {
        expect(text.slice(at, line.start).trim()).toBe('');
        expect(text.startsWith(line.text, line.start)).toBe(true);
        expect(line.width <= wrapWidth || [...line.text].length === 1).toBe(true);
        at = line.start + line.text.length;
      }
      expect(text.slice(at).trim()).toBe('');
    },
  );
});
