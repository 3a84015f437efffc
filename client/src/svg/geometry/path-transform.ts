import { determinant, type Matrix, transformPoint } from '@joinery/shared';
import { transformEllipse } from './arc.ts';
import type { Segment } from './path-data.ts';

/** The outline under an affine map. Arcs stay arcs; one that is flattened to a line becomes a line. */
export function transformPath(m: Matrix, segments: readonly Segment[]): Segment[] {
  return segments.map((segment): Segment => {
    switch (segment[0]) {
      case 'M':
      case 'L':
        return [segment[0], ...at(m, segment[1], segment[2])];
      case 'Q':
        return ['Q', ...at(m, segment[1], segment[2]), ...at(m, segment[3], segment[4])];
      case 'C':
        return [
          'C',
          ...at(m, segment[1], segment[2]),
          ...at(m, segment[3], segment[4]),
          ...at(m, segment[5], segment[6]),
        ];
      case 'A':
        return transformArc(m, segment);
      case 'Z':
        return segment;
      default:
        return segment satisfies never;
    }
  });
}

function transformArc(
  m: Matrix,
  [, rx, ry, degrees, large, sweep, x, y]: Extract<Segment, readonly ['A', ...number[]]>,
): Segment {
  const end = at(m, x, y);
  const ellipse = transformEllipse(m, rx, ry, degrees);
  if (!(ellipse.ry > ellipse.rx * 1e-9)) return ['L', ...end];
  const mirrored = determinant(m) < 0;
  return ['A', ellipse.rx, ellipse.ry, ellipse.degrees, large, mirrored ? (sweep === 1 ? 0 : 1) : sweep, ...end];
}

function at(m: Matrix, x: number, y: number): [number, number] {
  const point = transformPoint(m, { x, y });
  return [point.x, point.y];
}
