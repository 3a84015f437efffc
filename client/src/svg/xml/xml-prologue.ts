/**
 * Makes XML as people have it palatable to any parser, before it is parsed: the document type goes, entities it declares
 * (Illustrator names its namespaces so) are filled in under a limit, since they can name each other into gigabytes, and
 * prefixes that are used without a declaration get one.
 */
import { MAX_ENTITIES, MAX_ENTITY_DEPTH, MAX_SVG_CHARACTERS, MAX_UNDECLARED_PREFIXES } from '../limits.ts';
import { SvgImportError } from '../svg-import-error.ts';

/** @throws SvgImportError when entities go beyond their limits */
export function prepareXml(text: string): string {
  const doctype = findDoctype(text);
  const body = doctype === undefined ? text : text.slice(0, doctype.start) + text.slice(doctype.end);
  const entities = doctype === undefined ? new Map<string, string>() : readEntities(doctype.subset);
  const filled = entities.size === 0 ? body : new Expansion(entities).expand(body, 0);
  return declarePrefixes(filled.replace(/^[\uFEFF\s]+/, ''));
}

/** The DOCTYPE before the root element, with the text between its brackets. */
function findDoctype(text: string): { start: number; end: number; subset: string } | undefined {
  const root = /<[A-Za-z_]/.exec(text)?.index ?? text.length;
  const start = text.slice(0, root).search(/<!DOCTYPE/i);
  if (start < 0) return undefined;
  let quote = '';
  let open = -1;
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (quote === '' && text.startsWith('<!--', index)) index = pastComment(text, index);
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[' && open < 0) open = index + 1;
    else if (character === '>' && (open < 0 || /\]\s*$/.test(text.slice(Math.max(open, index - 100), index)))) {
      return { start, end: index + 1, subset: open < 0 ? '' : text.slice(open, index) };
    }
  }
  return { start, end: text.length, subset: '' };
}

/** The last character of a comment, in which quotes mean nothing. */
function pastComment(text: string, start: number): number {
  const end = text.indexOf('-->', start);
  return end < 0 ? text.length : end + 2;
}

function readEntities(subset: string): Map<string, string> {
  const entities = new Map<string, string>();
  for (const [, name = '', double, single] of subset.matchAll(/<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g)) {
    if (entities.size >= MAX_ENTITIES)
      throw new SvgImportError(`The file declares more than ${MAX_ENTITIES} entities.`);
    entities.set(name, double ?? single ?? '');
  }
  return entities;
}

class Expansion {
  readonly #entities: ReadonlyMap<string, string>;
  #characters = 0;

  constructor(entities: ReadonlyMap<string, string>) {
    this.#entities = entities;
  }

  expand(text: string, depth: number): string {
    if (depth > MAX_ENTITY_DEPTH) throw new SvgImportError('The entities of the file name each other too deeply.');
    return text.replace(/&([A-Za-z_][\w.:-]*);/g, (whole, name: string) => {
      const value = this.#entities.get(name);
      if (value === undefined) return whole;
      this.#characters += value.length + 1;
      if (this.#characters > MAX_SVG_CHARACTERS)
        throw new SvgImportError('The entities of the file expand beyond all measure.');
      return this.expand(value, depth + 1);
    });
  }
}

const NAMESPACES: Readonly<Record<string, string>> = {
  xlink: 'http://www.w3.org/1999/xlink',
  svg: 'http://www.w3.org/2000/svg',
};

function declarePrefixes(text: string): string {
  const missing = new Set<string>();
  for (const [, prefix = ''] of text.matchAll(/[\s</]([A-Za-z_][\w.-]{0,40}):[A-Za-z_][\w.-]*(?=[\s=/>])/g))
    missing.add(prefix);
  for (const [, prefix = ''] of text.matchAll(/\sxmlns:([\w.-]+)/g)) missing.delete(prefix);
  missing.delete('xmlns');
  missing.delete('xml');
  if (missing.size === 0 || missing.size > MAX_UNDECLARED_PREFIXES) return text;
  const declarations = [...missing]
    .map((prefix) => ` xmlns:${prefix}="${NAMESPACES[prefix] ?? `urn:undeclared:${prefix}`}"`)
    .join('');
  return text.replace(/<(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*/, (root) => root + declarations);
}
