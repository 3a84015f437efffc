/** Layouts of text nodes, kept by what they are made of: the same text in the same style is laid out once. */
import type { DocumentReader, NodeId } from '@joinery/shared';
import { layoutText, type MeasureText, type TextBlock, type TextLayout } from './text-layout.ts';

const MAX_KEPT = 5000;

export class TextLayouts {
  readonly #measure: MeasureText;
  readonly #kept = new Map<string, TextLayout>();

  constructor(measure: MeasureText) {
    this.#measure = measure;
  }

  /** A text node's lines in its own coordinates. */
  of(reader: DocumentReader, id: NodeId): TextLayout {
    return this.layout(textBlockOf(reader, id));
  }

  layout(block: TextBlock): TextLayout {
    const key = JSON.stringify(block);
    let layout = this.#kept.get(key);
    if (layout !== undefined) return layout;
    layout = layoutText(block, this.#measure);
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(key, layout);
    return layout;
  }

  /** A font arrived: what was measured without it is wrong. */
  clear(): void {
    this.#kept.clear();
  }
}

/** Everything that a text node's layout depends on. */
export function textBlockOf(reader: DocumentReader, id: NodeId): TextBlock {
  const sizing = reader.get(id, 'textSizing');
  const width = reader.get(id, 'width');
  return {
    characters: reader.get(id, 'characters'),
    fontFamily: reader.get(id, 'fontFamily'),
    fontSize: reader.get(id, 'fontSize'),
    fontWeight: reader.get(id, 'fontWeight'),
    fontStyle: reader.get(id, 'fontStyle'),
    lineHeight: reader.get(id, 'lineHeight'),
    letterSpacing: reader.get(id, 'letterSpacing'),
    textAlign: reader.get(id, 'textAlign'),
    textVerticalAlign: reader.get(id, 'textVerticalAlign'),
    wrapWidth: sizing === 'width' ? null : width,
    boxWidth: width,
    boxHeight: reader.get(id, 'height'),
    maxLines: maxLinesOf(reader, id),
  };
}

/** At least one line is shown, however low the box. */
function maxLinesOf(reader: DocumentReader, id: NodeId): number | undefined {
  if (reader.get(id, 'textTruncation') === 'none') return undefined;
  const limit = Math.floor(reader.get(id, 'maxLines')) || Infinity;
  const lineHeight = reader.get(id, 'lineHeight') * reader.get(id, 'fontSize');
  const fixed = reader.get(id, 'textSizing') === 'fixed' && lineHeight > 0;
  // A little more than fits: a box that was made for its lines holds them.
  const room = fixed ? Math.max(1, Math.floor(reader.get(id, 'height') / lineHeight + 0.01)) : Infinity;
  const most = Math.min(limit, room);
  return most === Infinity ? undefined : most;
}
