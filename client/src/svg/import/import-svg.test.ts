import { solid } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { MAX_SVG_CHARACTERS } from '../limits.ts';
import { SvgImportError } from '../svg-import-error.ts';
import { parseXml, readBody, readOne, readSvg } from '../testing/read-svg.ts';
import { importSvg } from './import-svg.ts';

describe('basic shapes', () => {
  it('become nodes of their kind with their place and paint', () => {
    expect(
      readOne('<rect id="box" x="1" y="2" width="30" height="40" rx="5" fill="#f00" stroke="blue" stroke-width="3"/>'),
    ).toEqual({
      type: 'rectangle',
      properties: {
        name: 'box',
        position: { x: 1, y: 2 },
        width: 30,
        height: 40,
        cornerRadius: 5,
        fills: [solid('#ff0000')],
        strokes: [solid('#0000ff')],
        strokeWeight: 3,
      },
      children: [],
    });
    expect(readOne('<circle cx="50" cy="40" r="10"/>')).toMatchObject({
      type: 'ellipse',
      properties: { position: { x: 40, y: 30 }, width: 20, height: 20 },
    });
    expect(readOne('<ellipse cx="50" cy="40" rx="20" ry="5"/>')).toMatchObject({
      type: 'ellipse',
      properties: { position: { x: 30, y: 35 }, width: 40, height: 10 },
    });
    expect(readOne('<line x1="10" y1="10" x2="13" y2="14" stroke="red"/>')).toMatchObject({
      type: 'line',
      properties: { position: { x: 10, y: 10 }, width: 5, height: 0, rotation: 53.130102 },
    });
    expect(readOne('<polygon points="0,0 10,0 10 10"/>')).toMatchObject({
      type: 'path',
      properties: { path: { data: 'M0 0L10 0 10 10Z', width: 10, height: 10 } },
    });
    expect(readOne('<polyline points="5 5 15 5 15 10 7"/>')).toMatchObject({
      type: 'path',
      properties: { position: { x: 5, y: 5 }, path: { data: 'M0 0L10 0 10 5' } },
    });
    expect(readOne('<path d="M5 5h10v10z" fill-rule="evenodd"/>')).toMatchObject({
      type: 'path',
      properties: {
        position: { x: 5, y: 5 },
        fillRule: 'evenodd',
        path: { data: 'M0 0L10 0 10 10Z', width: 10, height: 10 },
      },
    });
  });

  it('with corners that are not round become paths', () => {
    expect(readOne('<rect width="30" height="40" rx="5" ry="10"/>').type).toBe('path');
    expect(readOne('<rect width="30" height="40" rx="99"/>')).toMatchObject({ type: 'path' });
    expect(readOne('<rect width="30" height="30" rx="99"/>')).toMatchObject({
      type: 'rectangle',
      properties: { cornerRadius: 15 },
    });
  });

  it('without size or points are not drawn', () => {
    expect(
      readBody(
        '<rect width="5"/><rect width="-1" height="3"/><circle/><path/><path d="M1 1"/><path d="junk"/><polygon points=""/><ellipse rx="3" ry="0"/>',
      ),
    ).toMatchObject({ nodes: [], unsupported: [] });
  });

  it('are not painted where fill and stroke are none', () => {
    const { properties } = readOne('<rect width="9" height="9" fill="none" stroke="red" stroke-width="0"/>');
    expect(properties.fills).toBeUndefined();
    expect(properties.strokes).toBeUndefined();
  });
});

describe('transforms', () => {
  it('that move, turn and scale evenly keep a shape what it is', () => {
    expect(
      readOne('<rect width="10" height="20" stroke="red" rx="2" transform="translate(50 50) rotate(30) scale(2)"/>'),
    ).toMatchObject({
      type: 'rectangle',
      properties: { position: { x: 50, y: 50 }, rotation: 30, width: 20, height: 40, cornerRadius: 4, strokeWeight: 2 },
    });
    expect(readOne('<path d="M0 0L10 20L10 0Z" transform="rotate(90)"/>')).toMatchObject({
      type: 'path',
      properties: { rotation: 90, width: 10, height: 20 },
    });
  });

  it('that mirror or stretch keep rectangles and ellipses, whose shape can follow', () => {
    expect(readOne('<rect x="10" width="10" height="20" transform="scale(-1 2)"/>')).toMatchObject({
      type: 'rectangle',
      properties: { position: { x: -20, y: 0 }, width: 10, height: 40 },
    });
    expect(readOne('<circle r="10" transform="translate(50 50) skewX(45)"/>')).toMatchObject({ type: 'ellipse' });
  });

  it('that skew or mirror are baked into an outline', () => {
    expect(readOne('<rect width="10" height="10" transform="skewX(45)"/>')).toMatchObject({
      type: 'path',
      properties: { path: { data: 'M0 0L10 0 20 10 10 10Z', width: 20, height: 10 } },
    });
    expect(readOne('<path d="M0 0L10 0 10 5Z" transform="scale(-1 1)"/>')).toMatchObject({
      type: 'path',
      properties: { position: { x: -10, y: 0 }, path: { data: 'M10 0L0 0 0 5Z' } },
    });
  });

  it('add up through groups, about their origin', () => {
    expect(
      readOne('<g transform="translate(10 0)"><g transform="scale(2)"><rect x="5" width="1" height="1"/></g></g>'),
    ).toMatchObject({ properties: { position: { x: 20, y: 0 }, width: 2 } });
    expect(
      readOne('<rect width="10" height="10" style="transform:rotate(180deg);transform-origin:50px 50px"/>'),
    ).toMatchObject({ properties: { position: { x: 100, y: 100 }, rotation: 180 } });
  });

  it('name strokes that would be stretched unevenly', () => {
    expect(readBody('<rect width="9" height="9" stroke="red" transform="scale(1 3)"/>').unsupported).toEqual([
      'strokes stretched unevenly',
    ]);
  });
});

