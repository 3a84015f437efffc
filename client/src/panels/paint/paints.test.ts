import { isGradient, solid } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { asKind, flipped, parseColor, quarterTurned, stopAt, withNewStop, withStop } from './paints.ts';

const STOPS = [
  { offset: 0, color: '#000000', opacity: 1 },
  { offset: 1, color: '#ffffff', opacity: 0 },
];

describe('paints', () => {
  it('turn from a colour into a gradient of it and back', () => {
    const gradient = asKind(solid('#ff0000', 0.5), 'linear');
    expect(gradient).toMatchObject({ type: 'linear', opacity: 0.5, visible: true });
    expect(isGradient(gradient) && gradient.stops[0]?.color).toBe('#ff0000');
    expect(asKind(gradient, 'solid')).toEqual(solid('#ff0000', 0.5));
  });

  it('keep stops in order when one passes another, and say where it went', () => {
    const { stops, index } = withStop([...STOPS, { offset: 1, color: '#ff0000', opacity: 1 }], 0, { offset: 0.99 });
    expect(index).toBe(0);
    expect(withStop(stops, 0, { offset: 1 }).stops.map(({ offset }) => offset)).toEqual([1, 1, 1]);
    expect(withStop(STOPS, 1, { offset: 0 }).index).toBe(1);
  });

  it('give a new stop the colour that is there', () => {
    expect(stopAt(STOPS, 0.5)).toEqual({ offset: 0.5, color: '#808080', opacity: 0.5 });
    expect(withNewStop(STOPS, 0.5)).toMatchObject({ index: 1 });
    expect(stopAt([{ offset: 0.5, color: '#123456', opacity: 1 }], 0.1).color).toBe('#123456');
  });

  it('flip and turn as often as it takes to come back', () => {
    expect(flipped(flipped(STOPS))).toEqual(STOPS);
    let handles: Parameters<typeof quarterTurned>[0] = [0.5, 0, 0.5, 1, 0, 0];
    for (let turn = 0; turn < 4; turn += 1) handles = quarterTurned(handles);
    expect(handles).toEqual([0.5, 0, 0.5, 1, 0, 0]);
  });

  it.each([
    ['#FF8800', '#ff8800'],
    ['f80', '#ff8800'],
    [' #abc ', '#aabbcc'],
    ['red', undefined],
    ['#12345', undefined],
  ])('read %s as %s', (text, color) => {
    expect(parseColor(text)).toBe(color);
  });
});
