import { type Box, box, corners } from './box.ts';
import type { Vector } from './vector.ts';

/** An affine map, in the order of canvas and SVG: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Leaves every point where it is. */
export const IDENTITY: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
/** A matrix by its parts, in the order of canvas and SVG. */
export const matrix = (a: number, b: number, c: number, d: number, e: number, f: number): Matrix => ({
  a,
  b,
  c,
  d,
  e,
  f,
});
/** Shifts by x, y px. */
export const translation = (x: number, y: number): Matrix => ({ a: 1, b: 0, c: 0, d: 1, e: x, f: y });
/** Stretches from the origin. */
export const scaling = (x: number, y: number): Matrix => ({ a: x, b: 0, c: 0, d: y, e: 0, f: 0 });

/** Clockwise on screen, in degrees. Right angles are exact. */
export function rotation(degrees: number): Matrix {
  if (degrees === 0) return IDENTITY;
  const turn = degrees > 0 && degrees < 360 ? degrees : ((degrees % 360) + 360) % 360;
  if (turn === 0) return IDENTITY;
  if (turn === 90) return { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 };
  if (turn === 180) return { a: -1, b: 0, c: 0, d: -1, e: 0, f: 0 };
  if (turn === 270) return { a: 0, b: -1, c: 1, d: 0, e: 0, f: 0 };
  const radians = (turn * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  return { a: cos, b: sin, c: -sin, d: cos, e: 0, f: 0 };
}

/** First `n`, then `m`: (m × n)(p) = m(n(p)). */
export const multiply = (m: Matrix, n: Matrix): Matrix => ({
  a: m.a * n.a + m.c * n.b,
  b: m.b * n.a + m.d * n.b,
  c: m.a * n.c + m.c * n.d,
  d: m.b * n.c + m.d * n.d,
  e: m.a * n.e + m.c * n.f + m.e,
  f: m.b * n.e + m.d * n.f + m.f,
});

/** How many times larger areas become; negative where they are mirrored. */
export const determinant = (m: Matrix): number => m.a * m.d - m.b * m.c;

/** The inverse; the identity's linear part where the matrix flattens the plane, so that nothing turns into NaN. */
export function invert(m: Matrix): Matrix {
  const det = determinant(m);
  if (det === 0 || !Number.isFinite(det)) return translation(-m.e, -m.f);
  return {
    a: m.d / det,
    b: -m.b / det,
    c: -m.c / det,
    d: m.a / det,
    e: (m.c * m.f - m.d * m.e) / det,
    f: (m.b * m.e - m.a * m.f) / det,
  };
}

/** Where a point goes. */
export const transformPoint = (m: Matrix, p: Vector): Vector => ({
  x: m.a * p.x + m.c * p.y + m.e,
  y: m.b * p.x + m.d * p.y + m.f,
});

/** A direction: like a point, without the translation. */
export const transformVector = (m: Matrix, p: Vector): Vector => ({
  x: m.a * p.x + m.c * p.y,
  y: m.b * p.x + m.d * p.y,
});

/** The upright box around a transformed box. */
export function transformBox(m: Matrix, a: Box): Box {
  const [p, q, r, s] = corners(a).map((corner) => transformPoint(m, corner)) as [Vector, Vector, Vector, Vector];
  return box(
    Math.min(p.x, q.x, r.x, s.x),
    Math.min(p.y, q.y, r.y, s.y),
    Math.max(p.x, q.x, r.x, s.x),
    Math.max(p.y, q.y, r.y, s.y),
  );
}

/** The angle by which the x axis is turned, in degrees, in (-180, 180]. */
export const rotationOf = (m: Matrix): number => (Math.atan2(m.b, m.a) * 180) / Math.PI;
