/** Vertices of an outline and the direction it has there, as markers need them. Angles in radians. */
import type { Vector } from '@joinery/shared';
import { centerArc } from './arc.ts';
import type { Segment } from './path-data.ts';

export interface Vertex extends Vector {
  /** Half way between the directions in which the outline comes and goes. */
  readonly angle: number;
}

interface OpenVertex extends Vector {
  arriving?: number;
  leaving?: number;
}

export function pathVertices(segments: readonly Segment[]): Vertex[] {
  const vertices: OpenVertex[] = [];
  let pen: OpenVertex = { x: 0, y: 0 };
  let start = pen;
  for (const segment of segments) {
    const end: OpenVertex =
      segment[0] === 'Z' ? { x: start.x, y: start.y } : { x: segment.at(-2) as number, y: segment.at(-1) as number };
    if (segment[0] === 'M') start = end;
    else setDirections(segment, pen, end);
    if (segment[0] === 'Z') {
      end.leaving = start.leaving ?? 0;
      if (end.arriving !== undefined) start.arriving = end.arriving;
    }
    vertices.push(end);
    pen = end;
  }
  return vertices.map(({ x, y, arriving, leaving }) => ({
    x,
    y,
    angle: between(arriving ?? leaving ?? 0, leaving ?? arriving ?? 0),
  }));
}

function setDirections(segment: Segment, from: OpenVertex, to: OpenVertex): void {
  if (segment[0] === 'A') {
    const { start, sweep, rx, ry, turn } = centerArc(from.x, from.y, segment);
    const sign = Math.sign(sweep) || 1;
    const along = (angle: number): number =>
      turn + Math.atan2(sign * ry * Math.cos(angle), -sign * rx * Math.sin(angle));
    from.leaving ??= along(start);
    to.arriving = along(start + sweep);
    return;
  }
  const [, ...values] = segment;
  const points: Vector[] = [from];
  for (let index = 0; index + 3 < values.length; index += 2)
    points.push({ x: values[index] as number, y: values[index + 1] as number });
  points.push(to);
  const leaving = points.find((point) => !isSame(point, from));
  const arriving = points.findLast((point) => !isSame(point, to));
  if (leaving !== undefined) from.leaving ??= Math.atan2(leaving.y - from.y, leaving.x - from.x);
  if (arriving !== undefined) to.arriving = Math.atan2(to.y - arriving.y, to.x - arriving.x);
  // A segment without length goes the way the outline came.
  else if (from.arriving !== undefined) to.arriving = from.arriving;
}

const isSame = (a: Vector, b: Vector): boolean => a.x === b.x && a.y === b.y;

const between = (a: number, b: number): number => Math.atan2(Math.sin(a) + Math.sin(b), Math.cos(a) + Math.cos(b));
