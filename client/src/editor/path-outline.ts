/** Path data as straight pieces, fine enough to tell what a pointer is on; the true curves are the painters'. */
import type { Vector } from '@joinery/shared';
import { centerArc, pointOnArc } from '../svg/geometry/arc.ts';
import { parsePath, type Segment } from '../svg/geometry/path-data.ts';

/** One run of points per subpath, in the path's own units. */
export type Outline = readonly (readonly Vector[])[];

/** Pieces that a curve is cut into. */
const PIECES = 10;

/** Outlines kept at once; they are small beside what is painted. */
const MAX_KEPT = 500;

const kept = new Map<string, Outline>();

export function outlineOf(data: string): Outline {
  let outline = kept.get(data);
  if (outline !== undefined) return outline;
  outline = flatten(data);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(data, outline);
  return outline;
}

/** Whether a point is inside, as the fill rule says. Open subpaths count as closed, as when they are filled. */
export function encloses(outline: Outline, { x, y }: Vector, rule: 'nonzero' | 'evenodd'): boolean {
  let winding = 0;
  let crossings = 0;
  for (const run of outline) {
    run.forEach((a, index) => {
      const b = run[(index + 1) % run.length] ?? a;
      if (a.y <= y === b.y <= y) return;
      const at = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
      if (at <= x) return;
      crossings += 1;
      winding += b.y > a.y ? 1 : -1;
    });
  }
  return rule === 'nonzero' ? winding !== 0 : crossings % 2 === 1;
}

/** Whether a point is within a distance of the outline, when the outline is stretched like this. */
export function isNear(outline: Outline, point: Vector, reach: number, stretch: Vector): boolean {
  const stretched = ({ x, y }: Vector): Vector => ({ x: x * stretch.x, y: y * stretch.y });
  return outline.some((run) => {
    let a: Vector | undefined;
    for (const each of run) {
      const b = stretched(each);
      if (distanceToPiece(point, a ?? b, b) <= reach) return true;
      a = b;
    }
    return false;
  });
}

function distanceToPiece(p: Vector, a: Vector, b: Vector): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared));
  return Math.hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}

function flatten(data: string): Outline {
  const runs: Vector[][] = [];
  let run: Vector[] = [];
  for (const segment of parsePath(data)) {
    const from = run.at(-1) ?? { x: 0, y: 0 };
    if (segment[0] === 'M') runs.push((run = [{ x: segment[1], y: segment[2] }]));
    else if (segment[0] === 'Z') {
      const start = run[0] ?? from;
      run.push(start);
      // What follows without a move begins where the closed part began.
      runs.push((run = [start]));
    } else run.push(...pieces(from, segment));
  }
  return runs.filter(({ length }) => length > 1);
}

type Drawn = Exclude<Segment, readonly ['Z']>;

/** Points of a segment after its first. */
function pieces(from: Vector, segment: Drawn): Vector[] {
  const at = pointOf(from, segment);
  const count = segment[0] === 'L' || segment[0] === 'M' ? 1 : PIECES;
  return Array.from({ length: count }, (_, index) => at((index + 1) / count));
}

function pointOf(from: Vector, segment: Drawn): (t: number) => Vector {
  switch (segment[0]) {
    case 'M':
    case 'L': {
      const [, x, y] = segment;
      return () => ({ x, y });
    }
    case 'Q': {
      const [, x1, y1, x, y] = segment;
      return (t) => bezier([from, { x: x1, y: y1 }, { x, y }], t);
    }
    case 'C': {
      const [, x1, y1, x2, y2, x, y] = segment;
      return (t) => bezier([from, { x: x1, y: y1 }, { x: x2, y: y2 }, { x, y }], t);
    }
    case 'A': {
      const arc = centerArc(from.x, from.y, segment);
      return (t) => pointOnArc(arc, arc.start + t * arc.sweep);
    }
    default:
      return segment satisfies never;
  }
}

/** De Casteljau: a point of a curve of any degree. */
function bezier(points: readonly Vector[], t: number): Vector {
  let level = points;
  while (level.length > 1) {
    level = level.slice(1).map((b, i) => {
      const a = level[i] ?? b;
      return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
    });
  }
  return level[0] ?? { x: 0, y: 0 };
}
