/** What every part of an export shares: the document, definitions that shapes refer to, and ids given so far. */
import type { Box, DocumentReader, NodeId } from '@joinery/shared';
import type { TextLayout } from '../../editor/text-layout.ts';

/** The lines of a text node, in its own coordinates. */
export type LayoutOf = (id: NodeId) => TextLayout;

export class ExportContext {
  readonly reader: DocumentReader;
  readonly layout: LayoutOf;
  readonly #ids = new Set<string>();
  /** Body without id → id. */
  readonly #definitions = new Map<string, string>();

  /** What a node paints, in page px. */
  readonly paintBox: (id: NodeId) => Box;

  readonly pictureUrl: (hash: string) => string | undefined;

  constructor(
    reader: DocumentReader,
    { layout, paintBox, pictureUrl }: Pick<ExportContext, 'layout' | 'paintBox' | 'pictureUrl'>,
  ) {
    this.reader = reader;
    this.layout = layout;
    this.paintBox = paintBox;
    this.pictureUrl = pictureUrl;
  }

  /** The text of all definitions, in the order they were asked for. */
  get definitions(): string {
    return [...this.#definitions].map(([body, id]) => body.replace(/^<\w+/, `$& id="${id}"`)).join('');
  }

  /**
   * A reference to a definition, `url(#…)`. Equal definitions are written once.
   * @param body one element without an id
   */
  define(kind: string, body: string): string {
    const id = this.#definitions.get(body) ?? this.uniqueId(`joinery-${kind}-${this.#definitions.size + 1}`);
    this.#definitions.set(body, id);
    return `url(#${id})`;
  }

  /** The name itself, or with a number when it was given before. */
  uniqueId(name: string): string {
    let id = name;
    for (let count = 2; this.#ids.has(id); count++) id = `${name}_${count}`;
    this.#ids.add(id);
    return id;
  }
}
