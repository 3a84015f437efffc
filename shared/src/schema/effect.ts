/** Effects of a node, as they stand in a document: bottom to top. Lengths in px, along the page's axes however the node is turned. */
import { isColor } from './paint.ts';
import { isList, type Value } from './value.ts';

/** A shadow of the node on what lies behind it, or of its edge on itself. */
export interface ShadowEffect {
  readonly type: 'drop-shadow' | 'inner-shadow';
  readonly visible: boolean;
  /** `#rrggbb`, lower case. */
  readonly color: string;
  /** 0 to 1. */
  readonly opacity: number;
  readonly x: number;
  readonly y: number;
  /** Twice the standard deviation, as in CSS. */
  readonly blur: number;
  /** How much larger than the node the shadow is on each side; an inner one is thicker by it. */
  readonly spread: number;
}

/** The node and all in it out of focus. */
export interface BlurEffect {
  readonly type: 'layer-blur';
  readonly visible: boolean;
  /** Twice the standard deviation. */
  readonly blur: number;
}

export type Effect = ShadowEffect | BlurEffect;

/** How a node's colours meet those behind it, as in CSS. */
export const BLEND_MODES = [
  'normal',
  'darken',
  'multiply',
  'color-burn',
  'lighten',
  'screen',
  'color-dodge',
  'overlay',
  'soft-light',
  'hard-light',
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
] as const;
export type BlendMode = (typeof BLEND_MODES)[number];

const MAX_EFFECTS = 32;
const MAX_BLUR = 10_000;
const MAX_SHIFT = 100_000;

const isBetween = (value: Value | undefined, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

function isEffect(effect: Value): boolean {
  if (typeof effect !== 'object' || effect === null || isList(effect)) return false;
  const { type, visible, blur, color, opacity, x, y, spread } = effect;
  if (typeof visible !== 'boolean') return false;
  if (type === 'layer-blur') return isBetween(blur, 0, MAX_BLUR);
  // One that only newer clients know is kept and passed on (D13); painters skip it.
  if (type !== 'drop-shadow' && type !== 'inner-shadow') return typeof type === 'string';
  return (
    isColor(color) &&
    isBetween(opacity, 0, 1) &&
    isBetween(blur, 0, MAX_BLUR) &&
    [x, y, spread].every((shift) => isBetween(shift, -MAX_SHIFT, MAX_SHIFT))
  );
}

/** Why a value is no list of effects; undefined when it is one. */
export function checkEffects(value: Value): string | undefined {
  if (!isList(value)) return 'a list of effects';
  if (value.length > MAX_EFFECTS) return `at most ${MAX_EFFECTS} effects`;
  return value.every(isEffect)
    ? undefined
    : 'effects with type, visible, blur, and for shadows color, opacity 0..1, x, y and spread';
}
