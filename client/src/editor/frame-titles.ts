/** Names above the frames of a page: constant in size, so they live on the screen, and can be grabbed like the frame. */
import type { DocumentReader, NodeId, Vector } from '@joinery/shared';
import { pageToScreen } from './camera.ts';
import { displayName } from './node-names.ts';
import type { Scene } from './scene.ts';
import { isHidden, isLocked } from './selection.ts';
import type { SessionState } from './session.ts';
import type { FontStyle, MeasureText } from './text-layout.ts';

export const TITLE_FONT: FontStyle = { fontFamily: 'Inter', fontSize: 11, fontWeight: 400, fontStyle: 'normal' };

/** Height of a title, and its distance from the frame, in CSS px. */
export const TITLE_HEIGHT = 16;
const TITLE_GAP = 4;

/** A title as it is seen, in CSS px from the top left of the canvas. Not wider than its frame: cut the text to fit. */
export interface FrameTitle {
  readonly id: NodeId;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface TitleHost {
  readonly document: DocumentReader;
  readonly scene: Scene;
  readonly state: SessionState;
  readonly ports: { readonly measureText: MeasureText };
}

export function frameTitles({ document, scene, state, ports }: TitleHost): FrameTitle[] {
  const { camera, viewport, page } = state;
  const titles: FrameTitle[] = [];
  for (const id of document.children(page)) {
    if (document.get(id, 'type') !== 'frame' || isHidden(document, id)) continue;
    const frame = scene.pageBox(id);
    const { x, y } = pageToScreen(camera, { x: frame.left, y: frame.top });
    const room = (frame.right - frame.left) * camera.zoom;
    if (x > viewport.width || x + room < 0 || y < 0 || y > viewport.height + TITLE_HEIGHT + TITLE_GAP) continue;
    const text = displayName(document, id);
    titles.push({
      id,
      text,
      x,
      y: y - TITLE_GAP - TITLE_HEIGHT,
      width: Math.min(room, ports.measureText(text, TITLE_FONT)),
    });
  }
  return titles;
}

/** The frame whose title is at a point of the screen. */
export function titleAt(host: TitleHost, point: Vector): NodeId | undefined {
  const over = frameTitles(host).findLast(
    ({ x, y, width }) =>
      point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + TITLE_HEIGHT + TITLE_GAP,
  );
  return over === undefined || isLocked(host.document, over.id) ? undefined : over.id;
}
