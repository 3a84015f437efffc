/** Draws the names above the frames of a page. */
import type { Box, DocumentReader, NodeId } from '@joinery/shared';
import { type FrameTitle, frameTitle, TITLE_HEIGHT, type TitleHost } from '../../editor/frame-titles.ts';
import type { LabelWidths } from './label.ts';
import { isOnScreen, type Pen, placeOnScreen } from './pen.ts';

/** From the frame's edge to the letters' baseline, in CSS px. */
const RISE = 7;

/** The frames that lie directly on a page, and their widths: of thousands most are too small for a title. Kept up as they change. */
export class TitledFrames {
  #page: NodeId | null = null;
  readonly #widths = new Map<NodeId, number>();

  of(reader: DocumentReader, page: NodeId): ReadonlyMap<NodeId, number> {
    if (this.#page !== page) {
      this.#page = page;
      this.#widths.clear();
      for (const id of reader.children(page)) this.#look(reader, id);
    }
    return this.#widths;
  }

  /** Those of at least a width, in page px, whose title can be in a box of the page. */
  *wide({ document, scene, state }: TitleHost, least: number, { left, top, right, bottom }: Box): Generator<NodeId> {
    for (const [id, width] of this.of(document, state.page)) {
      if (width < least) continue;
      const { e: x, f: y } = scene.pageMatrix(id);
      if (x > left - width && x < right + width && y > top - width && y < bottom + width) yield id;
    }
  }

  /** These nodes changed in the document. */
  update(reader: DocumentReader, touched: ReadonlyMap<NodeId, ReadonlySet<string>>): void {
    if (this.#page === null) return;
    if (touched.size > MANY) this.#page = null;
    else
      for (const [id, properties] of touched) if (MAKING.some((each) => properties.has(each))) this.#look(reader, id);
  }

  #look(reader: DocumentReader, id: NodeId): void {
    if (reader.parent(id) === this.#page && reader.get(id, 'type') === 'frame')
      this.#widths.set(id, reader.get(id, 'width'));
    else this.#widths.delete(id);
  }
}

/** Properties that make a frame of the page, of a width. */
const MAKING = ['placement', 'type', 'width'] as const;
/** Of more changed nodes than this the children of the page are looked through again. */
const MANY = 1000;

export interface TitleStyle {
  readonly widths: LabelWidths;
  readonly color: string;
  /** Of frames that are selected or under the pointer. */
  readonly chosenColor: string;
  readonly chosen: (id: NodeId) => boolean;
}

export function drawFrameTitles(
  pen: Pen,
  host: TitleHost & { readonly frames: Iterable<NodeId> },
  style: TitleStyle,
): void {
  for (const id of host.frames) {
    const title = frameTitle(host, id);
    if (title === undefined) continue;
    pen.context.fillStyle = style.chosen(id) ? style.chosenColor : style.color;
    drawTitle(pen, title, style.widths);
  }
  placeOnScreen(pen);
}

function drawTitle(pen: Pen, { text, corner, direction, room }: FrameTitle, widths: LabelWidths): void {
  const { context, view } = pen;
  const end = { x: corner.x + direction.x * room, y: corner.y + direction.y * room };
  if (!isOnScreen(pen, [corner, end, end, corner], TITLE_HEIGHT)) return;
  const fitting = widths.fit(context, text, room);
  if (fitting === '') return;
  const ratio = view.pixelRatio;
  const [cos, sin] = [direction.x * ratio, direction.y * ratio];
  // Upright letters stand on whole device pixels.
  const round = Math.abs(sin) < 1e-6 ? Math.round : (at: number): number => at;
  context.setTransform(cos, sin, -sin, cos, round(corner.x * ratio), round(corner.y * ratio));
  context.fillText(fitting, 0, -RISE);
}
