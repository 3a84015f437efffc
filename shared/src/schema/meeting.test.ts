import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { whenWritesMeet } from './meeting.ts';
import { PROPERTIES, PROPERTY_NAMES } from './properties.ts';

const page = readFileSync(new URL('../../../docs/conflicts.md', import.meta.url), 'utf8');

/** Rich types, by what their registers are called. */
const KEYED: readonly (readonly [label: string, property: string])[] = [
  ['a multi-value register', 'name/@actor'],
  ['an element of a set', 'name/element/@actor'],
  ['a counter', 'name/+actor'],
];

const rowOf = (name: string, label: string, property: string): string => {
  const { strategy, shown } = whenWritesMeet(property);
  return `| \`${name}\` | ${label} | ${strategy} | ${shown} |`;
};

describe('D11 when writes meet', () => {
  test('D11 the page says what the table says', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual([
      ...PROPERTY_NAMES.map((name) => rowOf(name, PROPERTIES[name].label, name)),
      ...KEYED.map(([label, name]) => rowOf(name, label, name.replace('actor', 'ann00000'))),
    ]);
  });

  test('D11 a key of a property meets like the property, and what nobody knows goes by the stamp', () => {
    expect(whenWritesMeet('fills/hover')).toEqual(whenWritesMeet('fills'));
    expect(whenWritesMeet('blur')).toMatchObject({ label: 'blur', strategy: 'last-write-wins', settled: true });
    expect(whenWritesMeet('votes/x/+ann00000')).toMatchObject({ label: 'votes', strategy: 'semantic-merge' });
  });

  test('D11 what people have made by hand is never decided by a clock alone', () => {
    for (const name of ['characters', 'path', 'fills', 'name'] as const)
      expect(whenWritesMeet(name).settled).toBe(false);
    for (const name of ['position', 'width', 'placement'] as const) expect(whenWritesMeet(name).settled).toBe(true);
  });
});
