/** How texts look when painted: lines and font by node, kept until a property of the text changes or a font arrives. */
import type { DocumentReader, NodeId } from '@joinery/shared';
import type { TextLayout } from '../../editor/text-layout.ts';
import { fontString } from './font.ts';

/** Where layouts come from: the editor's, so that what is painted is what is hit. */
export interface LayoutSource {
  of(reader: DocumentReader, id: NodeId): TextLayout;
}

export interface KeptText {
  readonly layout: TextLayout;
  readonly font: string;
}

const MAX_KEPT = 20_000;

/** A change of these changes how a text looks, its colours aside. */
export const TEXT_PROPERTIES: readonly string[] = [
  'characters',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'lineHeight',
  'letterSpacing',
  'textAlign',
  'textVerticalAlign',
  'textSizing',
  'textTruncation',
  'maxLines',
  'width',
  'height',
];

export class TextCache {
  readonly #layouts: LayoutSource;
  readonly #kept = new Map<NodeId, KeptText>();

  constructor(layouts: LayoutSource) {
    this.#layouts = layouts;
  }

  of(reader: DocumentReader, id: NodeId): KeptText {
    let kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const font = fontString({
      fontFamily: reader.get(id, 'fontFamily'),
      fontSize: reader.get(id, 'fontSize'),
      fontWeight: reader.get(id, 'fontWeight'),
      fontStyle: reader.get(id, 'fontStyle'),
    });
    kept = { layout: this.#layouts.of(reader, id), font };
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(id, kept);
    return kept;
  }

  forget(id: NodeId): void {
    this.#kept.delete(id);
  }

  /** A font arrived: every layout may be another. */
  clear(): void {
    this.#kept.clear();
  }
}
