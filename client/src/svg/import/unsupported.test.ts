import { describe, expect, it } from 'vitest';
import { readBody, readSvg } from '../testing/read-svg.ts';

const RECT = '<rect width="9" height="9"/>';

describe('what cannot be shown', () => {
  it.each<[string, string]>([
    ['filters', '<filter id="f"><feTurbulence/></filter><rect width="9" height="9" filter="url(#f)"/>'],
    ['masks', `<mask id="m"><circle r="5" fill="gray"/></mask><g mask="url(#m)">${RECT}</g>`],
    [
      'clip paths',
      `<clipPath id="c"><path d="M0 0L9 9L0 9Z"/><circle r="3"/></clipPath><g clip-path="url(#c)">${RECT}</g>`,
    ],
    ['clip paths', `<g style="clip-path:circle(5px)">${RECT}</g>`],
    ['filters', `<g style="filter:blur(2px) drop-shadow(1px 1px red)">${RECT}</g>`],
    ['blend modes', `<g style="mix-blend-mode:plus-lighter">${RECT}</g>`],
    ['pattern fills', '<pattern id="p"/><rect width="9" height="9" fill="url(#p)"/>'],
    ['images', `<image href="x.png" width="9" height="9"/>${RECT}`],
    ['embedded HTML', `<foreignObject width="9" height="9"/>${RECT}`],
    ['scripts', `<defs><script>alert(1)</script></defs>${RECT}`],
    ['animations', '<rect width="9" height="9"><animate attributeName="x"/></rect>'],
    ['animations', `<style>@keyframes a{from{x:0}}</style>${RECT}`],
    [
      'strokes that keep their width when scaled',
      '<path d="M0 0L9 9" stroke="red" vector-effect="non-scaling-stroke"/>',
    ],
    ['text along a path', '<path id="p" d="M5 5L9 9"/><text><textPath href="#p">along</textPath></text>'],
    ['letters placed one by one', '<text x="1 5 9">abc</text>'],
    ['letters turned one by one', '<text rotate="10">abc</text>'],
    ['text stretched to a length', '<text textLength="50">abc</text>'],
    ['stretched or mirrored text', '<text transform="scale(2 1)">abc</text>'],
    ['vertical text', '<text writing-mode="vertical-rl">abc</text>'],
    ['references to themselves', `<g id="a"><use href="#a"/>${RECT}</g>`],
    ['references to other files', `<use href="icons.svg#a"/>${RECT}`],
    ['media queries', `<style>@media (min-width: 5px){rect{fill:red}}</style>${RECT}`],
    ['web fonts', `<style>@font-face{font-family:x}</style>${RECT}`],
    ['imported style sheets', `<style>@import url(x.css);</style>${RECT}`],
    [
      'gradients that repeat very often',
      `<linearGradient id="g" x2=".001" spreadMethod="repeat"><stop/><stop offset="1"/></linearGradient><rect width="9" height="9" fill="url(#g)"/>`,
    ],
    [
      'gradients with an off-centre focus',
      `<radialGradient id="g" fx=".1"><stop/><stop offset="1"/></radialGradient><rect width="9" height="9" fill="url(#g)"/>`,
    ],
    ['<hatchpath> elements', `<hatchpath/>${RECT}`],
    ['shapes too large for the canvas', `<rect width="1e10" height="9"/>${RECT}`],
  ])('is named %s, and the rest is drawn', (what, body) => {
    const { nodes, unsupported } = readBody(body);
    expect(unsupported).toEqual([what]);
    expect(nodes.length).toBeGreaterThan(0);
  });

  it('is named once, with how often', () => {
    expect(readBody(`<image/>${RECT}<image/><image/><foreignObject/>`).unsupported).toEqual([
      'images (3)',
      'embedded HTML',
    ]);
  });

  it('does not include what is not drawn anyway', () => {
    expect(
      readBody(
        '<defs><image/><pattern><image/></pattern></defs><metadata/><title>x</title><desc/><switch><foreignObject requiredExtensions="x"/><rect width="9" height="9"/></switch>',
      ).unsupported,
    ).toEqual([]);
  });

  it('does not include what is fully supported', () => {
    const { unsupported } = readSvg(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:red}</style><defs><linearGradient id="g"><stop/><stop offset="1"/></linearGradient></defs>' +
        '<g class="a" opacity=".5"><rect width="9" height="9" fill="url(#g)" transform="rotate(5)"/><text>x</text></g></svg>',
    );
    expect(unsupported).toEqual([]);
  });
});
