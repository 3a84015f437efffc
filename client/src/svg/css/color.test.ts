import { describe, expect, it } from 'vitest';
import { parseColor } from './color.ts';

describe('a colour', () => {
  it.each<[string, string, number]>([
    ['#abc', '#aabbcc', 1],
    ['#ABCD', '#aabbcc', 0.8667],
    ['#a1b2c3', '#a1b2c3', 1],
    ['#a1b2c380', '#a1b2c3', 0.502],
    ['rebeccapurple', '#663399', 1],
    [' LightGoldenrodYellow ', '#fafad2', 1],
    ['transparent', '#000000', 0],
    ['rgb(1, 2,3)', '#010203', 1],
    ['rgb(100%,0%,50%)', '#ff0080', 1],
    ['rgba(1 2 3 / 25%)', '#010203', 0.25],
    ['RGB(300,-5,0)', '#ff0000', 1],
    ['hsl(120,100%,25%)', '#008000', 1],
    ['hsla(0.5turn 100% 50% / .5)', '#00ffff', 0.5],
    ['hsl(-60deg,100%,50%)', '#ff00ff', 1],
    ['hsl(210 50% 40%)', '#336699', 1],
    ['hwb(90 10% 20%)', '#73cc1a', 1],
  ])('%s is %s at %d', (text, color, opacity) => {
    expect(parseColor(text)).toEqual({ color, opacity });
  });

  it.each([
    '',
    '#12',
    '#12345',
    'blurple',
    'rgb(1,2)',
    'rgb(1,2,x)',
    'hsl(a,1%,1%)',
    'color(display-p3 1 0 0)',
    'none',
    'constructor',
    'url(#a)',
  ])('%j is none', (text) => {
    expect(parseColor(text)).toBeUndefined();
  });
});
