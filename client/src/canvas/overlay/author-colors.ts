/** Shapes in the colour of whoever changed them last, or of when, over the page as it is. Nothing of it is in the document. */
import { type Document, type NodeId, type Stamp, timeToUnixMs } from '@joinery/shared';
import { ageStep } from '../../age-color.ts';
import type { Authors } from '../../collaboration/authors.ts';
import { visibleBox } from '../../editor/camera.ts';
import { lastStamp } from '../../editor/last-stamp.ts';
import type { SessionState } from '../../editor/session.ts';
import { fillNodeShape, type OutlineSource, strokeNodeShape } from './node-outline.ts';
import type { Pen } from './pen.ts';

/** How far the page itself steps back. */
const WASH = 0.72;
const FILL = 0.88;
/** Frames hold others: they are drawn as an outline over a breath of colour. */
const FRAME_FILL = 0.1;

interface By {
  readonly heat: SessionState['heat'];
  readonly now: number;
}

export class AuthorColors {
  readonly #document: Document;
  readonly #authors: Pick<Authors, 'of'>;
  /** By node: the latest stamp of its registers. */
  readonly #latest = new Map<NodeId, Stamp>();
  /** As last set on the context. */
  #color = '';

  constructor(document: Document, authors: Pick<Authors, 'of'>) {
    this.#document = document;
    this.#authors = authors;
  }

  /** These nodes may have another last author now. */
  forget(touched: ReadonlyMap<NodeId, unknown>): void {
    if (this.#latest.size === 0) return;
    for (const id of touched.keys()) this.#latest.delete(id);
  }

  /** @param now Unix ms */
  draw(pen: Pen, source: OutlineSource, { page, camera, viewport, heat }: SessionState, now = Date.now()): void {
    const { context, colors, width, height } = pen;
    context.globalAlpha = WASH;
    context.fillStyle = colors.canvas;
    context.fillRect(0, 0, width, height);
    this.#color = '';
    for (const id of source.scene.nodesIn(visibleBox(camera, viewport), page))
      this.#drawNode(pen, source, id, { heat, now });
    context.globalAlpha = 1;
  }

  #drawNode(pen: Pen, source: OutlineSource, id: NodeId, { heat, now }: By): void {
    const { context } = pen;
    const stamp = this.#latestOf(id);
    if (stamp === undefined) return;
    const color = heat === 'age' ? ageStep(now - timeToUnixMs(stamp.time)).color : this.#authors.of(stamp.actor).color;
    // Most follow one of the same author: to set a colour costs as much as to fill a shape.
    if (color !== this.#color) context.fillStyle = context.strokeStyle = this.#color = color;
    const frame = this.#document.get(id, 'type') === 'frame';
    context.globalAlpha = frame ? FRAME_FILL : FILL;
    fillNodeShape(pen, source, id);
    if (!frame) return;
    context.globalAlpha = 1;
    strokeNodeShape(pen, source, id, 2);
  }

  #latestOf(id: NodeId): Stamp | undefined {
    const known = this.#latest.get(id);
    if (known !== undefined) return known;
    const latest = lastStamp(this.#document, id);
    if (latest !== undefined) this.#latest.set(id, latest);
    return latest;
  }
}
