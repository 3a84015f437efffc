import { describe, expect, it } from 'vitest';
import { readBody, readOne } from '../testing/read-svg.ts';

const ARROW =
  '<marker id="a" markerWidth="4" markerHeight="4" refX="4" refY="2" orient="auto"><path d="M0 0L4 2L0 4Z"/></marker>';
const DOT =
  '<marker id="d" markerUnits="userSpaceOnUse" markerWidth="2" markerHeight="2" refX="center" refY="center"><rect width="2" height="2"/></marker>';

describe('markers', () => {
  it('stand on the vertices they are for, as large as the stroke is wide', () => {
    const { type, properties, children } = readOne(
      `${ARROW}<path id="way" opacity=".5" d="M10 10H50" stroke="red" stroke-width="2" marker-end="url(#a)"/>`,
    );
    expect(type).toBe('group');
    expect(properties).toMatchObject({ name: 'way', opacity: 0.5 });
    expect(children).toMatchObject([
      { type: 'path', properties: { width: 40 } },
      { type: 'path', properties: { width: 8, height: 8, position: { x: 32, y: 0 } } },
    ]);
    expect(children[0]?.properties.opacity).toBeUndefined();
  });

  it('point where the outline goes', () => {
    const { children } = readOne(`${ARROW}<line x1="10" y1="10" x2="10" y2="50" stroke="red" marker-end="url(#a)"/>`);
    expect(children[1]?.properties).toMatchObject({ rotation: 90, position: { x: 4, y: 36 } });
  });

  it('in the middle stand on all vertices but the first and last', () => {
    const { children } = readOne(
      `${DOT}<polyline points="0,0 10,0 20,10 30,0" fill="none" stroke="red" marker-mid="url(#d)"/>`,
    );
    expect(children.slice(1).map(({ properties }) => properties.position)).toEqual([
      { x: 9, y: 0 },
      { x: 19, y: 10 },
    ]);
  });

  it('that are missing or hold themselves draw nothing', () => {
    expect(readOne('<line x2="9" stroke="red" marker-end="url(#none)"/>').type).toBe('line');
    const selfish = '<marker id="m"><path d="M0 0L2 2" stroke="red" marker-end="url(#m)"/></marker>';
    expect(readBody(`${selfish}<path d="M0 0L9 9" stroke="red" marker-end="url(#m)"/>`).nodes).toHaveLength(1);
  });
});

describe('strokes on one side', () => {
  it('are recognised where the shape itself cuts them in half', () => {
    const clip = '<clipPath id="c"><circle cx="9" cy="9" r="9"/></clipPath>';
    expect(
      readOne(`${clip}<circle cx="9" cy="9" r="9" stroke="red" stroke-width="4" clip-path="url(#c)"/>`),
    ).toMatchObject({ type: 'ellipse', properties: { strokeAlign: 'inside', strokeWeight: 2 } });
    const mask = '<mask id="m"><rect width="99" height="99" fill="#fff"/><path d="M0 0L9 9L0 9Z" fill="#000"/></mask>';
    expect(
      readOne(`${mask}<path d="M0 0L9 9L0 9Z" fill="none" stroke="red" stroke-width="4" mask="url(#m)"/>`),
    ).toMatchObject({ type: 'path', properties: { strokeAlign: 'outside', strokeWeight: 2 } });
  });

  it('are none where another shape cuts', () => {
    const clip = '<clipPath id="c"><circle cx="9" cy="9" r="8"/></clipPath>';
    expect(
      readOne(`${clip}<circle cx="9" cy="9" r="9" stroke="red" stroke-width="4" clip-path="url(#c)"/>`),
    ).toMatchObject({ type: 'frame', properties: { cornerRadius: 8 } });
  });
});
