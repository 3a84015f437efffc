import { describe, expect, it } from 'vitest';
import { readBody, readOne } from '../testing/read-svg.ts';

describe('use', () => {
  it('draws a definition where it is used, in the style of its use', () => {
    const { nodes } = readBody(
      '<defs><rect id="r" width="4" height="4"/></defs><use href="#r" x="10" y="20" fill="red"/><use xlink:href="#r" transform="scale(2)"/>',
    );
    expect(nodes).toMatchObject([
      { properties: { position: { x: 10, y: 20 }, fills: [{ color: '#ff0000' }] } },
      { properties: { position: { x: 0, y: 0 }, width: 8 } },
    ]);
  });

  it('fits a symbol into its viewport and cuts off what reaches out of it', () => {
    const symbol = '<symbol id="s" viewBox="0 0 10 10"><rect x="2" width="4" height="4"/></symbol>';
    expect(readOne(`${symbol}<use href="#s" x="50" width="20" height="20"/>`)).toMatchObject({
      type: 'rectangle',
      properties: { position: { x: 54, y: 0 }, width: 8 },
    });
    const wide = '<symbol id="s" viewBox="0 0 10 10"><rect x="-5" width="20" height="4"/></symbol>';
    expect(readOne(`${wide}<use href="#s" x="50" width="20" height="20"/>`)).toMatchObject({
      type: 'frame',
      properties: { position: { x: 50, y: 0 }, width: 20, height: 20, clip: true },
      children: [{ properties: { position: { x: -10, y: 0 }, width: 40 } }],
    });
  });

  it('of nothing draws nothing, and one that repeats itself stops', () => {
    expect(readBody('<use href="#none"/><use/>').nodes).toEqual([]);
    expect(
      readBody('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><rect width="3" height="3"/></g>').nodes.length,
    ).toBeGreaterThan(0);
  });

  it('in a group of its name when several parts are used', () => {
    expect(
      readOne('<defs><g id="pair"><circle r="1"/><circle r="2"/></g></defs><use id="eyes" href="#pair"/>'),
    ).toMatchObject({ type: 'group', properties: { name: 'eyes' } });
  });
});

describe('an inner svg', () => {
  it('has coordinates of its own and cuts off what leaves it, unless told otherwise', () => {
    const body = '<rect width="100" height="200"/>';
    expect(readOne(`<svg x="10" y="10" width="50" height="50" viewBox="0 0 100 100">${body}</svg>`)).toMatchObject({
      type: 'frame',
      properties: { position: { x: 10, y: 10 }, width: 50, height: 50 },
      children: [{ properties: { width: 50, height: 100 } }],
    });
    expect(
      readOne(`<svg x="10" y="10" width="50" height="50" viewBox="0 0 100 100" overflow="visible">${body}</svg>`),
    ).toMatchObject({ type: 'rectangle', properties: { position: { x: 10, y: 10 }, width: 50 } });
  });

  it('without size takes that of its surroundings, percentages included', () => {
    expect(readOne('<svg><rect width="50%" height="10%"/></svg>')).toMatchObject({
      properties: { width: 50, height: 10 },
    });
    expect(readOne('<svg width="0"><rect width="5" height="5"/></svg><rect width="7" height="7"/>')).toMatchObject({
      properties: { width: 7 },
    });
  });
});

describe('clip paths', () => {
  const big = '<circle cx="20" cy="20" r="30"/>';

  it('that are rectangles become clipping frames', () => {
    const clip = '<clipPath id="c"><rect x="10" y="10" width="30" height="20" rx="4"/></clipPath>';
    expect(readOne(`${clip}<g id="cut" opacity=".5" clip-path="url(#c)">${big}${big}</g>`)).toMatchObject({
      type: 'frame',
      properties: {
        name: 'cut',
        opacity: 0.5,
        position: { x: 10, y: 10 },
        width: 30,
        height: 20,
        cornerRadius: 4,
        clip: true,
      },
      children: [{ properties: { position: { x: -20, y: -20 } } }, {}],
    });
  });

  it('that are circles, outlines of rectangles or white masks are frames too', () => {
    expect(readOne(`<clipPath id="c"><circle r="9"/></clipPath><g clip-path="url(#c)">${big}</g>`)).toMatchObject({
      type: 'frame',
      properties: { cornerRadius: 9, width: 18 },
    });
    expect(
      readOne(`<clipPath id="c"><path d="M0 0h24v24H0z"/></clipPath><g clip-path="url(#c)">${big}</g>`),
    ).toMatchObject({ type: 'frame', properties: { width: 24 } });
    expect(
      readOne(`<mask id="c"><path d="M24 0H0V24H24V0Z" fill="white"/></mask><g mask="url(#c)">${big}</g>`),
    ).toMatchObject({ type: 'frame', properties: { width: 24 } });
    expect(
      readOne(
        `<rect id="r" width="24" height="24" display="none"/><clipPath id="c"><use href="#r"/></clipPath><g clip-path="url(#c)">${big}</g>`
          .replace('<rect', '<defs><rect')
          .replace('"none"/>', '"none"/></defs>'),
      ),
    ).toMatchObject({ type: 'frame', properties: { width: 24 } });
  });

  it('that cut nothing off are dropped', () => {
    expect(
      readOne(
        `<clipPath id="c"><rect width="90" height="90" x="-20" y="-20"/></clipPath><g clip-path="url(#c)">${big}</g>`,
      ).type,
    ).toBe('ellipse');
  });

  it('turn with what they clip', () => {
    expect(
      readOne(
        `<clipPath id="c"><rect width="20" height="10"/></clipPath><g transform="translate(50 50) rotate(90)" clip-path="url(#c)">${big}</g>`,
      ),
    ).toMatchObject({
      type: 'frame',
      properties: { rotation: 90, position: { x: 50, y: 50 }, width: 20, height: 10 },
      children: [{ properties: { position: { x: -10, y: -10 } } }],
    });
  });
});
