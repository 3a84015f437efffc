/** What part of a transform a node can hold: its place and rotation. The rest must go into its geometry. */
import { determinant, invert, type Matrix, matrix, multiply, rotation, rotationOf } from '@joinery/shared';

export interface Rigid {
  /**
   * `similar`: moves, turns and scales evenly, so that any node can follow it. `square`: right angles stay right, but
   * sides stretch differently or are mirrored. `skewed`: anything else.
   */
  readonly kind: 'similar' | 'square' | 'skewed';
  /** Degrees; 0 where the axes stay upright. */
  readonly turn: number;
  /** The linear part that is left when the turn is taken off. */
  readonly rest: Matrix;
}

const TOLERANCE = 1e-6;

export function rigidPart(m: Matrix): Rigid {
  const linear = matrix(m.a, m.b, m.c, m.d, 0, 0);
  const size = Math.max(Math.abs(m.a), Math.abs(m.b), Math.abs(m.c), Math.abs(m.d));
  const near = (value: number): boolean => Math.abs(value) <= size * TOLERANCE;
  const similar = near(m.a - m.d) && near(m.b + m.c);
  if (near(m.b) && near(m.c) && !(similar && m.a < 0))
    return { kind: similar ? 'similar' : 'square', turn: 0, rest: matrix(m.a, 0, 0, m.d, 0, 0) };
  const square = Math.abs(m.a * m.c + m.b * m.d) <= size * size * TOLERANCE;
  if (!square) return { kind: 'skewed', turn: 0, rest: linear };
  const turn = Math.round(rotationOf(m) * 1e6) / 1e6;
  const rest = multiply(invert(rotation(turn)), linear);
  return { kind: similar ? 'similar' : 'square', turn, rest: matrix(rest.a, 0, 0, rest.d, 0, 0) };
}

/** By how much lengths grow: exact where sides stretch evenly, else their geometric mean. */
export const meanScale = (m: Matrix): number => Math.sqrt(Math.abs(determinant(m)));

/** Whether circles stay circles, mirrored or not. */
export function isEven({ a, b, c, d }: Matrix): boolean {
  const [x, y] = [a * a + b * b, c * c + d * d];
  return Math.abs(x - y) <= 1e-3 * Math.max(x, y) && Math.abs(a * c + b * d) <= 1e-3 * Math.max(x, y);
}
