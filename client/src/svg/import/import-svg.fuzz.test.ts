import { fc, test as property } from '@fast-check/vitest';
import { checkProperty, type Value } from '@joinery/shared';
import { describe, expect } from 'vitest';
import type { SvgNode } from '../../editor/svg-import.ts';
import { SvgImportError } from '../svg-import-error.ts';
import { readSvg } from '../testing/read-svg.ts';

const SEED = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY red "#f00">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="50mm" viewBox="0 0 100 80">
<style>.a, g > rect[x="1"] { fill: &red;; stroke: hsl(10 20% 30%) !important } @media print { rect { fill: none } } :root { --x: 3px }</style>
<defs><linearGradient id="g" gradientTransform="rotate(30)"><stop offset="10%" stop-color="lime"/><stop offset="1" stop-opacity=".5"/></linearGradient>
<radialGradient id="h" href="#g" gradientUnits="userSpaceOnUse" cx="5" r="20"/><clipPath id="c"><rect width="10" height="10" rx="2"/></clipPath>
<symbol id="s" viewBox="0 0 10 10"><circle r="8" fill="url(#h)"/></symbol></defs>
<g id="layer" transform="translate(10 20) rotate(30) scale(2, 1.5)" opacity=".5"><rect class="a" x="1" y="2" width="30" height="20" rx="4" fill="url(#g)"/>
<path d="M10 10 h5 v-5 c1 2 3 4 5 6 s1 1 2 2 q1 1 2 0 t2 2 a5 3 30 1 0 10 10z m1 1 l2 2" stroke="blue" stroke-width="2em" stroke-dasharray="4 2 1" stroke-dashoffset="3"/>
<use xlink:href="#s" x="5%" width="20" height="20" clip-path="url(#c)"/><use href="#layer"/></g>
<text x="10" y="20" text-anchor="middle" style="font: italic 12px/1.5 Arial, serif">One <tspan x="10" dy="1em" fill="red">two</tspan></text>
<polygon points="1,2 3,4 5,6"/><svg x="5" width="20" height="10" viewBox="0 0 5 5"><ellipse cx="2" cy="2" rx="9" ry="2" transform="skewX(20)"/></svg></svg>`;

/** Things that break parsers when they stand where something else was. */
const TRICKS = [
  '',
  '<',
  '>',
  '"',
  '&',
  '&red;',
  '/>',
  '</g>',
  '<g>',
  '{',
  '}',
  '(',
  ')',
  ';',
  ',',
  '-',
  '1e999',
  '-1e309',
  '1e-320',
  'NaN',
  '0',
  '-5',
  '99999999999',
  '%',
  'url(#g)',
  'url(#c)',
  '#layer',
  'inherit',
  'none',
  'var(--x)',
  '!important',
  '\u0000',
  '\uD800',
  '/*',
  ']]>',
  '<!--',
  '.',
  'e',
  'M',
  'z',
  'calc(1px)',
  'matrix(0 0 0 0 0 0)',
  'scale(0)',
  'skewX(90)',
];

const place = fc.integer({ min: 0, max: SEED.length });
const mutation = fc.record({ from: place, length: fc.nat(12), text: fc.constantFrom(...TRICKS) });

function mutated(edits: readonly { from: number; length: number; text: string }[]): string {
  return edits.reduce(
    (text, { from, length, text: put }) => text.slice(0, from) + put + text.slice(from + length),
    SEED,
  );
}

/** Reads a text; whatever comes out can be put into a document. */
function mustBehave(text: string): boolean {
  try {
    const { nodes, width, height } = readSvg(text);
    expect(width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height)).toBe(true);
    nodes.forEach(mustBeValid);
    return true;
  } catch (error) {
    if (!(error instanceof SvgImportError)) throw error;
    return false;
  }
}

function mustBeValid({ properties, children }: SvgNode): void {
  for (const [name, value] of Object.entries(properties)) {
    const checked = name === 'position' ? { ...(value as { x: number; y: number }), space: 'root' } : (value as Value);
    expect(checkProperty(name, checked)).toBeUndefined();
  }
  children.forEach(mustBeValid);
}

describe('hostile SVG', { timeout: 60_000 }, () => {
  let drawn = 0;
  property.prop([fc.array(mutation, { minLength: 1, maxLength: 3 })], { numRuns: 300 })(
    'mutated, gives valid nodes or a clear error',
    (edits) => {
      if (mustBehave(mutated(edits))) drawn++;
    },
  );

  property.prop([place], { numRuns: 60 })('truncated, gives a clear error', (end) => {
    mustBehave(SEED.slice(0, end));
  });

  /** Values in place of values, so that the file stays well-formed and the importer is reached. */
  const values = SEED.match(/="[^"]*"/g) ?? [];
  property.prop(
    [
      fc.nat(values.length - 1),
      fc.constantFrom(
        ...TRICKS.filter((trick) => !['<', '"', '&', '\u0000', '\uD800'].some((sign) => trick.includes(sign))),
      ),
      fc.boolean(),
    ],
    { numRuns: 300 },
  )('with wrong values, gives valid nodes', (index, trick, append) => {
    const value = values[index]!;
    drawn += mustBehave(SEED.replace(value, append ? `${value.slice(0, -1)}${trick}"` : `="${trick}"`)) ? 1 : 0;
  });

  property.prop([fc.string()])('that is none, gives a clear error', (text) => {
    expect(mustBehave(text)).toBe(false);
  });

  property.prop([fc.constant(0)], { numRuns: 1 })('was drawn most of the time, or these tests tested nothing', () => {
    expect(drawn).toBeGreaterThan(250);
  });
});
