import { describe, expect, test } from 'vitest';
import { lineOf, spansBetween } from './caret-lines.ts';
import { layoutText, type TextLayout } from './text-layout.ts';

const layoutOf = (characters: string, wrapWidth: number | null = null): TextLayout =>
  layoutText(
    {
      characters,
      fontFamily: 'Inter',
      fontSize: 10,
      fontWeight: 400,
      fontStyle: 'normal',
      lineHeight: 1,
      letterSpacing: 0,
      textAlign: 'left',
      textVerticalAlign: 'top',
      wrapWidth,
      boxWidth: null,
      boxHeight: null,
    },
    (text) => text.length * 10,
  );

const placeIn = (layout: TextLayout, index: number) => {
  const place = lineOf(layout, index);
  return place && [place.line.text, place.offset];
};

describe('the place of a caret', () => {
  test('is on the line that its character is on, at its end where the line was broken', () => {
    const layout = layoutOf('one two\nthree', 40);
    expect(layout.lines.map(({ text }) => text)).toEqual(['one', 'two', 'thre', 'e']);
    expect([0, 3, 4, 7, 8, 12, 13].map((index) => placeIn(layout, index))).toEqual([
      ['one', 0],
      ['one', 3],
      ['two', 0],
      ['two', 3],
      ['thre', 0],
      ['e', 0],
      ['e', 1],
    ]);
  });

  test('is at the end where the text has become shorter, and at the beginning of one that is empty', () => {
    expect(placeIn(layoutOf('abc'), 99)).toEqual(['abc', 3]);
    expect(placeIn(layoutOf(''), 0)).toEqual(['', 0]);
  });

  test('what is chosen goes over lines, whichever end comes first', () => {
    const layout = layoutOf('one\ntwo\nsix');
    const spans = spansBetween(layout, 9, 1).map(({ line, from, to }) => line.text.slice(from, to));
    expect(spans).toEqual(['ne', 'two', 's']);
    expect(spansBetween(layout, 1, 9)).toEqual(spansBetween(layout, 9, 1));
    expect(spansBetween(layout, 2, 2)).toEqual([]);
  });
});
