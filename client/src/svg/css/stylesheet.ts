/** Rules of all `style` elements, found by what their rightmost compound names, so that most are never compared. */
import { MAX_SELECTORS } from '../limits.ts';
import { SvgImportError } from '../svg-import-error.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { type Declaration, parseDeclarations, splitOutside, withoutComments } from './declarations.ts';
import { classesOf, type Matcher, parseSelector, type Selector } from './selector.ts';

interface Rule {
  readonly selector: Selector;
  readonly declarations: readonly Declaration[];
  readonly order: number;
}

export class Stylesheet {
  readonly #buckets = new Map<string, Rule[]>();
  readonly #matcher: Matcher;
  #rules = 0;

  constructor(matcher: Matcher) {
    this.#matcher = matcher;
  }

  get empty(): boolean {
    return this.#rules === 0;
  }

  /**
   * Adds the text of a `style` element.
   * @returns names of at-rules that are not followed
   * @throws SvgImportError when there are too many selectors
   */
  add(text: string): string[] {
    const ignored: string[] = [];
    this.#addBlocks(withoutComments(text).replace(/<!--|-->/g, ' '), ignored, 0);
    return ignored;
  }

  /** Declarations for an element, weakest first; important ones are not moved. */
  declarationsFor(element: XmlElement): Declaration[] {
    const keys = [
      `#${element.attributes.get('id') ?? ''}`,
      ...classesOf(element).map((name) => `.${name}`),
      element.name,
      '*',
    ];
    const found = keys
      .flatMap((key) => this.#buckets.get(key) ?? [])
      .filter(({ selector }) => this.#matcher.matches(element, selector));
    found.sort((a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order);
    return found.flatMap(({ declarations }) => declarations);
  }

  #addBlocks(text: string, ignored: string[], depth: number): void {
    for (const { prelude, body } of blocksOf(text)) {
      const at = /^@([\w-]+)\s*([^]*)$/.exec(prelude);
      if (at === null) this.#addRule(prelude, body ?? '');
      else if (isAlwaysTrue(at[1] ?? '', at[2] ?? '') && body !== undefined && depth < 8)
        this.#addBlocks(body, ignored, depth + 1);
      else if (!isForPaper(at[1] ?? '', at[2] ?? '')) ignored.push((at[1] ?? '').toLowerCase());
    }
  }

  #addRule(prelude: string, body: string): void {
    const declarations = parseDeclarations(body);
    if (declarations.length === 0) return;
    for (const part of splitOutside(prelude, ',')) {
      const selector = parseSelector(part.trim());
      if (selector === undefined) continue;
      if (this.#rules >= MAX_SELECTORS) throw new SvgImportError('The style sheet of the file is too long.');
      const rule: Rule = { selector, declarations, order: this.#rules++ };
      const key = bucketOf(selector);
      const bucket = this.#buckets.get(key);
      if (bucket === undefined) this.#buckets.set(key, [rule]);
      else bucket.push(rule);
    }
  }
}

function bucketOf({ compounds: [own] }: Selector): string {
  if (own.id !== undefined) return `#${own.id}`;
  if (own.classes[0] !== undefined) return `.${own.classes[0]}`;
  return own.type ?? '*';
}

/** Conditions that hold for a picture on a screen, whatever its size. */
const isAlwaysTrue = (name: string, condition: string): boolean =>
  /^media$/i.test(name) && /^\s*(?:only\s+)?(?:all|screen)?\s*$/i.test(condition);

const isForPaper = (name: string, condition: string): boolean =>
  /^media$/i.test(name) && /^\s*(?:print|speech)\b[^,]*$/i.test(condition);

interface Block {
  readonly prelude: string;
  /** Absent for a statement that ends with a semicolon. */
  readonly body: string | undefined;
}

/** The blocks of a style sheet, one level deep. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  let open = -1;
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '{' && ++depth === 1) open = index;
    else if (character === '}' && depth > 0 && --depth === 0) {
      blocks.push({ prelude: text.slice(from, open).trim(), body: text.slice(open + 1, index) });
      from = index + 1;
    } else if (character === ';' && depth === 0) {
      blocks.push({ prelude: text.slice(from, index).trim(), body: undefined });
      from = index + 1;
    }
  }
  // Like browsers, a block that is never closed ends with the sheet.
  if (depth > 0) blocks.push({ prelude: text.slice(from, open).trim(), body: text.slice(open + 1) });
  return blocks.filter(({ prelude }) => prelude !== '');
}
