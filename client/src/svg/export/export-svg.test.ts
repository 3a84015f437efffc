import { solid } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import type { SvgNode } from '../../editor/svg-import.ts';
import { drawnDocument, exportNodes, exportPage } from '../testing/drawn-document.ts';

const RED = [solid('#ff0000')];
const BLUE = [solid('#0000ff')];

const node = (
  type: SvgNode['type'],
  properties: SvgNode['properties'],
  children: readonly SvgNode[] = [],
): SvgNode => ({ type, properties, children });
const box = (properties: SvgNode['properties'] = {}): SvgNode =>
  node('rectangle', { position: { x: 10, y: 20 }, width: 30, height: 40, fills: RED, ...properties });

/** What stands inside the `svg` element. */
const bodyOf = (...nodes: SvgNode[]): string => /^<svg [^>]*>(.*)<\/svg>\n$/s.exec(exportNodes(nodes))?.[1] ?? '';

describe('exporting shapes', () => {
  it('writes upright ones by their coordinates', () => {
    expect(bodyOf(box())).toBe('<rect x="10" y="20" width="30" height="40" fill="#ff0000"/>');
    expect(bodyOf(box({ cornerRadius: 5, opacity: 0.5 }))).toBe(
      '<rect opacity="0.5" x="10" y="20" width="30" height="40" rx="5" fill="#ff0000"/>',
    );
    expect(bodyOf(node('ellipse', { width: 20, height: 20, fills: RED }))).toBe(
      '<circle cx="10" cy="10" r="10" fill="#ff0000"/>',
    );
    expect(bodyOf(node('ellipse', { width: 20, height: 10, fills: RED }))).toBe(
      '<ellipse cx="10" cy="5" rx="10" ry="5" fill="#ff0000"/>',
    );
    expect(
      bodyOf(
        node('line', {
          position: { x: 1, y: 2 },
          width: 9,
          height: 0,
          strokes: BLUE,
          strokeCap: 'round',
          strokeWeight: 2,
        }),
      ),
    ).toBe('<line x1="1" y1="2" x2="10" y2="2" stroke="#0000ff" stroke-width="2" stroke-linecap="round"/>');
  });

  it('D13 leaves out what only a newer version knows, but not what lies in it', () => {
    const hologram = 'hologram' as SvgNode['type'];
    expect(bodyOf(node(hologram, { fills: RED }))).toBe('');
    expect(bodyOf(node(hologram, { position: { x: 1, y: 2 }, name: 'Deep' }, [box()]))).toBe(
      '<g id="Deep" transform="translate(1 2)"><rect x="10" y="20" width="30" height="40" fill="#ff0000"/></g>',
    );
  });

  it('writes turned ones with a transform', () => {
    expect(bodyOf(box({ rotation: 45 }))).toBe(
      '<rect transform="translate(10 20) rotate(45)" width="30" height="40" fill="#ff0000"/>',
    );
  });

  it('writes four radii as a path, shrunk to fit', () => {
    expect(bodyOf(box({ position: { x: 0, y: 0 }, cornerRadius: [10, 0, 60, 0] }))).toContain(
      'd="M5 0L30 0 30 10A30 30 0 0 1 0 40L0 40 0 5A5 5 0 0 1 5 0Z"',
    );
  });

  it('stretches outlines to the size of their node', () => {
    expect(
      bodyOf(
        node('path', {
          width: 20,
          height: 10,
          fills: RED,
          fillRule: 'evenodd',
          path: { data: 'M0 0h2v2z', width: 2, height: 2 },
        }),
      ),
    ).toBe('<path d="M0 0L20 0 20 10Z" fill-rule="evenodd" fill="#ff0000"/>');
  });

  it('paints several paints one over the other, bottom to top', () => {
    expect(bodyOf(box({ name: 'two', fills: [...RED, solid('#00ff00', 0.5)], strokes: BLUE }))).toBe(
      '<g id="two"><rect x="10" y="20" width="30" height="40" fill="#ff0000"/><rect x="10" y="20" width="30" height="40" fill="#00ff00" fill-opacity="0.5"/>' +
        '<rect x="10" y="20" width="30" height="40" stroke="#0000ff"/></g>',
    );
  });

  it('leaves out what is not seen', () => {
    expect(
      bodyOf(
        box({ visible: false }),
        box({ opacity: 0 }),
        box({ fills: [] }),
        box({ fills: [{ ...solid('#ff0000'), visible: false }] }),
        node('group', {}, []),
      ),
    ).toBe('');
  });

  it('writes gradients once, by their handles', () => {
    const gradient = {
      type: 'linear' as const,
      opacity: 0.5,
      visible: true,
      stops: [
        { offset: 0, color: '#ff0000', opacity: 1 },
        { offset: 1, color: '#0000ff', opacity: 0 },
      ],
      handles: [0, 0, 1, 0, 0, 1] as const,
    };
    const body = bodyOf(box({ fills: [gradient] }), box({ fills: [gradient] }));
    expect(body.match(/<linearGradient /g)).toHaveLength(1);
    expect(body).toContain(
      '<linearGradient id="joinery-gradient-1" gradientUnits="userSpaceOnUse" x1="10" y1="20" x2="40" y2="20"><stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff" stop-opacity="0"/></linearGradient>',
    );
    expect(body).toContain('fill="url(#joinery-gradient-1)" fill-opacity="0.5"');
    expect(bodyOf(box({ fills: [{ ...gradient, type: 'radial', handles: [0.5, 0.5, 1, 0.5, 0.5, 1] }] }))).toContain(
      'cx="0" cy="0" r="1" gradientTransform="matrix(15 0 0 20 25 40)"',
    );
  });
});

