/**
 * `filter` elements that are shadows and blurs, as editors write them: for each shadow a chain of grown or shrunk, shifted, blurred and cut
 * alpha that is coloured at its end; or the short `feDropShadow`; or one `feGaussianBlur` of everything.
 */
import type { Effect, ShadowEffect } from '@joinery/shared';
import { parseColor } from '../css/color.ts';
import { parseShare } from '../css/length.ts';
import { elementsOf, type XmlElement } from '../xml/xml-element.ts';
import type { ImportContext } from './import-context.ts';

/** What a chain says so far. */
interface Chain {
  x: number;
  y: number;
  blur: number;
  spread: number;
  inner: boolean;
  /** Something of it was said. */
  begun: boolean;
}

const newChain = (): Chain => ({ x: 0, y: 0, blur: 0, spread: 0, inner: false, begun: false });

/** Undefined where a filter does anything else. */
export function filterEffects(filter: XmlElement, context: ImportContext): readonly Effect[] | undefined {
  if (filter.attributes.get('primitiveUnits') === 'objectBoundingBox') return undefined;
  const effects: Effect[] = [];
  let chain = newChain();
  for (const primitive of elementsOf(filter)) {
    switch (primitive.name) {
      case 'feFlood':
      case 'feMerge':
        break;
      case 'feBlend':
        if ((primitive.attributes.get('mode') ?? 'normal') !== 'normal') return undefined;
        break;
      case 'feMorphology':
        chain.spread = number(primitive, 'radius') * (primitive.attributes.get('operator') === 'dilate' ? 1 : -1);
        chain.begun = true;
        break;
      case 'feOffset':
        chain.x = number(primitive, 'dx');
        chain.y = number(primitive, 'dy');
        chain.begun = true;
        break;
      case 'feGaussianBlur':
        if (!isEven(primitive)) return undefined;
        chain.blur = 2 * number(primitive, 'stdDeviation');
        chain.begun = true;
        break;
      case 'feComposite': {
        const operator = primitive.attributes.get('operator');
        if (operator !== 'out' && operator !== 'arithmetic') return undefined;
        chain.inner = operator === 'arithmetic';
        break;
      }
      case 'feColorMatrix': {
        if (!chain.begun) break;
        const shadow = shadowOf(primitive, chain);
        if (shadow === undefined) return undefined;
        effects.push(shadow);
        chain = newChain();
        break;
      }
      case 'feDropShadow':
        if (!isEven(primitive)) return undefined;
        effects.push(shortShadow(primitive, context));
        break;
      default:
        return undefined;
    }
  }
  const { begun, blur, x, y, spread } = chain;
  if (begun && (x !== 0 || y !== 0 || spread !== 0)) return undefined;
  return begun && blur > 0 ? [...effects, { type: 'layer-blur', visible: true, blur }] : effects;
}

/** A chain's colour and opacity are the constants of its matrix. */
function shadowOf(primitive: XmlElement, { x, y, blur, spread, inner }: Chain): ShadowEffect | undefined {
  const values = (primitive.attributes.get('values') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [red, green, blue, alpha] = [4, 9, 14, 18].map((at) => values[at] ?? Number.NaN);
  if (values.length !== 20 || ![red, green, blue, alpha].every((value) => value !== undefined && value >= 0))
    return undefined;
  const hex = [red, green, blue].map((value) =>
    Math.round(Math.min(1, value ?? 0) * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return {
    type: inner ? 'inner-shadow' : 'drop-shadow',
    visible: true,
    color: `#${hex.join('')}`,
    opacity: Math.min(1, alpha ?? 1),
    x,
    y,
    blur,
    spread: inner ? -spread : spread,
  };
}

function shortShadow(primitive: XmlElement, context: ImportContext): ShadowEffect {
  const style = context.styleInPlace(primitive);
  const flood = parseColor(primitive.attributes.get('flood-color') ?? '') ?? parseColor(style.get('color'));
  const color = flood ?? { color: '#000000', opacity: 1 };
  return {
    type: 'drop-shadow',
    visible: true,
    color: primitive.attributes.has('flood-color') ? color.color : '#000000',
    opacity: color.opacity * parseShare(primitive.attributes.get('flood-opacity'), 1),
    x: number(primitive, 'dx', 2),
    y: number(primitive, 'dy', 2),
    blur: 2 * number(primitive, 'stdDeviation', 2),
    spread: 0,
  };
}

function number({ attributes }: XmlElement, name: string, otherwise = 0): number {
  const value = Number.parseFloat(attributes.get(name) ?? '');
  return Number.isFinite(value) ? value : otherwise;
}

/** Whether a blur is the same across and down. */
function isEven({ attributes }: XmlElement): boolean {
  const [across, down] = (attributes.get('stdDeviation') ?? '').trim().split(/[\s,]+/);
  return down === undefined || across === down;
}
