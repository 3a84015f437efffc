/** Selectors: type, `*`, class, id, attribute, some pseudo-classes, and the four combinators. */
import type { XmlElement } from '../xml/xml-element.ts';
import type { XmlTree } from '../xml/xml-tree.ts';

interface AttributeTest {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

export interface Compound {
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  readonly attributes: readonly AttributeTest[];
  readonly pseudos: readonly string[];
  /** How this compound relates to the one on its right; '' for the rightmost. */
  readonly combinator: '' | ' ' | '>' | '+' | '~';
}

export interface Selector {
  /** Right to left: the first is compared with the element itself. */
  readonly compounds: readonly [Compound, ...Compound[]];
  /** Ids, then classes and attributes, then types, as digits of a number in base 1000. */
  readonly specificity: number;
}

const COMBINATOR = /\s*([>+~])\s*|\s+/y;
const SIMPLE =
  /([\w-]+|\*)|#((?:[\w-]|[\u0080-\uffff]|\\.)+)|\.((?:[\w-]|[\u0080-\uffff]|\\.)+)|\[\s*([\w:|-]+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*)?\]|(::?[\w-]+(?:\([^)]*\))?)/y;
const PSEUDOS = new Set([':root', ':first-child', ':last-child', ':only-child', ':link']);

/** Undefined for a selector that is malformed, or that nothing in a still picture matches (`:hover`). */
export function parseSelector(text: string): Selector | undefined {
  const compounds: Compound[] = [];
  let at = 0;
  for (;;) {
    const compound = parseCompound(text, at);
    if (compound === undefined) return undefined;
    at = compound.end;
    COMBINATOR.lastIndex = at;
    const combinator = at < text.length ? COMBINATOR.exec(text) : null;
    const ahead = combinator === null ? '' : ((combinator[1] ?? ' ') as Compound['combinator']);
    compounds.unshift({ ...compound.parts, combinator: ahead });
    if (combinator === null) break;
    at += combinator[0].length;
  }
  const [first, ...rest] = compounds;
  if (first === undefined || at < text.length) return undefined;
  return { compounds: [first, ...rest], specificity: compounds.reduce((sum, each) => sum + weight(each), 0) };
}

type Parts = Omit<Compound, 'combinator'>;

function parseCompound(text: string, from: number): { parts: Parts; end: number } | undefined {
  const parts = {
    type: undefined as string | undefined,
    id: undefined as string | undefined,
    classes: [] as string[],
    attributes: [] as AttributeTest[],
    pseudos: [] as string[],
  };
  SIMPLE.lastIndex = from;
  let end = from;
  for (let found = SIMPLE.exec(text); found !== null; found = SIMPLE.exec(text)) {
    const [, type, id, name, attribute, operator = '', double, single, bare, pseudo] = found;
    end = SIMPLE.lastIndex;
    if (type !== undefined) parts.type = type === '*' ? parts.type : type;
    if (id !== undefined) parts.id = unescape(id);
    if (name !== undefined) parts.classes.push(unescape(name));
    if (attribute !== undefined)
      parts.attributes.push({ name: attribute.replace('|', ':'), operator, value: double ?? single ?? bare ?? '' });
    if (pseudo !== undefined && !PSEUDOS.has(pseudo)) return undefined;
    if (pseudo !== undefined) parts.pseudos.push(pseudo);
  }
  return end === from ? undefined : { parts, end };
}

const unescape = (name: string): string => name.replace(/\\(.)/g, '$1');

const weight = ({ id, classes, attributes, pseudos, type }: Compound): number =>
  (id === undefined ? 0 : 1_000_000) +
  (classes.length + attributes.length + pseudos.length) * 1000 +
  (type === undefined ? 0 : 1);

/** Compares elements with selectors; `spend` is told of each comparison and may throw to end a hopeless one. */
export class Matcher {
  readonly #tree: XmlTree;
  readonly #spend: () => void;

  constructor(tree: XmlTree, spend: () => void) {
    this.#tree = tree;
    this.#spend = spend;
  }

  matches(element: XmlElement, { compounds }: Selector): boolean {
    return this.#isMatch(element, compounds[0]) && this.#restMatches(element, compounds, 1);
  }

  #restMatches(element: XmlElement, compounds: readonly Compound[], index: number): boolean {
    const compound = compounds[index];
    if (compound === undefined) return true;
    const once = compound.combinator === '+' || compound.combinator === '>';
    for (let at = this.#step(element, compound); at !== undefined; at = once ? undefined : this.#step(at, compound)) {
      if (this.#isMatch(at, compound) && this.#restMatches(at, compounds, index + 1)) return true;
    }
    return false;
  }

  #step(element: XmlElement, { combinator }: Compound): XmlElement | undefined {
    return combinator === '+' || combinator === '~' ? this.#tree.previous(element) : this.#tree.parent(element);
  }

  #isMatch(element: XmlElement, compound: Compound): boolean {
    this.#spend();
    return (
      (compound.type === undefined || compound.type === element.name) &&
      (compound.id === undefined || compound.id === element.attributes.get('id')) &&
      (compound.classes.length === 0 || hasClasses(element, compound.classes)) &&
      compound.attributes.every((test) => passes(element.attributes.get(test.name), test)) &&
      compound.pseudos.every((pseudo) => this.#isPseudo(element, pseudo))
    );
  }

  #isPseudo(element: XmlElement, pseudo: string): boolean {
    const first = this.#tree.previous(element) === undefined;
    const last = this.#tree.next(element) === undefined;
    switch (pseudo) {
      case ':root':
        return this.#tree.parent(element) === undefined;
      case ':first-child':
        return first;
      case ':last-child':
        return last;
      case ':only-child':
        return first && last;
      default:
        return element.name === 'a';
    }
  }
}

export const classesOf = (element: XmlElement): string[] =>
  (element.attributes.get('class') ?? '').split(/\s+/).filter(Boolean);

function hasClasses(element: XmlElement, wanted: readonly string[]): boolean {
  const classes = classesOf(element);
  return wanted.every((name) => classes.includes(name));
}

function passes(actual: string | undefined, { operator, value }: AttributeTest): boolean {
  if (actual === undefined) return false;
  switch (operator) {
    case '':
      return true;
    case '=':
      return actual === value;
    case '~=':
      return actual.split(/\s+/).includes(value);
    case '|=':
      return actual === value || actual.startsWith(`${value}-`);
    case '^=':
      return value !== '' && actual.startsWith(value);
    case '$=':
      return value !== '' && actual.endsWith(value);
    default:
      return value !== '' && actual.includes(value);
  }
}
