/**
 * Names above the frames of a page, along the frame's upper edge: constant in size, so they live on the screen, and can be
 * grabbed like the frame. Where they stand is said here; the canvas draws them.
 */
import { type Box, type DocumentReader, expand, type NodeId, type Vector } from '@joinery/shared';
import { pageToScreen } from './camera.ts';
import { displayName } from './node-names.ts';
import type { Scene } from './scene.ts';
import { isLocked } from './selection.ts';
import type { SessionState } from './session.ts';
import type { FontStyle, MeasureText } from './text-layout.ts';

const TITLE_FONT: FontStyle = { fontFamily: 'Inter', fontSize: 11, fontWeight: 500, fontStyle: 'normal' };

/** How far a title reaches from its frame, in CSS px. */
export const TITLE_HEIGHT = 20;

/** Narrower frames have no title, in CSS px: of most, one or two letters would be left. */
export const LEAST_TITLED = 40;

/** A title as it is seen, in CSS px from the top left of the canvas. */
export interface FrameTitle {
  readonly text: string;
  /** The frame's own top left corner: the title begins above it. */
  readonly corner: Vector;
  /** Of length 1, along the frame's upper edge. */
  readonly direction: Vector;
  /** Length of that edge: cut the text to fit. */
  readonly room: number;
}

export interface TitleHost {
  readonly document: DocumentReader;
  readonly scene: Scene;
  readonly state: Pick<SessionState, 'camera' | 'page'>;
}

/** Undefined where the node has none: only frames directly on the page have titles, and only where there is room. */
export function frameTitle({ document, scene, state }: TitleHost, id: NodeId): FrameTitle | undefined {
  const room = document.get(id, 'width') * state.camera.zoom;
  if (room < LEAST_TITLED) return undefined;
  const titled =
    document.parent(id) === state.page && document.get(id, 'type') === 'frame' && document.get(id, 'visible');
  if (!titled) return undefined;
  const matrix = scene.pageMatrix(id);
  const corner = pageToScreen(state.camera, { x: matrix.e, y: matrix.f });
  // Frames turn and move, and are not stretched: the first column of the matrix is of length 1.
  const direction = { x: matrix.a, y: matrix.b };
  return { text: displayName(document, id), corner, direction, room };
}

/** The frame whose title is at a point of the screen; the topmost. */
export function titleAt(
  host: TitleHost & { readonly ports: { readonly measureText: MeasureText } },
  point: Vector,
): NodeId | undefined {
  const { camera, page } = host.state;
  const at = { x: point.x / camera.zoom + camera.x, y: point.y / camera.zoom + camera.y };
  const around: Box = expand({ left: at.x, top: at.y, right: at.x, bottom: at.y }, TITLE_HEIGHT / camera.zoom);
  return host.scene.nodesIn(around, page).findLast((id) => {
    const title = frameTitle(host, id);
    if (title === undefined || isLocked(host.document, id)) return false;
    return isOn(title, point, host.ports.measureText(title.text, TITLE_FONT));
  });
}

function isOn({ corner, direction, room }: FrameTitle, { x, y }: Vector, width: number): boolean {
  const [right, down] = [x - corner.x, y - corner.y];
  const along = right * direction.x + down * direction.y;
  const above = right * direction.y - down * direction.x;
  return along >= 0 && along <= Math.min(room, width) && above >= 0 && above <= TITLE_HEIGHT;
}
