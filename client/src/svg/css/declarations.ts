/** Declarations of a style attribute or a rule, with the shorthands that SVG files use taken apart. */

export interface Declaration {
  /** Lower case, but for custom properties. */
  readonly property: string;
  readonly value: string;
  readonly important: boolean;
}

/** @param text without the braces; what is no declaration is skipped, as browsers do */
export function parseDeclarations(text: string): Declaration[] {
  return splitOutside(withoutComments(text), ';').flatMap((part) => {
    const colon = part.indexOf(':');
    if (colon <= 0) return [];
    const name = part.slice(0, colon).trim();
    const raw = part.slice(colon + 1).trim();
    const important = /!\s*important$/i.test(raw);
    const value = important ? raw.slice(0, raw.lastIndexOf('!')).trim() : raw;
    const property = name.startsWith('--') ? name : name.toLowerCase();
    return value === '' ? [] : longhands(property, value).map((longhand) => ({ ...longhand, important }));
  });
}

export const withoutComments = (text: string): string => text.replace(/\/\*[^]*?(?:\*\/|$)/g, ' ');

/** Splits where a separator stands outside quotes and brackets. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth = Math.max(0, depth - 1);
    else if (character === separator && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

type Longhand = Pick<Declaration, 'property' | 'value'>;

function longhands(property: string, value: string): Longhand[] {
  switch (property) {
    case 'font':
      return fontLonghands(value);
    case 'marker':
      return ['marker-start', 'marker-mid', 'marker-end'].map((each) => ({ property: each, value }));
    case 'text-decoration':
      return [{ property: 'text-decoration-line', value }];
    case 'background':
      return [{ property: 'background-color', value }];
    case 'animation':
      return [{ property: 'animation-name', value }];
    default:
      return [{ property, value }];
  }
}

const FONT_SIZE =
  /(?:^|\s)((?:[\d.]+(?:[a-z]+|%)?)|(?:xx?-)?(?:small|large)|xxx-large|medium|smaller|larger)(?:\s*\/\s*([\w.%]+))?\s+(?=\S)/i;

function fontLonghands(value: string): Longhand[] {
  if (/^(inherit|initial|unset)$/i.test(value)) {
    return ['font-style', 'font-weight', 'font-size', 'font-family'].map((property) => ({ property, value }));
  }
  // The size is the first length or size word that a family follows; a bare number before it is the weight.
  const weight = /(?:^|\s)(bold|bolder|lighter|[1-9]00)(?=\s)/i.exec(value);
  const rest = weight === null ? value : value.replace(weight[0], ' ').trim();
  const size = FONT_SIZE.exec(rest);
  if (size === null) return [];
  const before = rest.slice(0, size.index);
  return [
    { property: 'font-style', value: /italic|oblique/i.exec(before)?.[0] ?? 'normal' },
    { property: 'font-weight', value: weight?.[1] ?? 'normal' },
    { property: 'font-size', value: size[1] ?? 'medium' },
    { property: 'font-family', value: rest.slice(size.index + size[0].length).trim() },
  ];
}
