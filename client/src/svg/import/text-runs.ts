/**
 * The letters of a `text` element as runs of one style, white space collapsed, with the places that `x`, `y`, `dx` and
 * `dy` give them. A run with a place of its own starts a chunk, which `text-anchor` aligns.
 */
import { parseLength } from '../css/length.ts';
import type { Style } from '../css/style.ts';
import { parsePath } from '../geometry/path-data.ts';
import { isElement, type XmlElement } from '../xml/xml-element.ts';
import { hrefOf } from '../xml/xml-tree.ts';
import type { ImportContext, Place } from './import-context.ts';

export interface TextRun {
  text: string;
  readonly style: Style;
  readonly decoration: string;
  /** Where the run starts, in user space; undefined: where the one before ended. */
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly dx: number;
  readonly dy: number;
}

type Start = Pick<TextRun, 'x' | 'y' | 'dx' | 'dy'>;

const NOWHERE: Start = { x: undefined, y: undefined, dx: 0, dy: 0 };

export function textRuns(context: ImportContext, element: XmlElement, place: Place): TextRun[] {
  const collector = new RunCollector(context, place.viewport);
  collector.addElement(element, place.style, 'none');
  return collector.finish();
}

class RunCollector {
  readonly #context: ImportContext;
  readonly #viewport: Place['viewport'];
  readonly #runs: TextRun[] = [];
  /** What the next letters start with: several elements may begin before one. */
  #start: Start = NOWHERE;

  constructor(context: ImportContext, viewport: Place['viewport']) {
    this.#context = context;
    this.#viewport = viewport;
  }

  addElement(element: XmlElement, style: Style, above: string): void {
    const own = style.get('text-decoration-line').trim();
    const decoration = own === 'none' || own === '' ? above : own;
    this.#begin(element, style);
    for (const child of element.children) {
      if (!isElement(child)) this.#addText(child, style, decoration);
      else if (['tspan', 'a', 'textPath', 'tref'].includes(child.name)) this.#addChild(child, style, decoration);
    }
  }

  finish(): TextRun[] {
    const last = this.#runs.at(-1);
    if (last !== undefined && !isKept(last.style)) last.text = last.text.trimEnd();
    return this.#runs.filter(({ text }) => text !== '');
  }

  #addChild(element: XmlElement, parent: Style, decoration: string): void {
    this.#context.countDrawn();
    const style = this.#context.style(element, parent);
    if (style.get('display') === 'none') return;
    if (element.name === 'textPath') this.#addPath(element);
    this.addElement(element, style, decoration);
  }

  /** Text along a path is set straight, from the path's beginning. */
  #addPath(element: XmlElement): void {
    this.#context.unsupported.add('text along a path');
    const path = this.#context.tree.find(hrefOf(element));
    const first = parsePath(path?.attributes.get('d') ?? '')[0];
    if (first?.[0] === 'M') this.#start = { ...NOWHERE, x: first[1], y: first[2] };
  }

  #begin({ attributes }: XmlElement, { fontSize }: Style): void {
    const { width, height } = this.#viewport;
    const first = (name: string, whole: number): number | undefined => {
      const values = (attributes.get(name) ?? '').trim().split(/[\s,]+/);
      if (values.length > 1) this.#context.unsupported.add('letters placed one by one');
      return parseLength(values[0], { fontSize, whole });
    };
    if (attributes.has('rotate')) this.#context.unsupported.add('letters turned one by one');
    if (attributes.has('textLength')) this.#context.unsupported.add('text stretched to a length');
    const before = this.#start;
    this.#start = {
      x: first('x', width) ?? before.x,
      y: first('y', height) ?? before.y,
      dx: before.dx + (first('dx', width) ?? 0),
      dy: before.dy + (first('dy', height) ?? 0),
    };
  }

  #addText(raw: string, style: Style, decoration: string): void {
    const before = this.#runs.at(-1);
    const text = cased(isKept(style) ? raw.replace(/[\n\r\t]/g, ' ') : collapsed(raw, before), style);
    if (text === '') return;
    const start = this.#start;
    this.#start = NOWHERE;
    const placed = start.x !== undefined || start.y !== undefined || start.dx !== 0 || start.dy !== 0;
    if (!placed && before?.style === style && before.decoration === decoration) before.text += text;
    else this.#runs.push({ text, style, decoration, ...start });
  }
}

const isKept = (style: Style): boolean => /^(?:pre|pre-wrap|break-spaces)$/.test(style.get('white-space'));

/** One space for any white space; none at the beginning and after another. */
function collapsed(raw: string, before: TextRun | undefined): string {
  const text = raw.replace(/[ \n\r\t\f]+/g, ' ');
  return before === undefined || before.text.endsWith(' ') ? text.replace(/^ /, '') : text;
}

function cased(text: string, style: Style): string {
  switch (style.get('text-transform')) {
    case 'uppercase':
      return text.toUpperCase();
    case 'lowercase':
      return text.toLowerCase();
    case 'capitalize':
      return text.replace(/(^|\s)(\S)/g, (_, space: string, letter: string) => space + letter.toUpperCase());
    default:
      return text;
  }
}