describe('exporting strokes inside and outside', () => {
  const stroked = { fills: RED, strokes: BLUE, strokeWeight: 4 };

  it('moves simple outlines', () => {
    expect(bodyOf(box({ ...stroked, strokeAlign: 'inside' }))).toContain(
      '<rect x="12" y="22" width="26" height="36" stroke="#0000ff" stroke-width="4"/>',
    );
    expect(bodyOf(box({ ...stroked, strokeAlign: 'outside', cornerRadius: 5 }))).toContain(
      '<rect x="8" y="18" width="34" height="44" rx="7"',
    );
  });

  it('doubles others and cuts off the wrong half', () => {
    const inside = bodyOf(box({ ...stroked, strokeAlign: 'inside', cornerRadius: 1 }));
    expect(inside).toContain(
      '<clipPath id="joinery-clip-1"><rect x="10" y="20" width="30" height="40" rx="1"/></clipPath>',
    );
    expect(inside).toContain('stroke-width="8" clip-path="url(#joinery-clip-1)"');
    expect(bodyOf(node('ellipse', { ...stroked, width: 20, height: 10, strokeAlign: 'outside' }))).toContain(
      'stroke-width="8" mask="url(#joinery-mask-1)"',
    );
  });

  it('leaves open outlines centred', () => {
    expect(bodyOf(node('line', { width: 9, height: 0, strokes: BLUE, strokeAlign: 'inside' }))).toBe(
      '<line x2="9" stroke="#0000ff"/>',
    );
  });
});

describe('exporting containers', () => {
  it('nests groups and frames with their transforms, and clips frames', () => {
    expect(bodyOf(node('group', { name: 'g', position: { x: 5, y: 5 }, rotation: 90 }, [box()]))).toBe(
      '<g id="g" transform="translate(5 5) rotate(90)"><rect x="10" y="20" width="30" height="40" fill="#ff0000"/></g>',
    );
    const frame = bodyOf(
      node('frame', { position: { x: 5, y: 5 }, width: 50, height: 50, fills: BLUE, cornerRadius: 3 }, [box()]),
    );
    expect(frame).toBe(
      '<defs><clipPath id="joinery-clip-1"><rect width="50" height="50" rx="3"/></clipPath></defs><g transform="translate(5 5)"><rect width="50" height="50" rx="3" fill="#0000ff"/>' +
        '<g clip-path="url(#joinery-clip-1)"><rect x="10" y="20" width="30" height="40" fill="#ff0000"/></g></g>',
    );
    expect(bodyOf(node('frame', { width: 50, height: 50, clip: false }, [box()]))).not.toContain('clip');
  });

  it('gives each name once as an id, escaped', () => {
    const body = bodyOf(box({ name: 'a & "b" <c>\u0007' }), box({ name: 'x' }), box({ name: 'x' }));
    expect(body).toContain('id="a &amp; &quot;b&quot; &lt;c&gt;"');
    expect(body).toContain('id="x"');
    expect(body).toContain('id="x_2"');
  });

  it('shows chosen nodes where they are on the page, in a view box around them', () => {
    const drawn = drawnDocument([
      node('group', { position: { x: 100, y: 0 }, rotation: 90 }, [box({ position: { x: 0, y: 0 } })]),
    ]);
    const group = drawn.document.children(drawn.page)[0]!;
    const only = drawn.document.children(group);
    const text = exportPage({ ...drawn, page: only[0]! }, { width: 100, height: 50 });
    expect(text).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50" fill="none"><rect transform="translate(100 0) rotate(90)" width="30" height="40" fill="#ff0000"/></svg>\n',
    );
  });
});

describe('exporting text', () => {
  const text = {
    characters: 'a < b',
    fontFamily: 'Inter',
    fontSize: 10,
    fills: RED,
    width: 25,
    height: 12,
    position: { x: 10, y: 0 },
  };

  it('writes one line on its baseline, escaped', () => {
    expect(bodyOf(node('text', text))).toBe(
      '<text x="10" y="9.6378" font-family="\'Inter\', sans-serif" font-size="10" xml:space="preserve" fill="#ff0000">a &lt; b</text>',
    );
  });

  it('writes lines as parts, anchored where they are aligned', () => {
    const body = bodyOf(
      node('text', {
        ...text,
        characters: 'ab\n\ncdef',
        textAlign: 'center',
        width: 40,
        fontWeight: 700,
        fontStyle: 'italic',
        letterSpacing: 1,
        textDecoration: 'underline',
      }),
    );
    expect(body).toContain(
      'font-weight="700" font-style="italic" letter-spacing="1" text-decoration="underline" text-anchor="middle"',
    );
    expect(body.match(/<tspan x="30" y="[\d.]+">/g)).toHaveLength(2);
  });
});
