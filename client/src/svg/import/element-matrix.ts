import { IDENTITY, type Matrix } from '@joinery/shared';
import { parseLength } from '../css/length.ts';
import type { Style } from '../css/style.ts';
import { about, parseTransform } from '../geometry/transform-list.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import type { Place } from './import-context.ts';

/** An element's own transform: the property, which wins, or the attribute, around its origin. Malformed ones do nothing. */
export function elementMatrix(element: XmlElement, style: Style, viewport: Place['viewport']): Matrix {
  const property = style.get('transform');
  const text = property === '' || property === 'none' ? element.attributes.get('transform') : property;
  if (text === undefined || property === 'none') return IDENTITY;
  const own = parseTransform(text) ?? IDENTITY;
  const [x, y] = originOf(style, viewport);
  return about(own, x, y);
}

const KEYWORDS: Readonly<Record<string, string>> = {
  left: '0%',
  top: '0%',
  center: '50%',
  right: '100%',
  bottom: '100%',
};

/** In the user space: for SVG elements the origin of the view box, unless the style moves it. */
function originOf(style: Style, { width, height }: Place['viewport']): [number, number] {
  const words = style.get('transform-origin').trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [0, 0];
  // `top left` is as good as `left top`.
  const [first = '0', second = 'center'] =
    words[0] === 'top' || words[0] === 'bottom' || words[1] === 'left' || words[1] === 'right'
      ? [words[1] ?? 'center', words[0]]
      : words;
  const read = (word: string, whole: number): number =>
    parseLength(KEYWORDS[word] ?? word, { fontSize: style.fontSize, whole }) ?? 0;
  return [read(first, width), read(second, height)];
}
