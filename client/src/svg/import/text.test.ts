import { describe, expect, it } from 'vitest';
import { ASCENT, DESCENT } from '../../editor/text-layout.ts';
import { readBody, readOne } from '../testing/read-svg.ts';

/** Letters are half as wide as high here; the first baseline stands this far below the top of a box. */
const rise = (fontSize: number, lineHeight = 1.2): number => ((lineHeight + ASCENT - DESCENT) * fontSize) / 2;

describe('text', () => {
  it('becomes a text node with its letters on the same baseline', () => {
    const { type, properties } = readOne(
      '<text x="10" y="50" font-family="\'Open Sans\', Arial" font-size="20" font-weight="bold" font-style="italic" letter-spacing="1" text-decoration="underline" fill="red">Hello</text>',
    );
    expect(type).toBe('text');
    expect(properties).toMatchObject({
      characters: 'Hello',
      fontFamily: 'Open Sans, Arial',
      fontSize: 20,
      fontWeight: 700,
      fontStyle: 'italic',
      letterSpacing: 1,
      textDecoration: 'underline',
      fills: [{ color: '#ff0000' }],
      width: 55,
      height: 24,
    });
    expect(properties.position?.x).toBe(10);
    expect(properties.position?.y).toBeCloseTo(50 - rise(20), 5);
  });

  it('is aligned by its anchor and stays so', () => {
    expect(readOne('<text x="50" text-anchor="middle" font-size="10">abcd</text>')).toMatchObject({
      properties: { textAlign: 'center', position: { x: 40 }, width: 20 },
    });
    expect(readOne('<text x="50" text-anchor="end" font-size="10">abcd</text>')).toMatchObject({
      properties: { textAlign: 'right', position: { x: 30 } },
    });
  });

  it('collapses white space unless it is preserved', () => {
    expect(readOne('<text>\n  a \n b  </text>').properties.characters).toBe('a b');
    expect(readOne('<text xml:space="preserve"> a\n b</text>').properties.characters).toBe(' a  b');
  });

  it('of several styles is a group of parts, one after the other', () => {
    const group = readOne(
      '<text id="t" x="10" y="30" font-size="10">ab <tspan fill="red" dx="3" dy="4">cd</tspan> ef</text>',
    );
    expect(group).toMatchObject({ type: 'group', properties: { name: 't' } });
    expect(group.children.map(({ properties }) => properties.characters)).toEqual(['ab ', 'cd', ' ef']);
    expect(group.children.map(({ properties }) => properties.position?.x)).toEqual([0, 18, 28]);
    const tops = group.children.map(({ properties }) => properties.position?.y ?? 0);
    expect(tops[1]! - tops[0]!).toBeCloseTo(4, 5);
    expect(tops[2]).toBeCloseTo(tops[1]!, 5);
  });

  it('in even lines of one style is one text of several lines', () => {
    const { properties } = readOne(
      '<text x="10" y="20" font-size="10"><tspan x="10">one</tspan><tspan x="10" dy="15">two</tspan><tspan x="10" dy="15">three</tspan></text>',
    );
    expect(properties).toMatchObject({ characters: 'one\ntwo\nthree', lineHeight: 1.5, height: 45, width: 25 });
    expect(properties.position?.y).toBeCloseTo(20 - rise(10, 1.5), 5);
  });

  it('in uneven lines stays apart', () => {
    expect(
      readOne(
        '<text font-size="10"><tspan x="0" y="10">a</tspan><tspan x="0" y="22">b</tspan><tspan x="0" y="50">c</tspan></text>',
      ).children,
    ).toHaveLength(2);
  });

  it('follows transforms that letters can follow', () => {
    const { properties } = readOne('<text transform="translate(50 50) rotate(90) scale(2)" font-size="10">ab</text>');
    expect(properties).toMatchObject({ fontSize: 20, rotation: 90, width: 20 });
    expect(properties.position?.x).toBeCloseTo(50 + rise(20), 5);
    expect(properties.position?.y).toBeCloseTo(50, 5);
  });

  it('keeps the opacity of its parts and of the whole', () => {
    expect(readOne('<text opacity=".5">a</text>').properties.opacity).toBe(0.5);
    expect(readOne('<text opacity=".5">a<tspan opacity=".2">b</tspan></text>')).toMatchObject({
      properties: { opacity: 0.5 },
      children: [{}, { properties: { opacity: 0.2 } }],
    });
  });

  it('without letters is none', () => {
    expect(readBody('<text> </text><text><tspan/></text><text font-size="0">x</text>').nodes).toEqual([]);
  });
});
