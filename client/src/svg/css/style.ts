/** The computed style of an element: its own declarations over what it inherits, as text; fonts and lengths in px. */
import { parseLength } from './length.ts';

/** Properties that children inherit, with their initial values. */
const INHERITED = {
  color: '#000000',
  fill: '#000000',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  'clip-rule': 'nonzero',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-miterlimit': '4',
  'stroke-dasharray': 'none',
  'stroke-dashoffset': '0',
  'paint-order': 'normal',
  'marker-start': 'none',
  'marker-mid': 'none',
  'marker-end': 'none',
  visibility: 'visible',
  'font-family': 'serif',
  'font-size': '16',
  'font-style': 'normal',
  'font-weight': '400',
  'letter-spacing': '0',
  'word-spacing': '0',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  'writing-mode': 'horizontal-tb',
  'white-space': 'normal',
  'text-transform': 'none',
  direction: 'ltr',
} as const;

/** Properties of the element alone. */
const OWN = {
  opacity: '1',
  display: 'inline',
  overflow: '',
  transform: '',
  'transform-origin': '',
  'transform-box': '',
  'clip-path': 'none',
  mask: 'none',
  filter: 'none',
  'mix-blend-mode': 'normal',
  'vector-effect': 'none',
  'stop-color': '#000000',
  'stop-opacity': '1',
  'text-decoration-line': 'none',
  'baseline-shift': 'baseline',
  'alignment-baseline': '',
  'animation-name': 'none',
  'background-color': 'transparent',
} as const;

export type StyleProperty = keyof typeof INHERITED | keyof typeof OWN;

export const isStyleProperty = (name: string): name is StyleProperty =>
  Object.hasOwn(INHERITED, name) || Object.hasOwn(OWN, name);

/** Lengths in em stand for px of the element that declares them, not of those that inherit. */
const FONT_RELATIVE: readonly string[] = [
  'stroke-width',
  'stroke-dasharray',
  'stroke-dashoffset',
  'letter-spacing',
  'word-spacing',
];
const MAX_VARIABLE_CHARACTERS = 500;
const MAX_VARIABLE_DEPTH = 8;

type Values = Readonly<Record<string, string>>;

export class Style {
  readonly #inherited: Values;
  readonly #own: Values;
  /** In px. */
  readonly fontSize: number;

  private constructor(inherited: Values, own: Values, fontSize: number) {
    this.#inherited = inherited;
    this.#own = own;
    this.fontSize = fontSize;
  }

  static readonly initial = new Style(INHERITED, {}, 16);

  get(property: StyleProperty): string {
    return this.#own[property] ?? this.#inherited[property] ?? OWN[property as keyof typeof OWN];
  }

  /** Whether text in both styles looks the same: all that is inherited is. */
  looksLike(other: Style): boolean {
    if (this.#inherited === other.#inherited) return true;
    const names = Object.keys(this.#inherited);
    return (
      names.length === Object.keys(other.#inherited).length &&
      names.every((name) => this.#inherited[name] === other.#inherited[name])
    );
  }

  /** The style of a child with these winning declarations. */
  child(declared: ReadonlyMap<string, string>): Style {
    if (declared.size === 0) return new Style(this.#inherited, {}, this.fontSize);
    const variables: Record<string, string> = { ...this.#inherited };
    for (const [property, value] of declared) if (property.startsWith('--')) variables[property] = value;
    const valueOf = (property: string): string | undefined => {
      const value = declared.get(property);
      return value?.includes('var(') === true ? fillVariables(value, variables, 0) : value;
    };
    const fontSize = fontSizeOf(valueOf('font-size'), this.fontSize);
    const own: Record<string, string> = {};
    for (const property of declared.keys()) {
      if (!isStyleProperty(property)) continue;
      const value = this.#resolve(property, valueOf(property) ?? '');
      if (Object.hasOwn(OWN, property)) own[property] = value;
      else variables[property] = FONT_RELATIVE.includes(property) ? inPx(value, fontSize) : value;
    }
    variables['font-size'] = String(fontSize);
    variables['font-weight'] = weightOf(variables['font-weight'] ?? '', this.get('font-weight'));
    return new Style(variables, own, fontSize);
  }

  #resolve(property: StyleProperty, value: string): string {
    const inherits = Object.hasOwn(INHERITED, property);
    const word = value.trim().toLowerCase();
    if (word === 'inherit' || (word === 'unset' && inherits)) return this.get(property);
    if (word !== 'initial' && word !== 'unset' && word !== 'revert') return value.trim();
    return inherits ? INHERITED[property as keyof typeof INHERITED] : OWN[property as keyof typeof OWN];
  }
}

/** Replaces `var(--name, fallback)`; what is defined nowhere becomes empty, which no property accepts. */
function fillVariables(value: string, variables: Values, depth: number): string {
  if (depth > MAX_VARIABLE_DEPTH || value.length > MAX_VARIABLE_CHARACTERS) return '';
  const filled = value.replace(
    /var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)/g,
    (_, name: string, fallback?: string) => variables[name] ?? fallback ?? '',
  );
  return filled.includes('var(') ? fillVariables(filled, variables, depth + 1) : filled;
}

const SIZES: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
  'xxx-large': 48,
};

function fontSizeOf(text: string | undefined, inherited: number): number {
  const word = text?.trim().toLowerCase();
  if (word === 'larger') return inherited * 1.2;
  if (word === 'smaller') return inherited / 1.2;
  const size = SIZES[word ?? ''] ?? parseLength(text, { fontSize: inherited, whole: inherited }) ?? inherited;
  return size >= 0 ? size : inherited;
}

function weightOf(text: string, inherited: string): string {
  const own = Number(inherited);
  switch (text.trim().toLowerCase()) {
    case 'normal':
      return '400';
    case 'bold':
      return '700';
    case 'bolder':
      return own < 350 ? '400' : own < 550 ? '700' : '900';
    case 'lighter':
      return own < 550 ? '100' : own < 750 ? '400' : '700';
    default:
      return Number(text) >= 1 && Number(text) <= 1000 ? text.trim() : inherited;
  }
}

const inPx = (value: string, fontSize: number): string =>
  value.replace(/(?<![\d.])[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:em|ex|ch|rem)\b/gi, (length) =>
    String(parseLength(length, { fontSize, whole: 0 }) ?? 0),
  );
