import { describe, expect, it } from 'vitest';
import { readBody } from '../testing/read-svg.ts';
import { parseSelector } from './selector.ts';

/** Fill colour of the last node that a body draws. */
function fillOf(body: string): string | undefined {
  let node = readBody(body).nodes.at(-1);
  while (node !== undefined && node.children.length > 0) node = node.children.at(-1);
  const paint = node?.properties.fills?.[0];
  return paint?.type === 'solid' ? paint.color : undefined;
}

const RED = '#ff0000';
const rect = (attributes: string): string => `<rect width="9" height="9" ${attributes}/>`;

describe('the cascade', () => {
  it.each<[string, string]>([
    ['an element name', 'rect{fill:red}'],
    ['everything', '*{fill:red}'],
    ['a class', '.a{fill:red}'],
    ['one of several classes', '.b.a{fill:red}'],
    ['an id', '#i{fill:red}'],
    ['an attribute', '[data-x]{fill:red}'],
    ['an attribute with a value', 'rect[data-x="one two"]{fill:red}'],
    ['a word of an attribute', '[data-x~=two]{fill:red}'],
    ['the beginning of an attribute', '[data-x^="one"]{fill:red}'],
    ['a list', 'path, .nope , .a{fill:red}'],
    ['a descendant', 'svg .a{fill:red}'],
    ['a child', 'g>rect{fill:red}'],
    ['a descendant of a child', 'svg > g rect{fill:red}'],
    ['a next sibling', 'circle + rect{fill:red}'],
    ['a later sibling', 'line ~ .a{fill:red}'],
    [':last-child', 'rect:last-child{fill:red}'],
    ['a media query for screens', '@media screen { .a { fill: red } }'],
    ['a sheet with comments', '/* .a{fill:blue} */ .a /**/ {/* no */ fill /* yes */: red}'],
    ['a sheet without an end', '.a{fill:red'],
    ['what is more specific', '#i{fill:red} .a.b{fill:blue} rect{fill:lime}'],
    ['what comes later', '.a{fill:blue} .b{fill:red}'],
    ['what is important', '.a{fill:red!important} #i{fill:blue}'],
    ['the last colour that can be read', '.a{fill:red;fill:color(display-p3 0 1 0)}'],
    ['a variable', ':root{--brand:red} .a{fill:var(--brand)}'],
    ['the fallback of a variable', '.a{fill:var(--none, var(--neither, red))}'],
    ['a rule after one that is malformed', '..x{fill:blue} .a{fill:red}'],
  ])('follows %s', (_, css) => {
    const body = `<style>${css.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</style><g><line/><circle/>${rect('id="i" class="a b" data-x="one two"')}</g>`;
    expect(fillOf(body)).toBe(RED);
  });

  it.each<[string, string]>([
    ['a missing class', '.a.c{fill:red}'],
    ['a hovering pointer', '.a:hover{fill:red}'],
    ['paper', '@media print{.a{fill:red}}'],
    ['a child that is none', 'svg > rect{fill:red}'],
    ['a sibling that is not next', 'line + rect{fill:red}'],
  ])('does not match %s', (_, css) => {
    expect(fillOf(`<style>${css}</style><g><line/><circle/>${rect('class="a b" fill="blue"')}</g>`)).toBe('#0000ff');
  });

  it('lets rules win over attributes, style over rules, importance over style', () => {
    const sheet = '<style>.a{fill:blue} .b{fill:lime!important}</style>';
    expect(fillOf(sheet + rect('class="a" fill="red"'))).toBe('#0000ff');
    expect(fillOf(sheet + rect('class="a" style="fill:red"'))).toBe(RED);
    expect(fillOf(sheet + rect('class="b" style="fill:red"'))).toBe('#00ff00');
  });

  it('hands fill down, and lets children overrule or inherit it', () => {
    expect(fillOf(`<g fill="red"><g>${rect('')}</g></g>`)).toBe(RED);
    expect(fillOf(`<g fill="red"><g fill="blue">${rect('')}</g></g>`)).toBe('#0000ff');
    expect(fillOf(`<style>rect{fill:inherit}</style><g fill="red">${rect('fill="blue"')}</g>`)).toBe(RED);
    expect(fillOf(rect(''))).toBe('#000000');
  });

  it('takes currentColor from the element that is painted', () => {
    expect(fillOf(`<g color="blue" fill="currentColor"><g color="red">${rect('')}</g></g>`)).toBe(RED);
  });

  it('takes CDATA and text of a style element alike', () => {
    expect(fillOf(`<style><![CDATA[ g > rect{fill:red} ]]></style><g>${rect('')}</g>`)).toBe(RED);
  });

  it('counts specificity by ids, classes and types', () => {
    const of = (text: string): number => parseSelector(text)?.specificity ?? Number.NaN;
    expect(of('#a')).toBeGreaterThan(of('.a.b[c] svg g'));
    expect(of('.a')).toBeGreaterThan(of('svg g rect'));
    expect(of('rect')).toBeGreaterThan(of('*'));
  });
});
