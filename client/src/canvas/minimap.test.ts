import { box } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { mapView } from './minimap.ts';

describe('the view of a minimap', () => {
  it('shows the page whole and in the middle, at any pixel ratio', () => {
    for (const pixelRatio of [1, 2]) {
      const { scale, x, y } = mapView(box(1000, -200, 3000, 0), { width: 200, height: 140 }, pixelRatio);
      expect(1000 * scale + x).toBeGreaterThan(0);
      expect(3000 * scale + x).toBeLessThan(200 * pixelRatio);
      expect(2000 * scale + x).toBeCloseTo(100 * pixelRatio, -0.5);
      expect(-100 * scale + y).toBeCloseTo(70 * pixelRatio, -0.5);
    }
  });

  it('bears a page with a single point on it', () => {
    expect(mapView(box(5, 5, 5, 5), { width: 200, height: 140 }, 1).scale).toBeLessThan(Infinity);
  });
});
