/** What an element is called: its label or title, its id, or a class that somebody chose. */
import { MAX_NAME_CHARACTERS } from '@joinery/shared';
import { elementsOf, textOf, type XmlElement } from '../xml/xml-element.ts';

/** A name that makes a group worth keeping; classes do not. */
export function ownName(element: XmlElement): string | undefined {
  const title = elementsOf(element).find(({ name }) => name === 'title');
  const { attributes } = element;
  return cleaned(
    attributes.get('inkscape:label') ??
      (title === undefined ? undefined : textOf(title)) ??
      attributes.get('data-name') ??
      plainId(attributes.get('id')),
  );
}

export const nodeName = (element: XmlElement): string | undefined =>
  ownName(element) ?? cleaned(spokenClass(element.attributes.get('class')));

/** Illustrator writes characters that ids cannot have as `_x20_`. */
const plainId = (id: string | undefined): string | undefined =>
  id?.replace(/_x([\dA-Fa-f]{2,4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** Without what programs number for their style sheets: `cls-1`, `st0`. */
const spokenClass = (names: string | undefined): string | undefined =>
  names
    ?.trim()
    .split(/\s+/)
    .filter((name) => !/^[a-z]{0,4}-?\d+$/i.test(name))
    .join(' ');

function cleaned(name: string | undefined): string | undefined {
  const plain = name?.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME_CHARACTERS);
  return plain === '' ? undefined : plain;
}
