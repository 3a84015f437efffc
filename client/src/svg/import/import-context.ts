/** What every part of an import shares. */
import type { GradientStop, Matrix } from '@joinery/shared';
import type { MeasureText } from '../../editor/text-layout.ts';
import { Style } from '../css/style.ts';
import { styleOf } from '../css/cascade.ts';
import type { Stylesheet } from '../css/stylesheet.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import type { XmlTree } from '../xml/xml-tree.ts';
import { MAX_SVG_ELEMENTS } from '../limits.ts';
import { SvgImportError } from '../svg-import-error.ts';
import type { Unsupported } from './unsupported.ts';

/** Where an element is drawn. */
export interface Place {
  /** From the coordinates around the element to those of the node that will hold it. */
  readonly matrix: Matrix;
  /** Of the parent. */
  readonly style: Style;
  /** What percentages are of, in px. */
  readonly viewport: { readonly width: number; readonly height: number };
  /** Targets of the `use` elements that led here. */
  readonly within: readonly XmlElement[];
  readonly depth: number;
}

export interface ImportParts {
  readonly tree: XmlTree;
  readonly sheet: Stylesheet;
  readonly unsupported: Unsupported;
  readonly measure: MeasureText;
}

export class ImportContext {
  readonly tree: XmlTree;
  readonly sheet: Stylesheet;
  readonly unsupported: Unsupported;
  readonly measure: MeasureText;
  /** Colours of gradients that were met, by the element that holds them. */
  readonly stops = new Map<XmlElement, readonly GradientStop[]>();
  #drawn = 0;

  constructor({ tree, sheet, unsupported, measure }: ImportParts) {
    this.tree = tree;
    this.sheet = sheet;
    this.unsupported = unsupported;
    this.measure = measure;
  }

  /** Counts a drawn element. @throws SvgImportError past the limit, which `use` inside `use` reaches from few lines */
  countDrawn(): void {
    this.#drawn++;
    if (this.#drawn > MAX_SVG_ELEMENTS)
      throw new SvgImportError(`The drawing has more than ${MAX_SVG_ELEMENTS.toLocaleString('en')} elements.`);
  }

  /** The style of an element where it stands in the file: of what is drawn for others, as gradients and markers are. */
  styleInPlace(element: XmlElement): Style {
    const path: XmlElement[] = [];
    for (let at: XmlElement | undefined = element; at !== undefined; at = this.tree.parent(at)) path.unshift(at);
    return path.reduce((style, each) => this.style(each, style), Style.initial);
  }

  style(element: XmlElement, parent: Style): Style {
    return styleOf(element, parent, this.sheet);
  }
}