describe('groups', () => {
  it('that add nothing are dropped', () => {
    expect(
      readBody('<g class="x"><g fill="red"><rect width="9" height="9"/></g><circle r="3"/></g>').nodes.map(
        ({ type }) => type,
      ),
    ).toEqual(['rectangle', 'ellipse']);
    expect(readBody('<g id="empty"/>').nodes).toEqual([]);
  });

  it('with a name or opacity stay, their corner where their contents begin', () => {
    expect(
      readOne(
        '<g id="pair" opacity=".5"><rect x="10" y="20" width="5" height="5"/><rect x="30" y="40" width="5" height="5"/></g>',
      ),
    ).toMatchObject({
      type: 'group',
      properties: { name: 'pair', opacity: 0.5, position: { x: 10, y: 20 } },
      children: [{ properties: { position: { x: 0, y: 0 } } }, { properties: { position: { x: 20, y: 20 } } }],
    });
  });

  it('hand opacity on to an only child', () => {
    expect(readOne('<g opacity=".5"><rect width="5" height="5" opacity=".5"/></g>')).toMatchObject({
      type: 'rectangle',
      properties: { opacity: 0.25 },
    });
  });

  it('keep their rotation, so that contents stand upright in them', () => {
    expect(
      readOne('<g id="turned" transform="translate(50 0) rotate(90)"><rect x="10" y="5" width="4" height="3"/></g>'),
    ).toMatchObject({
      properties: { rotation: 90, position: { x: 45, y: 10 } },
      children: [{ properties: { position: { x: 0, y: 0 }, width: 4, height: 3 } }],
    });
    expect(
      readOne('<g id="turned" transform="rotate(90)"><rect width="4" height="3"/></g>').children[0]?.properties
        .rotation,
    ).toBeUndefined();
  });

  it('that are not displayed come in hidden; what is hidden inside a group may be shown', () => {
    expect(readOne('<g id="off" display="none"><rect width="4" height="3"/></g>')).toMatchObject({
      properties: { visible: false },
    });
    const { nodes } = readBody(
      '<g visibility="hidden"><rect width="4" height="3"/><rect visibility="visible" width="4" height="3"/></g>',
    );
    expect(nodes.map(({ properties }) => properties.visible)).toEqual([false, undefined]);
  });
});

describe('names', () => {
  it.each<[string, string | undefined]>([
    ['<rect width="1" height="1" id="a" class="b"><title> My  box </title></rect>', 'My box'],
    ['<rect width="1" height="1" id="Layer_x0020_1" class="b"/>', 'Layer 1'],
    ['<rect width="1" height="1" class="button primary"/>', 'button primary'],
    ['<rect width="1" height="1" class="cls-1"/>', undefined],
    [
      '<rect xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:label="Sky" width="1" height="1" id="rect1"/>',
      'Sky',
    ],
  ])('of %s', (body, name) => {
    expect(readOne(body).properties.name).toBe(name);
  });
});

describe('strokes', () => {
  it('bring caps, joins, miter limit and dashes, scaled', () => {
    expect(
      readOne(
        '<path transform="scale(2)" d="M0 0L9 9" stroke="red" stroke-linecap="round" stroke-linejoin="bevel" stroke-miterlimit="8" stroke-dasharray="1,2 3"/>',
      ).properties,
    ).toMatchObject({
      strokeWeight: 2,
      strokeCap: 'round',
      strokeJoin: 'bevel',
      strokeMiter: 8,
      strokeDashes: [2, 4, 6, 2, 4, 6],
    });
  });

  it.each<[number, number[]]>([
    [0, [4, 2]],
    [6, [4, 2]],
    [1, [3, 2, 1, 0]],
    [5, [0, 1, 4, 1]],
    [-1, [0, 1, 4, 1]],
    [4, [0, 2, 4, 0]],
  ])('with dashes offset by %d start where they should', (offset, dashes) => {
    expect(
      readOne(`<path d="M0 0H9" stroke="red" stroke-dasharray="4 2" stroke-dashoffset="${offset}"/>`).properties
        .strokeDashes,
    ).toEqual(dashes);
  });

  it('take em of the element that says so, not of the one that inherits', () => {
    expect(
      readOne('<g font-size="10" stroke="red" stroke-width=".5em"><g font-size="40"><path d="M0 0H9"/></g></g>')
        .properties.strokeWeight,
    ).toBe(5);
  });
});

