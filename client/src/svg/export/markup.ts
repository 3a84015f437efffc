/** SVG text from names and values: escaped, numbers trimmed, attributes without a value left out. */
import { formatNumber } from '../geometry/number-text.ts';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export function markup(name: string, attributes: Attributes, children = ''): string {
  const parts = Object.entries(attributes).flatMap(([attribute, value]) => {
    if (value === undefined) return [];
    return [` ${attribute}="${typeof value === 'number' ? formatNumber(value) : escapeText(value)}"`];
  });
  const open = `<${name}${parts.join('')}`;
  return children === '' ? `${open}/>` : `${open}>${children}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML cannot hold, however written: most controls, lone surrogates. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export const escapeText = (text: string): string =>
  text.replace(UNWRITABLE, '').replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
