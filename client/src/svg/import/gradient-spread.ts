/**
 * Gradients that repeat or reflect beyond their ends. A paint's gradient does neither, so it is made long enough to reach
 * all over the node's box, its colours written as often as they are seen.
 */
import { type GradientStop, invert, type Matrix, matrix, multiply, transformPoint } from '@joinery/shared';

export interface SpreadGradient {
  /** From gradient space (main axis 0,0 to 1,0, cross axis to 0,1) to units of the node's box. */
  readonly axes: Matrix;
  readonly stops: readonly GradientStop[];
}

/** How far strokes may reach out of the box, as a share of it. */
const MARGIN = 0.25;
const CORNERS = [-MARGIN, 1 + MARGIN].flatMap((x) => [-MARGIN, 1 + MARGIN].map((y) => ({ x, y })));

/** Undefined when that takes more stops than a paint may have. */
export function spreadOut(
  gradient: SpreadGradient,
  spread: 'repeat' | 'reflect',
  kind: { readonly linear: boolean; readonly maxStops: number },
): SpreadGradient | undefined {
  const toGradient = invert(gradient.axes);
  const places = CORNERS.map((corner) => transformPoint(toGradient, corner)).map(({ x, y }) =>
    kind.linear ? x : Math.hypot(x, y),
  );
  const first = kind.linear ? Math.min(0, Math.floor(Math.min(...places))) : 0;
  const count = Math.max(1, Math.ceil(Math.max(...places))) - first;
  if (!(count * (gradient.stops.length + 2) <= kind.maxStops)) return undefined;
  const whole = filled(gradient.stops);
  const stops: GradientStop[] = [];
  for (let period = 0; period < count; period++) {
    const turned = spread === 'reflect' && (period + first) % 2 !== 0;
    stops.push(
      ...(turned ? reversed(whole) : whole).map((stop) => ({ ...stop, offset: (period + stop.offset) / count })),
    );
  }
  // A circle grows evenly; a line only along its axis.
  const longer = kind.linear ? matrix(count, 0, 0, 1, first, 0) : matrix(count, 0, 0, count, 0, 0);
  return { axes: multiply(gradient.axes, longer), stops };
}

const reversed = (stops: readonly GradientStop[]): GradientStop[] =>
  stops.map((stop) => ({ ...stop, offset: 1 - stop.offset })).toReversed();

/** From 0 to 1, so that no period runs into the next. */
function filled(stops: readonly GradientStop[]): GradientStop[] {
  const [first, last] = [stops[0], stops.at(-1)];
  const start = first === undefined || first.offset === 0 ? [] : [{ ...first, offset: 0 }];
  const end = last === undefined || last.offset === 1 ? [] : [{ ...last, offset: 1 }];
  return [...start, ...stops, ...end];
}
