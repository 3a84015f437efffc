/** Paints as the panel edits them: changing kind, stops and colours. Pure. */
import { type GradientPaint, type GradientStop, isGradient, type Paint } from '@joinery/shared';

export type PaintKind = Paint['type'];

/** Kinds that can be made of any other; a picture has to be chosen. */
export type ColorKind = Exclude<PaintKind, 'picture'>;

/** Downwards, and from the middle outwards: as most gradients are meant. */
const HANDLES: Readonly<Record<GradientPaint['type'], GradientPaint['handles']>> = {
  linear: [0.5, 0, 0.5, 1, 0, 0],
  radial: [0.5, 0.5, 0.5, 1, 1, 0.5],
  angular: [0.5, 0.5, 0.5, 0, 1, 0.5],
  diamond: [0.5, 0.5, 0.5, 1, 1, 0.5],
};

/** The same paint as another kind, keeping as much of its colours as that kind has. */
export function asKind(paint: Paint, kind: ColorKind): Paint {
  if (paint.type === kind) return paint;
  const { visible } = paint;
  if (kind === 'solid') {
    const first = paint.type === 'solid' ? paint : isGradient(paint) ? paint.stops[0] : undefined;
    return { type: 'solid', color: first?.color ?? '#d9d9d9', opacity: paint.opacity, visible };
  }
  if (isGradient(paint)) return { ...paint, type: kind, handles: HANDLES[kind] };
  const { opacity } = paint;
  const color = 'color' in paint ? paint.color : '#d9d9d9';
  const stops = [
    { offset: 0, color, opacity: 1 },
    { offset: 1, color, opacity: 0 },
  ];
  return { type: kind, opacity, visible, stops, handles: HANDLES[kind] };
}

export interface MovedStops {
  readonly stops: readonly GradientStop[];
  /** Where the stop in question is now. */
  readonly index: number;
}

/** The stops with one changed, in order of offset as the schema wants them. */
export function withStop(stops: readonly GradientStop[], index: number, change: Partial<GradientStop>): MovedStops {
  const stop = stops[index];
  if (stop === undefined) return { stops, index };
  const changed = { ...stop, ...change };
  const sorted = stops.with(index, changed).toSorted((a, b) => a.offset - b.offset);
  return { stops: sorted, index: sorted.indexOf(changed) };
}

const mix = (a: number, b: number, part: number): number => a + (b - a) * part;

const channels = (hex: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

function mixColors(a: string, b: string, part: number): string {
  const [from, to] = [channels(a), channels(b)];
  const mixed = from.map((value, index) =>
    Math.round(mix(value, to[index] ?? value, part))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${mixed.join('')}`;
}

/** The colour of a gradient at an offset, as a stop. */
export function stopAt(stops: readonly GradientStop[], offset: number): GradientStop {
  const after = stops.find((stop) => stop.offset >= offset);
  const before = stops.findLast((stop) => stop.offset <= offset);
  const [a, b] = [before ?? after, after ?? before];
  if (a === undefined || b === undefined) return { offset, color: '#d9d9d9', opacity: 1 };
  const part = b.offset === a.offset ? 0 : (offset - a.offset) / (b.offset - a.offset);
  return { offset, color: mixColors(a.color, b.color, part), opacity: mix(a.opacity, b.opacity, part) };
}

/** The stops with one more, coloured as the gradient is there. */
export function withNewStop(stops: readonly GradientStop[], offset: number): MovedStops {
  const added = stopAt(stops, offset);
  const sorted = [...stops, added].toSorted((a, b) => a.offset - b.offset);
  return { stops: sorted, index: sorted.indexOf(added) };
}

/** Back to front in the other direction. */
export const flipped = (stops: readonly GradientStop[]): readonly GradientStop[] =>
  stops.map((stop) => ({ ...stop, offset: 1 - stop.offset })).toReversed();

/** The handles turned a quarter clockwise about the middle of the box. */
export function quarterTurned(handles: GradientPaint['handles']): GradientPaint['handles'] {
  const [x0, y0, x1, y1, x2, y2] = handles;
  return [1 - y0, x0, 1 - y1, x1, 1 - y2, x2];
}

/** `#rrggbb` from what people type: with or without `#`, three digits or six, any case. Undefined when it is no colour. */
export function parseColor(text: string): string | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`;
}
