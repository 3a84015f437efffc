import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  type Box,
  box,
  boxFromCorners,
  boxOfPoints,
  contains,
  containsPoint,
  corners,
  expand,
  intersects,
  union,
  unionAll,
} from './box.ts';
import {
  determinant,
  IDENTITY,
  invert,
  type Matrix,
  matrix,
  multiply,
  rotation,
  rotationOf,
  scaling,
  transformBox,
  transformPoint,
  transformVector,
  translation,
} from './matrix.ts';
import type { Vector } from './vector.ts';

const number = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 4);
const point = fc.record({ x: number, y: number });
const anyBox = fc.tuple(point, point).map(([a, b]) => boxFromCorners(a, b));
const invertible = fc
  .tuple(number, number, number, number, number, number)
  .map((parts) => matrix(...parts))
  .filter((m) => Math.abs(determinant(m)) > 1);

function expectNear(a: Vector, b: Vector): void {
  const slack = 1e-6 * Math.max(1, Math.abs(b.x), Math.abs(b.y));
  expect(Math.abs(a.x - b.x)).toBeLessThan(slack);
  expect(Math.abs(a.y - b.y)).toBeLessThan(slack);
}

describe('matrices', () => {
  property.prop([invertible, point])('an inverse takes every point back', (m, p) => {
    expectNear(transformPoint(invert(m), transformPoint(m, p)), p);
    expectNear(transformPoint(multiply(m, invert(m)), p), p);
  });

  property.prop([invertible, invertible, point])('a product is one map after the other', (m, n, p) => {
    expectNear(transformPoint(multiply(m, n), p), transformPoint(m, transformPoint(n, p)));
  });

  property.prop([fc.integer({ min: -720, max: 720 }), point])(
    'a rotation is told back, keeps lengths, and is exact at right angles',
    (degrees, p) => {
      const turned = rotationOf(rotation(degrees));
      expect((((turned - degrees) % 360) + 360.0000001) % 360).toBeCloseTo(0, 5);
      const { x, y } = transformVector(rotation(degrees), p);
      expect(Math.hypot(x, y)).toBeCloseTo(Math.hypot(p.x, p.y), 6);
      if (degrees % 180 === 0) expect([Math.abs(x), Math.abs(y)]).toEqual([Math.abs(p.x), Math.abs(p.y)]);
    },
  );

  test('y grows downwards, so a rotation turns clockwise on the screen', () => {
    expect(transformPoint(rotation(90), { x: 1, y: 0 })).toEqual({ x: 0, y: 1 });
    expect(rotation(360)).toBe(IDENTITY);
  });

  test.each<Matrix>([scaling(0, 1), matrix(1, 2, 2, 4, 5, 6), matrix(Number.POSITIVE_INFINITY, 0, 0, 1, 0, 0)])(
    'what flattens the plane has an inverse without a NaN in it',
    (flat) => {
      for (const part of Object.values(invert({ ...flat, a: flat.a }))) expect(Number.isNaN(part)).toBe(false);
    },
  );

  property.prop([invertible, anyBox])(
    'the box around a transformed box holds its corners, and touches one on each side',
    (m, a) => {
      const around = transformBox(m, a);
      const points = corners(a).map((corner) => transformPoint(m, corner));
      for (const p of points) expect(containsPoint(around, p)).toBe(true);
      expect(around).toEqual(boxOfPoints(points));
    },
  );

  test('a translation moves points and leaves directions', () => {
    expect(transformPoint(translation(3, 4), { x: 1, y: 1 })).toEqual({ x: 4, y: 5 });
    expect(transformVector(translation(3, 4), { x: 1, y: 1 })).toEqual({ x: 1, y: 1 });
  });
});

describe('boxes', () => {
  property.prop([anyBox, anyBox, anyBox])('a union is the least box that holds both', (a, b, c) => {
    const both = union(a, b);
    expect(contains(both, a) && contains(both, b)).toBe(true);
    if (contains(c, a) && contains(c, b)) expect(contains(c, both)).toBe(true);
    expect(union(a, b)).toEqual(union(b, a));
    expect(unionAll([a, b, c])).toEqual(union(a, union(b, c)));
  });

  property.prop([anyBox, anyBox, point])('boxes intersect where some point lies in both, edges included', (a, b, p) => {
    if (containsPoint(a, p) && containsPoint(b, p)) expect(intersects(a, b)).toBe(true);
    const overlap = box(
      Math.max(a.left, b.left),
      Math.max(a.top, b.top),
      Math.min(a.right, b.right),
      Math.min(a.bottom, b.bottom),
    );
    expect(intersects(a, b)).toBe(overlap.left <= overlap.right && overlap.top <= overlap.bottom);
  });

  property.prop([anyBox, fc.nat({ max: 50 })])('expanding and shrinking again is nothing', (a, by) => {
    expect(contains(expand(a, by), a)).toBe(true);
    expect(expand(expand(a, by), -by)).toEqual(a);
  });

  test('nothing has no box', () => {
    expect(unionAll([])).toBeUndefined();
    expect(boxOfPoints([])).toBeUndefined();
    expect(boxOfPoints([{ x: 1, y: 2 }])).toEqual<Box>({ left: 1, top: 2, right: 1, bottom: 2 });
  });
});
