import { describe, expect, test } from 'vitest';
import { luminance } from './luminance.ts';
import { colorName, PERSON_COLORS, textColorOn } from './person-color.ts';

/** Linear red, green and blue of `#rrggbb`, 0 to 1. */
const linear = (hex: string): [number, number, number] => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

/** As WCAG defines it: 1 (the same) to 21. */
function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** How different two colours look: distance in OKLab (Björn Ottosson), in which 1 is from black to white. */
function difference(a: string, b: string): number {
  const [one, other] = [a, b].map((hex) => {
    const [red, green, blue] = linear(hex);
    const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  }) as [number[], number[]];
  return Math.hypot(...one.map((part, at) => part - (other[at] ?? 0)));
}

describe('the colours of people', () => {
  test('are twenty that can be told apart', () => {
    expect(PERSON_COLORS).toHaveLength(20);
    expect(new Set(PERSON_COLORS.map(colorName)).size).toBe(20);
    const least = Math.min(
      ...PERSON_COLORS.flatMap((a, at) => PERSON_COLORS.slice(at + 1).map((b) => difference(a, b))),
    );
    expect(least).toBeGreaterThanOrEqual(0.06);
  });

  test.each(PERSON_COLORS)('%s is seen on light and on dark, and names read on it', (color) => {
    expect(contrast(color, textColorOn(color))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(3);
    expect(contrast(color, '#1e1e22')).toBeGreaterThanOrEqual(2.4);
  });
});
