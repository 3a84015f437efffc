/** Paints of fills and strokes, as they stand in a document. Colours are `#rrggbb`, lower case; alpha is `opacity`, 0 to 1. */
import { isList, type Value } from './value.ts';

/** One colour all over. */
export interface SolidPaint {
  readonly type: 'solid';
  readonly color: string;
  readonly opacity: number;
  readonly visible: boolean;
}

/** A colour at a place of a gradient. */
export interface GradientStop {
  /** 0 (start or centre) to 1 (end or rim). */
  readonly offset: number;
  readonly color: string;
  readonly opacity: number;
}

/** How a gradient's colours run: along a line, outwards in ellipses or in diamonds, or around a centre, clockwise from its main axis. */
export const GRADIENT_KINDS = ['linear', 'radial', 'angular', 'diamond'] as const;
export type GradientKind = (typeof GRADIENT_KINDS)[number];

/** Whether a paint has stops and handles; one of a kind that only newer clients know may have none. */
export const isGradient = (paint: Paint): paint is GradientPaint => isGradientKind(paint.type);

const isGradientKind = (type: Value | undefined): boolean => GRADIENT_KINDS.some((kind) => kind === type);

/** Colours that run into each other. */
export interface GradientPaint {
  readonly type: GradientKind;
  readonly opacity: number;
  readonly visible: boolean;
  /** In ascending order of offset, at least one. */
  readonly stops: readonly GradientStop[];
  /**
   * Three points `[x0, y0, x1, y1, x2, y2]` in units of the node's box (0,0 top left to 1,1 bottom right): start or
   * centre, end of the main axis, end of the cross axis. Three points express any affine gradient transform.
   */
  readonly handles: readonly [number, number, number, number, number, number];
}

/** How a picture meets the box: covers it, lies in it whole, repeats, or shows a part of itself stretched over it. */
export const PICTURE_MODES = ['fill', 'fit', 'tile', 'crop'] as const;
export type PictureMode = (typeof PICTURE_MODES)[number];

/** A picture that the file keeps. */
export interface PicturePaint {
  readonly type: 'picture';
  readonly opacity: number;
  readonly visible: boolean;
  /** Hash of its bytes, by which the relay has it (see docs/protocol.md). */
  readonly picture: string;
  /** Of the picture, in px. */
  readonly width: number;
  readonly height: number;
  readonly mode: PictureMode;
  /** For `tile`: how large one is shown, as a multiple of its size. */
  readonly scale: number;
  /** For `crop`: left, top, width and height of the part that is shown, in units of the picture. May reach beyond it. */
  readonly crop: readonly [number, number, number, number];
}

/** What a fill or a stroke is painted with. */
export type Paint = SolidPaint | GradientPaint | PicturePaint;

/** A visible paint of one colour. @param color `#rrggbb`, lower case @param opacity 0 to 1 */
export const solid = (color: string, opacity = 1): SolidPaint => ({ type: 'solid', color, opacity, visible: true });

const MAX_PAINTS = 64;
const MAX_STOPS = 256;

const COLOR = /^#[0-9a-f]{6}$/;

const isUnit = (value: Value | undefined): boolean => typeof value === 'number' && value >= 0 && value <= 1;

/** Whether this is a colour: `#rrggbb`, lower case. */
export const isColor = (value: Value | undefined): boolean => typeof value === 'string' && COLOR.test(value);

const isRecord = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !isList(value);

const isStop = (value: Value): boolean =>
  isRecord(value) && isUnit(value['offset']) && isColor(value['color']) && isUnit(value['opacity']);

function hasStopsAndHandles(paint: { readonly [key: string]: Value }): boolean {
  const { stops, handles } = paint;
  return (
    stops !== undefined &&
    isList(stops) &&
    stops.length > 0 &&
    stops.length <= MAX_STOPS &&
    stops.every(isStop) &&
    handles !== undefined &&
    isList(handles) &&
    handles.length === 6 &&
    handles.every((part) => Number.isFinite(part))
  );
}

const HASH = /^[\w-]{43}$/;

const isSize = (value: Value | undefined, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

function isPicture({ picture, width, height, mode, scale, crop }: { readonly [key: string]: Value }): boolean {
  return (
    typeof picture === 'string' &&
    HASH.test(picture) &&
    isSize(width, 1, 1e6) &&
    isSize(height, 1, 1e6) &&
    PICTURE_MODES.some((known) => known === mode) &&
    isSize(scale, 0.001, 1000) &&
    crop !== undefined &&
    isList(crop) &&
    crop.length === 4 &&
    crop.every((part, index) => isSize(part, index < 2 ? -1000 : 1e-4, 1000))
  );
}

function isPaint(value: Value): boolean {
  if (!isRecord(value) || !isUnit(value['opacity']) || typeof value['visible'] !== 'boolean') return false;
  if (value['type'] === 'solid') return isColor(value['color']);
  if (value['type'] === 'picture') return isPicture(value);
  // A paint of a kind that only newer clients know is kept and passed on (D13); painters skip it.
  if (!isGradientKind(value['type'])) return typeof value['type'] === 'string';
  return hasStopsAndHandles(value);
}

/** Why a value is no list of paints; undefined when it is one. */
export function checkPaints(value: Value): string | undefined {
  if (!isList(value)) return 'a list of paints';
  if (value.length > MAX_PAINTS) return `at most ${MAX_PAINTS} paints`;
  return value.every(isPaint) ? undefined : 'paints with type, opacity 0..1, visible, and a color or stops and handles';
}
