import { elementsOf, type XmlElement } from './xml-element.ts';

const MAX_REFERENCE_CHARACTERS = 2000;

interface Place {
  readonly parent: XmlElement | undefined;
  readonly previous: XmlElement | undefined;
  next: XmlElement | undefined;
}

/** The ways through a tree that its plain elements do not offer: up, sideways, and by id. */
export class XmlTree {
  readonly root: XmlElement;
  readonly #places = new Map<XmlElement, Place>();
  readonly #byId = new Map<string, XmlElement>();

  constructor(root: XmlElement) {
    this.root = root;
    this.#places.set(root, { parent: undefined, previous: undefined, next: undefined });
    // Elements are visited in document order, so the first of several equal ids is the one that counts.
    for (const element of this.#places.keys()) {
      const id = element.attributes.get('id');
      if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, element);
      this.#placeChildren(element);
    }
  }

  /** All elements, the root first. */
  elements(): Iterable<XmlElement> {
    return this.#places.keys();
  }

  parent(element: XmlElement): XmlElement | undefined {
    return this.#places.get(element)?.parent;
  }

  /** The element before this one among its siblings. */
  previous(element: XmlElement): XmlElement | undefined {
    return this.#places.get(element)?.previous;
  }

  next(element: XmlElement): XmlElement | undefined {
    return this.#places.get(element)?.next;
  }

  /** What `#id` or `url(#id)` names; undefined for references to other files. */
  find(reference: string | undefined): XmlElement | undefined {
    if (reference === undefined || reference.length > MAX_REFERENCE_CHARACTERS) return undefined;
    const id = /^\s*(?:url\(\s*)?["']?#([^"')]+)/.exec(reference)?.[1]?.trim();
    return id === undefined ? undefined : (this.#byId.get(id) ?? this.#byId.get(decoded(id)));
  }

  #placeChildren(parent: XmlElement): void {
    let previous: XmlElement | undefined;
    for (const child of elementsOf(parent)) {
      this.#places.set(child, { parent, previous, next: undefined });
      const before = previous === undefined ? undefined : this.#places.get(previous);
      if (before !== undefined) before.next = child;
      previous = child;
    }
  }
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** The target of a `use` or a gradient: `href`, or the older `xlink:href`. */
export const hrefOf = (element: XmlElement): string | undefined =>
  element.attributes.get('href') ?? element.attributes.get('xlink:href');
