/** Draws the names above the frames of a page. */
import type { DocumentReader, NodeId } from '@joinery/shared';
import { type FrameTitle, frameTitle, TITLE_HEIGHT, type TitleHost } from '../../editor/frame-titles.ts';
import type { LabelWidths } from './label.ts';
import { isOnScreen, type Pen, placeOnScreen } from './pen.ts';

/** From the frame's edge to the letters' baseline, in CSS px. */
const RISE = 7;

/** The frames of a page that have a title. Found again after something moved in the tree, not at every frame. */
export class TitledFrames {
  #page: NodeId | null = null;
  #frames: ReadonlySet<NodeId> = new Set();

  of(reader: DocumentReader, page: NodeId): ReadonlySet<NodeId> {
    if (this.#page !== page) {
      this.#frames = new Set(reader.children(page).filter((id) => reader.get(id, 'type') === 'frame'));
      this.#page = page;
    }
    return this.#frames;
  }

  forget(): void {
    this.#page = null;
  }
}

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
