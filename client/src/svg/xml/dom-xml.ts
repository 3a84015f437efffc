/**
 * An XmlParse over anything that reads XML into a DOM: the browser's DOMParser, and a small parser in tests. Takes only
 * the part of the DOM that both agree on, and walks it without recursion, so that depth costs no stack.
 */
import { MAX_SVG_DEPTH } from '../limits.ts';
import type { XmlElement, XmlParse } from './xml-element.ts';

interface DomNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
}

interface DomAttribute {
  readonly name: string;
  readonly value: string;
  readonly localName: string | null;
  readonly namespaceURI: string | null;
}

interface DomElement extends DomNode {
  readonly localName: string | null;
  readonly namespaceURI: string | null;
  readonly attributes: { readonly length: number; item(index: number): DomAttribute | null };
}

interface DomParser {
  parseFromString(text: string, type: 'image/svg+xml'): { readonly documentElement: DomNode | null };
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;
const KNOWN_PREFIXES: Readonly<Record<string, string>> = {
  'http://www.w3.org/1999/xlink': 'xlink:',
  'http://www.w3.org/XML/1998/namespace': 'xml:',
};

/** @param parser e.g. `new DOMParser()`; one that throws at bad text will do as well */
export function xmlParseOver(parser: DomParser): XmlParse {
  return (text) => {
    let root: DomNode | null;
    try {
      root = parser.parseFromString(text, 'image/svg+xml').documentElement;
    } catch (error) {
      return { reason: firstLine(error instanceof Error ? error.message : String(error)) };
    }
    if (root === null || !isDomElement(root)) return { reason: 'it holds no element' };
    const tree = treeOf(root);
    if (tree === undefined) return { reason: `its elements are nested more than ${MAX_SVG_DEPTH} levels deep` };
    const report = brokenReport(tree);
    return report === undefined ? { root: tree } : { reason: report };
  };
}

const isDomElement = (node: DomNode): node is DomElement => node.nodeType === ELEMENT;

interface Open {
  readonly children: (XmlElement | string)[];
  next: DomNode | null;
}

/** Undefined when it is too deep for whoever walks it. */
function treeOf(root: DomElement): XmlElement | undefined {
  const { element, open } = begin(root);
  const stack: Open[] = [open];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node = top.next;
    if (node === null) {
      stack.pop();
      continue;
    }
    top.next = node.nextSibling;
    if (node.nodeType === TEXT || node.nodeType === CDATA) top.children.push(node.nodeValue ?? '');
    if (!isDomElement(node)) continue;
    const child = begin(node);
    top.children.push(child.element);
    stack.push(child.open);
    if (stack.length > MAX_SVG_DEPTH) return undefined;
  }
  return element;
}

function begin(node: DomElement): { element: XmlElement; open: Open } {
  const children: (XmlElement | string)[] = [];
  const element = {
    namespace: node.namespaceURI ?? '',
    name: node.localName ?? '',
    attributes: attributesOf(node),
    children,
  };
  return { element, open: { children, next: node.firstChild } };
}

function attributesOf({ attributes }: DomElement): Map<string, string> {
  const all = new Map<string, string>();
  for (let index = 0; index < attributes.length; index++) {
    const attribute = attributes.item(index);
    if (attribute === null) continue;
    const prefix = KNOWN_PREFIXES[attribute.namespaceURI ?? ''];
    all.set(prefix === undefined ? attribute.name : prefix + (attribute.localName ?? ''), attribute.value);
  }
  return all;
}

/**
 * Browsers do not throw at bad text: they hide a `parsererror` element in the result, as its root, in what could be read
 * of it, or in an HTML page about it.
 */
function brokenReport(element: XmlElement, depth = 0): string | undefined {
  if (element.name === 'parsererror') return firstLine(textBelow(element).replace(/^[^]*?:\s*(?=error on line)/, ''));
  if (depth === 2) return undefined;
  for (const child of element.children.slice(0, 3)) {
    const report = typeof child === 'string' ? undefined : brokenReport(child, depth + 1);
    if (report !== undefined) return report;
  }
  return undefined;
}

const textBelow = (node: XmlElement | string): string =>
  typeof node === 'string' ? node : node.children.map(textBelow).join(' ');

const firstLine = (message: string): string => (message.trim().split('\n', 1)[0] ?? '').slice(0, 200);
