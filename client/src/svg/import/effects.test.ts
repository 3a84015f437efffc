import { type Effect, type ShadowEffect, solid } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { exportNodes } from '../testing/drawn-document.ts';
import { readBody, readOne, readSvg } from '../testing/read-svg.ts';

/** To hundredths: files keep so much. */
const tidied = (effects: readonly Effect[] = []): unknown =>
  effects.map((effect) =>
    Object.fromEntries(
      Object.entries(effect).map(([name, value]) => [
        name,
        typeof value === 'number' ? Math.round(value * 100) / 100 : (value as unknown),
      ]),
    ),
  );

const RECT = '<rect width="9" height="9"/>';
const drop: ShadowEffect = {
  type: 'drop-shadow',
  visible: true,
  color: '#ff8000',
  opacity: 0.5,
  x: 1,
  y: 2,
  blur: 6,
  spread: 0,
};
const filtered = (body: string): readonly Effect[] | undefined =>
  readOne(`<filter id="f">${body}</filter><rect width="9" height="9" filter="url(#f)"/>`).properties.effects;

describe('importing effects', () => {
  it('reads shadows and blurs of CSS', () => {
    const { effects } = readOne(
      '<rect width="9" height="9" style="filter:drop-shadow(1px 2px 3px rgb(255 128 0 / 50%)) blur(2px)"/>',
    ).properties;
    expect(effects).toEqual([drop, { type: 'layer-blur', visible: true, blur: 4 }]);
  });

  it('reads the short shadow', () => {
    expect(filtered('<feDropShadow dx="1" dy="2" stdDeviation="3" flood-color="#ff8000" flood-opacity=".5"/>')).toEqual(
      [drop],
    );
  });

  it('reads a blur', () => {
    expect(filtered('<feGaussianBlur stdDeviation="2"/>')).toEqual([{ type: 'layer-blur', visible: true, blur: 4 }]);
  });

  it('scales them and turns their offsets with the drawing', () => {
    const { nodes } = readBody(
      `<g transform="rotate(90) scale(2)" style="filter:drop-shadow(1px 2px 3px)">${RECT}</g>`,
    );
    const [effect] = (nodes[0]?.properties.effects ?? []) as ShadowEffect[];
    expect(effect?.x).toBeCloseTo(-4);
    expect(effect?.y).toBeCloseTo(2);
    expect(effect?.blur).toBe(12);
  });

  it('reads blend modes', () => {
    expect(readOne('<rect width="9" height="9" style="mix-blend-mode:multiply"/>').properties.blendMode).toBe(
      'multiply',
    );
  });

  it('keeps the effects of a group apart from those of what it holds', () => {
    const { nodes } = readBody('<g style="filter:blur(2px)"><rect width="9" height="9" style="filter:blur(1px)"/></g>');
    expect(nodes[0]?.properties.effects).toEqual([{ type: 'layer-blur', visible: true, blur: 4 }]);
    expect(nodes[0]?.children[0]?.properties.effects).toEqual([{ type: 'layer-blur', visible: true, blur: 2 }]);
  });
});

describe('exported effects', () => {
  const effects: readonly Effect[] = [
    { ...drop, spread: 2 },
    { ...drop, type: 'inner-shadow', spread: 1 },
    { type: 'layer-blur', visible: true, blur: 5 },
  ];

  it.each([0, 30])('come back as they were, from a shape turned by %s°', (rotation) => {
    const node = {
      type: 'rectangle' as const,
      properties: { width: 20, height: 10, rotation, fills: [solid('#ffffff')], effects, blendMode: 'screen' as const },
      children: [],
    };
    const { nodes, unsupported } = readSvg(exportNodes([node]));
    expect(unsupported).toEqual([]);
    expect(nodes[0]?.properties.blendMode).toBe('screen');
    expect(tidied(nodes[0]?.properties.effects)).toEqual(effects);
  });
});

describe('masks', () => {
  it('come of clip paths that no frame can be', () => {
    const { nodes, unsupported } = readBody(
      '<clipPath id="c"><path d="M0 0L9 9L0 9Z" clip-rule="evenodd"/></clipPath><g clip-path="url(#c)"><rect width="20" height="9"/></g>',
    );
    expect(unsupported).toEqual([]);
    expect(nodes).toMatchObject([
      {
        type: 'group',
        children: [
          { type: 'path', properties: { mask: true, fillRule: 'evenodd' } },
          { type: 'rectangle', properties: { width: 20 } },
        ],
      },
    ]);
  });

  it('are written as masks by how opaque they are, around what lies above them', () => {
    const rectangle = (properties: object) => ({
      type: 'rectangle' as const,
      properties: { width: 20, height: 10, fills: [solid('#ffffff')], ...properties },
      children: [],
    });
    const text = exportNodes([
      rectangle({ name: 'A' }),
      rectangle({ name: 'M', mask: true }),
      rectangle({ name: 'B' }),
    ]);
    expect(text).toMatch(/<mask id="joinery-mask-1"[^>]*style="mask-type:alpha"[^>]*><rect id="M"/);
    expect(text).toMatch(/<rect id="A"[^>]*\/><g mask="url\(#joinery-mask-1\)"><rect id="B"/);
  });
});
