/** The transform attribute and property: a list of functions, and where they turn around. Angles in degrees. */
import { IDENTITY, type Matrix, matrix, multiply, rotation, scaling, translation } from '@joinery/shared';

const FUNCTION = /[\s,]*([a-z]+(?:[XYZ]|3d)?)\s*\(([^()]*)\)/iy;

/** Undefined for a malformed list, of which nothing counts. Numbers have no unit, or px, deg, rad, grad, turn. */
export function parseTransform(text: string): Matrix | undefined {
  let result = IDENTITY;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    FUNCTION.lastIndex = at;
    const call = FUNCTION.exec(text);
    const step = call === null ? undefined : functionMatrix((call[1] ?? '').toLowerCase(), argumentsOf(call[2] ?? ''));
    if (step === undefined) return undefined;
    result = multiply(result, step);
    at = FUNCTION.lastIndex;
  }
  return isFinite(result) ? result : undefined;
}

const isFinite = (m: Matrix): boolean => [m.a, m.b, m.c, m.d, m.e, m.f].every(Number.isFinite);

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  deg: 1,
  rad: 180 / Math.PI,
  grad: 0.9,
  turn: 360,
  pt: 4 / 3,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
};

function argumentsOf(text: string): number[] {
  const found = text.match(/[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?:[a-z%]+)?/gi) ?? [];
  return found.map((part) => {
    const value = Number.parseFloat(part);
    return (
      value * (UNITS[part.replace(/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/i, '').toLowerCase()] ?? Number.NaN)
    );
  });
}

const tangent = (degrees: number): number => Math.tan((degrees * Math.PI) / 180);

function functionMatrix(name: string, values: readonly number[]): Matrix | undefined {
  const [first, second, third] = values;
  if (first === undefined || values.some(Number.isNaN)) return undefined;
  switch (name) {
    case 'matrix':
      return values.length === 6 ? matrix(...(values as [number, number, number, number, number, number])) : undefined;
    case 'translate':
    case 'translate3d':
      return translation(first, second ?? 0);
    case 'translatex':
      return translation(first, 0);
    case 'translatey':
      return translation(0, first);
    case 'scale':
    case 'scale3d':
      return scaling(first, second ?? first);
    case 'scalex':
      return scaling(first, 1);
    case 'scaley':
      return scaling(1, first);
    case 'rotate':
    case 'rotatez':
      return about(rotation(first), second ?? 0, third ?? 0);
    case 'skewx':
      return matrix(1, 0, tangent(first), 1, 0, 0);
    case 'skewy':
      return matrix(1, tangent(first), 0, 1, 0, 0);
    case 'skew':
      return matrix(1, tangent(second ?? 0), tangent(first), 1, 0, 0);
    default:
      return undefined;
  }
}

/** The map around a point instead of the origin. */
export const about = (m: Matrix, x: number, y: number): Matrix =>
  x === 0 && y === 0 ? m : multiply(multiply(translation(x, y), m), translation(-x, -y));
