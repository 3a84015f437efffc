import { fc, test as property } from '@fast-check/vitest';
import { matrix, type Matrix, transformPoint, type Vector } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { centerArc, pointOnArc } from './arc.ts';
import { pathBounds } from './path-bounds.ts';
import { parsePath, type Segment } from './path-data.ts';
import { transformPath } from './path-transform.ts';

const STEPS = 64;

/** Points along an outline, by the definition of each curve. */
function sampled(segments: readonly Segment[]): Vector[] {
  const points: Vector[] = [];
  let pen = { x: 0, y: 0 };
  for (const segment of segments) {
    if (segment[0] === 'Z') continue;
    const [x, y] = segment.slice(-2) as [number, number];
    for (let step = 1; step <= STEPS; step++) points.push(pointAt(pen, segment, step / STEPS));
    pen = { x, y };
  }
  return points;
}

function pointAt(from: Vector, segment: Exclude<Segment, readonly ['Z']>, t: number): Vector {
  if (segment[0] === 'A') {
    const arc = centerArc(from.x, from.y, segment);
    return pointOnArc(arc, arc.start + arc.sweep * t);
  }
  const [, ...values] = segment;
  let points = [from];
  for (let index = 0; index < values.length; index += 2) points.push({ x: values[index]!, y: values[index + 1]! });
  if (segment[0] === 'M') points = points.slice(1);
  while (points.length > 1)
    points = points.slice(1).map((point, index) => ({
      x: points[index]!.x * (1 - t) + point.x * t,
      y: points[index]!.y * (1 - t) + point.y * t,
    }));
  return points[0]!;
}

const boundsOf = (points: readonly Vector[]) => ({
  left: Math.min(...points.map(({ x }) => x)),
  top: Math.min(...points.map(({ y }) => y)),
  right: Math.max(...points.map(({ x }) => x)),
  bottom: Math.max(...points.map(({ y }) => y)),
});

const length = fc.integer({ min: -100, max: 100 });
const radius = fc.integer({ min: 1, max: 80 });
const flag = fc.constantFrom<0 | 1>(0, 1);
const outline = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constant('L' as const), length, length),
      fc.tuple(fc.constant('Q' as const), length, length, length, length),
      fc.tuple(fc.constant('C' as const), length, length, length, length, length, length),
      fc.tuple(fc.constant('A' as const), radius, radius, length, flag, flag, length, length),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((segments): Segment[] => [['M', 3, 7], ...segments])
  .filter((segments) =>
    segments.every((each, index) => index === 0 || each.slice(-2).join() !== segments[index - 1]!.slice(-2).join()),
  );

describe('bounds of an outline', { timeout: 30_000 }, () => {
  property.prop([outline])('hold every point of it, and touch it on all sides', (segments) => {
    const bounds = pathBounds(segments)!;
    const points = sampled(segments);
    const around = boundsOf(points);
    // A sample misses a turning point by a little, and is never outside.
    for (const side of ['left', 'top'] as const) expect(around[side] - bounds[side]).toBeGreaterThanOrEqual(-1e-6);
    for (const side of ['right', 'bottom'] as const) expect(around[side] - bounds[side]).toBeLessThanOrEqual(1e-6);
    for (const side of ['left', 'top', 'right', 'bottom'] as const)
      expect(Math.abs(around[side] - bounds[side])).toBeLessThan(0.5);
  });

  it('are those of the circle, not of its control points', () => {
    expect(pathBounds(parsePath('M0 50A50 50 0 1 1 100 50A50 50 0 1 1 0 50Z'))).toEqual({
      left: 0,
      top: 0,
      right: 100,
      bottom: 100,
    });
  });

  it('are none for an empty path', () => {
    expect(pathBounds([])).toBeUndefined();
  });
});

describe('an outline under an affine map', { timeout: 30_000 }, () => {
  const part = fc.integer({ min: -20, max: 20 }).map((value) => value / 10);
  const map = fc
    .tuple(part, part, part, part, length, length)
    .filter(([a, b, c, d]) => Math.abs(a * d - b * c) > 0.2)
    .map((parts): Matrix => matrix(...parts));

  property.prop([outline, map])('passes through the images of its points', (segments, m) => {
    const expected = sampled(segments).map((point) => transformPoint(m, point));
    const moved = sampled(transformPath(m, segments));
    // Parameters of arcs are not kept, so compare as sets: each image lies near the moved outline.
    for (const point of expected.filter((_, index) => index % 7 === 0)) {
      const nearest = Math.min(...moved.map((other) => Math.hypot(other.x - point.x, other.y - point.y)));
      expect(nearest).toBeLessThan(25);
    }
    const [a, b] = [boundsOf(expected), boundsOf(moved)];
    for (const side of ['left', 'top', 'right', 'bottom'] as const)
      expect(Math.abs(a[side] - b[side])).toBeLessThan(1.5);
  });

  it('keeps arcs as arcs, turning the other way when mirrored', () => {
    expect(transformPath(matrix(-2, 0, 0, 2, 0, 0), parsePath('M0 0A5 5 0 0 1 10 0'))).toEqual([
      ['M', 0, 0],
      ['A', 10, 10, expect.any(Number), 0, 0, -20, 0],
    ]);
  });

  it('turns an arc that is flattened into a line', () => {
    expect(transformPath(matrix(1, 0, 0, 0, 0, 0), parsePath('M0 0A5 5 0 0 1 10 0'))[1]).toEqual(['L', 10, 0]);
  });
});
