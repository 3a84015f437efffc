import { expect, test } from 'vitest';
import { familyList, fontString } from './font.ts';

test('Inter is the bundled file, and stands in for every family that is not installed', () => {
  expect(familyList('Inter')).toMatch(/^'Inter Variable', Inter/);
  expect(familyList('Georgia')).toMatch(/^"Georgia", 'Inter Variable'/);
});

test('a list of families, as SVG files have it, stays a list; generic names are not quoted', () => {
  expect(familyList("'Helvetica Neue', serif")).toMatch(/^"Helvetica Neue", serif, /);
});

test('a family cannot break out of its quotes', () => {
  expect(familyList('a"; color: red')).toMatch(/^"a\\"; color: red", /);
});

test('a font is style, weight, size and families', () => {
  const font = fontString({ fontFamily: 'Inter', fontSize: 13.5, fontWeight: 650, fontStyle: 'italic' });
  expect(font).toMatch(/^italic 650 13.5px 'Inter Variable'/);
});
