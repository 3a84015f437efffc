/** An element tree as plain data: all that the importer sees of a document, whichever parser read it. */
export interface XmlElement {
  readonly namespace: string;
  /** Without prefix. */
  readonly name: string;
  /** By name as written; those of the XLink and XML namespaces with the prefixes `xlink:` and `xml:`. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements and text in order. Comments and instructions are left out; CDATA is text. */
  readonly children: readonly (XmlElement | string)[];
}

/** Reads a well-formed document; `reason` says in a few words why it could not. Never throws for bad text. */
export type XmlParse = (text: string) => { readonly root: XmlElement } | { readonly reason: string };

export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

export const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';

export const elementsOf = (element: XmlElement): XmlElement[] => element.children.filter(isElement);

/** The text of an element and all it holds. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (isElement(child) ? textOf(child) : child)).join('');
}
