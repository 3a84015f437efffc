/** Elliptical arcs: from SVG's end points to a centre and angles, and under affine maps. Angles in radians unless named. */
import type { Matrix } from '@joinery/shared';
import type { Segment } from './path-data.ts';

type ArcSegment = Extract<Segment, readonly ['A', ...number[]]>;

export interface CenterArc {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  /** Of the x axis of the ellipse. */
  readonly turn: number;
  readonly start: number;
  /** Signed: positive is clockwise on screen. */
  readonly sweep: number;
}

/** The arc from a point, as in the implementation notes of the specification (radii that are too small grow). */
export function centerArc(
  x0: number,
  y0: number,
  [, rx0, ry0, degrees, large, clockwise, x, y]: ArcSegment,
): CenterArc {
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [dx, dy] = [(x0 - x) / 2, (y0 - y) / 2];
  const [px, py] = [cos * dx + sin * dy, cos * dy - sin * dx];
  const grow = Math.max(1, Math.hypot(px / rx0, py / ry0));
  const [rx, ry] = [rx0 * grow, ry0 * grow];
  const [ux, uy] = [px / rx, py / ry];
  const rest = Math.max(0, 1 / (ux * ux + uy * uy) - 1);
  const side = Math.sqrt(rest) * (large === clockwise ? -1 : 1);
  const [qx, qy] = [side * uy, -side * ux];
  const start = Math.atan2(uy - qy, ux - qx);
  const end = Math.atan2(-uy - qy, -ux - qx);
  let sweep = end - start;
  if (clockwise === 1 && sweep < 0) sweep += 2 * Math.PI;
  if (clockwise === 0 && sweep > 0) sweep -= 2 * Math.PI;
  const [ex, ey] = [qx * rx, qy * ry];
  return { cx: cos * ex - sin * ey + (x0 + x) / 2, cy: sin * ex + cos * ey + (y0 + y) / 2, rx, ry, turn, start, sweep };
}

export function pointOnArc({ cx, cy, rx, ry, turn }: CenterArc, angle: number): { x: number; y: number } {
  const [ux, uy] = [rx * Math.cos(angle), ry * Math.sin(angle)];
  return { x: cx + Math.cos(turn) * ux - Math.sin(turn) * uy, y: cy + Math.sin(turn) * ux + Math.cos(turn) * uy };
}

/** Angles within the arc at which it is leftmost, rightmost, topmost or bottommost. */
export function extremeAngles(arc: CenterArc): number[] {
  const { rx, ry, turn } = arc;
  const flat = Math.atan2(-ry * Math.sin(turn), rx * Math.cos(turn));
  const steep = Math.atan2(ry * Math.cos(turn), rx * Math.sin(turn));
  return [flat, flat + Math.PI, steep, steep + Math.PI].filter((angle) => isWithin(arc, angle));
}

function isWithin({ start, sweep }: CenterArc, angle: number): boolean {
  const full = 2 * Math.PI;
  const ahead = (((sweep >= 0 ? angle - start : start - angle) % full) + full) % full;
  return ahead <= Math.abs(sweep);
}

/** Radii and rotation (degrees) of an ellipse under the linear part of a map: a singular value decomposition. */
export function transformEllipse(
  m: Matrix,
  rx: number,
  ry: number,
  degrees: number,
): { rx: number; ry: number; degrees: number } {
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [a, b] = [(m.a * cos + m.c * sin) * rx, (m.b * cos + m.d * sin) * rx];
  const [c, d] = [(m.c * cos - m.a * sin) * ry, (m.d * cos - m.b * sin) * ry];
  const [sum, difference] = [Math.hypot(a + d, b - c), Math.hypot(a - d, b + c)];
  const axis = (Math.atan2(b - c, a + d) + Math.atan2(b + c, a - d)) / 2;
  return { rx: (sum + difference) / 2, ry: Math.abs(sum - difference) / 2, degrees: (axis * 180) / Math.PI };
}
