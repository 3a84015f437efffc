import { type GradientPaint, solid } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { readOne } from '../testing/read-svg.ts';

const STOPS = '<stop stop-color="red"/><stop offset="100%" stop-color="#00f" stop-opacity=".5"/>';
const shape = (attributes = ''): string => `<rect x="20" y="30" width="40" height="20" fill="url(#g)" ${attributes}/>`;

const fillOf = (gradient: string, painted = shape()) => readOne(gradient + painted).properties.fills?.[0];
const handlesOf = (gradient: string, painted?: string) =>
  (fillOf(gradient, painted) as GradientPaint).handles.map((part) => Math.round(part * 1e4) / 1e4);

describe('gradients', () => {
  it('run across the box of the shape by default', () => {
    expect(fillOf(`<linearGradient id="g">${STOPS}</linearGradient>`, shape('fill-opacity=".4"'))).toEqual({
      type: 'linear',
      opacity: 0.4,
      visible: true,
      stops: [
        { offset: 0, color: '#ff0000', opacity: 1 },
        { offset: 1, color: '#0000ff', opacity: 0.5 },
      ],
      handles: [0, 0, 1, 0, 0, 1],
    });
    expect(handlesOf(`<radialGradient id="g">${STOPS}</radialGradient>`)).toEqual([0.5, 0.5, 1, 0.5, 0.5, 1]);
  });

  it('in user space are taken to the box of the shape', () => {
    expect(
      handlesOf(
        `<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="20" y1="30" x2="60" y2="30">${STOPS}</linearGradient>`,
      ),
    ).toEqual([0, 0, 1, 0, 0, 2]);
    expect(
      handlesOf(
        `<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="40" cy="40" r="10">${STOPS}</radialGradient>`,
      ),
    ).toEqual([0.5, 0.5, 0.75, 0.5, 0.5, 1]);
    expect(
      handlesOf(
        `<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="20%" y1="30%" x2="60%" y2="30%">${STOPS}</linearGradient>`,
      ),
    ).toEqual([0, 0, 1, 0, 0, 2]);
  });

  it('follow their own transform and that of the shape', () => {
    expect(handlesOf(`<linearGradient id="g" gradientTransform="rotate(90)">${STOPS}</linearGradient>`)).toEqual([
      0, 0, 0, 1, -1, 0,
    ]);
    expect(
      handlesOf(`<linearGradient id="g">${STOPS}</linearGradient>`, shape('transform="rotate(30) scale(3)"')),
    ).toEqual([0, 0, 1, 0, 0, 1]);
    expect(handlesOf(`<linearGradient id="g">${STOPS}</linearGradient>`, shape('transform="scale(-1 1)"'))).toEqual([
      1, 0, 0, 0, 1, 1,
    ]);
  });

  it('inherit stops and attributes from what they refer to, through circles', () => {
    const chain = `<linearGradient id="a" x1=".5" href="#b"/><radialGradient id="b" href="#a">${STOPS}</radialGradient><linearGradient id="g" xlink:href="#a"/>`;
    expect(handlesOf(chain)).toEqual([0.5, 0, 1, 0, 0.5, 0.5]);
  });

  it('keep their stops in order and within 0 to 1', () => {
    const paint = fillOf(
      '<linearGradient id="g"><stop offset=".5"/><stop offset=".2"/><stop offset="7"/><stop offset="x"/></linearGradient>',
    ) as GradientPaint;
    expect(paint.stops.map(({ offset }) => offset)).toEqual([0.5, 0.5, 1, 1]);
  });

  it('style their stops like anything else', () => {
    const paint = fillOf(
      '<style>.s{stop-color:lime}</style><g color="red"><linearGradient id="g"><stop class="s"/><stop stop-color="currentColor"/></linearGradient></g>',
    ) as GradientPaint;
    expect(paint.stops.map(({ color }) => color)).toEqual(['#00ff00', '#ff0000']);
  });

  it('of one stop or without length are one colour; without stops they are none', () => {
    expect(fillOf('<linearGradient id="g"><stop stop-color="red" stop-opacity=".5"/></linearGradient>')).toEqual(
      solid('#ff0000', 0.5),
    );
    expect(fillOf(`<linearGradient id="g" x2="0">${STOPS}</linearGradient>`)).toEqual(solid('#0000ff', 0.5));
    expect(fillOf(`<radialGradient id="g" r="0">${STOPS}</radialGradient>`)).toEqual(solid('#0000ff', 0.5));
    expect(fillOf('<linearGradient id="g"/>')).toBeUndefined();
  });

  it('that are missing leave their fallback', () => {
    expect(fillOf('', shape('style="fill:url(#none) lime"'))).toEqual(solid('#00ff00'));
    expect(fillOf('')).toBeUndefined();
  });
});

describe('gradients of text', () => {
  it('in user space stay where they are, whatever the letters need', () => {
    const gradient = `<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="100" y2="0">${STOPS}</linearGradient>`;
    const [x0, , x1] = handlesOf(gradient, '<text x="20" y="50" font-size="10" fill="url(#g)">abcd</text>');
    expect([x0, x1]).toEqual([-1, 4]);
  });
});

describe('gradients that go on beyond their ends', () => {
  const offsets = (gradient: string) =>
    (fillOf(gradient) as GradientPaint).stops.map(({ offset, color }) => [Math.round(offset * 100), color]);
  const repeated = (method: string) =>
    `<linearGradient id="g" x1=".25" x2=".75" spreadMethod="${method}"><stop offset=".5" stop-color="red"/><stop offset="1" stop-color="#00f"/></linearGradient>`;

  it('repeat or reflect over all of the box', () => {
    const period = [
      ['#ff0000', '#ff0000', '#0000ff'],
      ['#0000ff', '#ff0000', '#ff0000'],
    ];
    const colors = (method: string) => offsets(repeated(method)).map(([, color]) => color);
    expect(colors('repeat')).toEqual([...period[0]!, ...period[0]!, ...period[0]!]);
    expect(colors('reflect')).toEqual([...period[1]!, ...period[0]!, ...period[1]!]);
    expect(offsets(repeated('repeat')).map(([offset]) => offset)).toEqual([0, 17, 33, 33, 50, 67, 67, 83, 100]);
    expect(handlesOf(repeated('repeat'))).toEqual([-0.25, 0, 1.25, 0, -0.25, 0.5]);
  });
});
