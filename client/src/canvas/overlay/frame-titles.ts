/** Names above the frames of a page, at a constant size, along the frame's upper edge. */
import type { DocumentReader, NodeId } from '@joinery/shared';
import type { Scene } from '../../editor/scene.ts';
import type { LabelWidths } from './label.ts';
import { isOnScreen, type Pen, quadOf, placeOnScreen } from './pen.ts';

/** From the frame's edge to the letters' baseline, in CSS px. */
const RISE = 7;
/** Narrower frames on the screen have no title, in CSS px. */
const LEAST_WIDTH = 24;

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

export interface TitleSource {
  readonly reader: DocumentReader;
  readonly scene: Scene;
  readonly frames: Iterable<NodeId>;
}

export function drawFrameTitles(pen: Pen, { reader, scene, frames }: TitleSource, style: TitleStyle): void {
  for (const id of frames) {
    if (!reader.get(id, 'visible')) continue;
    drawTitle(pen, { reader, scene }, id, style);
  }
  placeOnScreen(pen);
}

function drawTitle(pen: Pen, { reader, scene }: Omit<TitleSource, 'frames'>, id: NodeId, style: TitleStyle): void {
  const { context, view } = pen;
  const quad = quadOf(view, scene.pageMatrix(id), scene.localBox(id));
  const [start, end] = quad;
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  if (length < LEAST_WIDTH || !isOnScreen(pen, [start, end, end, start], 24)) return;
  const text = style.widths.fit(context, reader.get(id, 'name') || 'Frame', length);
  if (text === '') return;
  context.fillStyle = style.chosen(id) ? style.chosenColor : style.color;
  const ratio = view.pixelRatio;
  const cos = ((end.x - start.x) / length) * ratio;
  const sin = ((end.y - start.y) / length) * ratio;
  const upright = Math.abs(sin) < 1e-6;
  const [x, y] = [start.x * ratio, start.y * ratio];
  context.setTransform(cos, sin, -sin, cos, upright ? Math.round(x) : x, upright ? Math.round(y) : y);
  context.fillText(text, 0, -RISE);
}