describe('the picture', () => {
  it.each<[string, number, number]>([
    ['width="200" height="100"', 200, 100],
    ['width="1in" height="10mm"', 96, 37.795],
    ['viewBox="0 0 40 20"', 40, 20],
    ['width="100%" height="297mm" viewBox="0 0 594 840"', 793.78, 1122.52],
    ['width="20" viewBox="0 0 40 20"', 20, 10],
    ['', 55, 44],
  ])('with %s is %d × %d px', (attributes, width, height) => {
    const drawing = readSvg(
      `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect x="50" y="40" width="5" height="4"/></svg>`,
    );
    expect(drawing.width).toBeCloseTo(width, 1);
    expect(drawing.height).toBeCloseTo(height, 1);
  });

  it('is scaled as its view box says', () => {
    const { nodes } = readSvg(
      '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="10 10 50 50"><rect x="10" y="10" width="5" height="5"/></svg>',
    );
    expect(nodes).toMatchObject([{ properties: { position: { x: 0, y: 0 }, width: 10 } }]);
  });

  it('takes shapes of any prefix for SVG and leaves out what belongs to editors', () => {
    const { nodes, unsupported } = readSvg(
      '<s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:i="urn:editor" width="9" height="9"><i:rect width="3" height="3"/><s:rect width="3" height="3"/></s:svg>',
    );
    expect(nodes).toHaveLength(1);
    expect(unsupported).toEqual([]);
  });

  it('is read even without a namespace', () => {
    expect(readSvg('<svg width="9" height="9"><rect width="3" height="3"/></svg>').nodes).toHaveLength(1);
  });

  it('shows its CSS background', () => {
    expect(
      readSvg('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8" style="background:#fff"/>').nodes,
    ).toMatchObject([{ type: 'rectangle', properties: { width: 9, height: 8 } }]);
  });
});

// Limits are reached by work, which takes a while on a busy machine.
describe('what cannot be read', { timeout: 60_000 }, () => {
  it.each<[string, string, RegExp]>([
    ['text', 'hello', /not a readable SVG/],
    ['nothing', '', /not a readable SVG/],
    ['another kind of document', '<html><body/></html>', /not an SVG file: it begins with <html>/],
    ['a file that was cut off', '<svg xmlns="http://www.w3.org/2000/svg"><g><rect', /not a readable SVG/],
    ['endless nesting', `<svg>${'<g>'.repeat(300)}${'</g>'.repeat(300)}</svg>`, /more than 256 levels/],
    ['too many elements', `<svg>${'<g/>'.repeat(100_001)}</svg>`, /more than 100,000 elements/],
    [
      'a drawing that multiplies itself',
      `<svg>${Array.from({ length: 20 }, (_, n) => `<g id="l${n}">${n === 0 ? '<rect width="1" height="1"/>' : `<use href="#l${n - 1}"/>`.repeat(8)}</g>`).join('')}</svg>`,
      /more than 100,000 elements/,
    ],
  ])('is refused with the reason: %s', (_, text, reason) => {
    const read = (): unknown => readSvg(text);
    expect(read).toThrow(expect.objectContaining({ name: 'SvgImportError', message: expect.stringMatching(reason) }));
  });

  it('is refused by size before it is parsed', () => {
    const parse: typeof parseXml = () => {
      throw new Error('parsed');
    };
    expect(() => importSvg(' '.repeat(MAX_SVG_CHARACTERS + 1), parse)).toThrow(/larger than \d+ MB/);
  });

  it('includes style sheets that would take for ever', () => {
    const rules = `<style>${Array.from({ length: 3000 }, (_, n) => `* * * .x${n} * {fill:red}`).join('')}</style>`;
    expect(() => readBody(rules + `<g><g><g>${'<rect width="1" height="1"/>'.repeat(8000)}</g></g></g>`)).toThrow(
      SvgImportError,
    );
  });
});

describe('a stroke behind its fill', () => {
  it('is a node of its own', () => {
    expect(readOne('<rect id="r" width="9" height="9" stroke="red" paint-order="stroke" opacity=".5"/>')).toMatchObject(
      {
        type: 'group',
        properties: { name: 'r', opacity: 0.5 },
        children: [{ properties: { strokes: [solid('#ff0000')] } }, { properties: { fills: [solid('#000000')] } }],
      },
    );
    expect(readOne('<rect width="9" height="9" stroke="red" paint-order="fill stroke"/>').type).toBe('rectangle');
  });
});
