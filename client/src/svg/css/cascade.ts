/**
 * What is declared for an element, the winner per property: presentation attributes, then rules by specificity, then the
 * style attribute, then what is important. A colour that this version cannot read does not count, so that of
 * `fill: red; fill: color(display-p3 1 0 0)` the first stands.
 */
import type { XmlElement } from '../xml/xml-element.ts';
import { parseColor } from './color.ts';
import { type Declaration, parseDeclarations } from './declarations.ts';
import { isStyleProperty, type Style } from './style.ts';
import type { Stylesheet } from './stylesheet.ts';

const COLORED: ReadonlySet<string> = new Set(['fill', 'stroke', 'color', 'stop-color', 'background-color']);
const KEYWORDS = /^(?:none|currentcolor|inherit|initial|unset|revert|context-fill|context-stroke|url\(.*|.*var\(.*)$/is;

const counts = ({ property, value }: Pick<Declaration, 'property' | 'value'>): boolean =>
  !COLORED.has(property) || KEYWORDS.test(value.trim()) || parseColor(value) !== undefined;

function declaredFor(element: XmlElement, sheet: Stylesheet): Map<string, string> {
  const winners = new Map<string, string>();
  const attributes = presentationAttributes(element);
  const rules = sheet.empty ? [] : sheet.declarationsFor(element);
  const inline = element.attributes.get('style');
  const all: Declaration[] = [...attributes, ...rules, ...(inline === undefined ? [] : parseDeclarations(inline))];
  for (const important of [false, true]) {
    for (const declaration of all) {
      if (declaration.important !== important || !counts(declaration)) continue;
      winners.set(declaration.property, declaration.value);
    }
  }
  return winners;
}

/** `transform` as an attribute has a syntax of its own, read elsewhere. */
function presentationAttributes(element: XmlElement): Declaration[] {
  const declarations: Declaration[] = [];
  for (const [name, value] of element.attributes) {
    if (name === 'transform') continue;
    if (name === 'text-decoration') declarations.push({ property: 'text-decoration-line', value, important: false });
    else if (name === 'xml:space' && value === 'preserve')
      declarations.push({ property: 'white-space', value: 'pre', important: false });
    else if (isStyleProperty(name)) declarations.push({ property: name, value, important: false });
  }
  return declarations;
}

export const styleOf = (element: XmlElement, parent: Style, sheet: Stylesheet): Style =>
  parent.child(declaredFor(element, sheet));
