/** What a style asks for besides paint: shadows and blurs out of filters, and blend modes. Filters of other kinds are named, not shown. */
import {
  BLEND_MODES,
  type BlendMode,
  type Effect,
  type Matrix,
  type NewNode,
  type ShadowEffect,
} from '@joinery/shared';
import { parseColor } from '../css/color.ts';
import { parseLength } from '../css/length.ts';
import type { Style } from '../css/style.ts';
import { meanScale } from '../geometry/rigid.ts';
import type { ImportContext } from './import-context.ts';
import { filterEffects } from './filter-effects.ts';

const MAX_FILTER_CHARACTERS = 2000;

/** @param matrix from the element's coordinates to those of the picture */
export function effectsOf(context: ImportContext, style: Style, matrix: Matrix): NewNode {
  const blend = style.get('mix-blend-mode').trim().toLowerCase();
  const known = BLEND_MODES.find((mode): mode is BlendMode => mode === blend);
  if (known === undefined && blend !== '') context.unsupported.add('blend modes');
  const effects = scaled(readFilter(context, style), matrix);
  return {
    ...(known === undefined || known === 'normal' ? {} : { blendMode: known }),
    ...(effects.length === 0 ? {} : { effects }),
  };
}

function readFilter(context: ImportContext, style: Style): readonly Effect[] {
  const text = style.get('filter').trim();
  if (text === 'none' || text === '') return [];
  const reference = /^url\(\s*['"]?(#[^'")\s]+)['"]?\s*\)$/.exec(text)?.[1];
  const element = reference === undefined ? undefined : context.tree.find(reference);
  const effects =
    element?.name === 'filter'
      ? filterEffects(element, context)
      : reference === undefined && text.length <= MAX_FILTER_CHARACTERS
        ? readFunctions(text, style)
        : undefined;
  if (effects === undefined) context.unsupported.add('filters');
  return effects ?? [];
}

/** `blur()` and `drop-shadow()`; undefined when there are others, or they come in an order that no node has. */
function readFunctions(text: string, style: Style): readonly Effect[] | undefined {
  const effects: Effect[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(blur|drop-shadow)\(((?:[^()]|\([^()]*\))*)\)\s*/i.exec(rest);
    if (match === null) return undefined;
    const [whole, name = '', inside = ''] = match;
    const effect = name.toLowerCase() === 'blur' ? readBlur(inside, style) : readShadow(inside, style);
    // What is blurred before it casts a shadow would cast another one than what is blurred with its shadow.
    if (effect === undefined || effects.at(-1)?.type === 'layer-blur') return undefined;
    effects.push(effect);
    rest = rest.slice(whole.length);
  }
  return effects;
}

const lengthOf = (text: string | undefined, { fontSize }: Style): number | undefined =>
  parseLength(text, { fontSize, whole: 0 });

function readBlur(text: string, style: Style): Effect | undefined {
  const deviation = text.trim() === '' ? 0 : lengthOf(text, style);
  return deviation === undefined ? undefined : { type: 'layer-blur', visible: true, blur: 2 * deviation };
}

function readShadow(text: string, style: Style): Effect | undefined {
  const parts = text.match(/[^\s(]+\([^)]*\)|[^\s]+/g) ?? [];
  const lengths = parts.map((part) => lengthOf(part, style)).filter((length) => length !== undefined);
  const colors = parts.filter((part) => lengthOf(part, style) === undefined);
  const color = parseColor(colors[0]?.replace(/^currentcolor$/i, style.get('color')) ?? style.get('color'));
  const [x, y, deviation = 0] = lengths;
  if (x === undefined || y === undefined || color === undefined || colors.length > 1) return undefined;
  return { type: 'drop-shadow', visible: true, ...color, x, y, blur: 2 * deviation, spread: 0 };
}

/** In the picture's px; the offsets of shadows turn with what casts them. */
function scaled(effects: readonly Effect[], matrix: Matrix): readonly Effect[] {
  const scale = meanScale(matrix);
  const { a, b, c, d } = matrix;
  return effects.map((effect) => {
    const blur = Math.min(10_000, effect.blur * scale);
    if (effect.type === 'layer-blur') return { ...effect, blur };
    const { x, y, spread } = effect;
    const shadow: ShadowEffect = { ...effect, blur, x: a * x + c * y, y: b * x + d * y, spread: spread * scale };
    return shadow;
  });
}
