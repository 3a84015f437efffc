/** What can be grabbed around a selection: eight handles to resize, the space outside the corners to rotate, line ends. */
import {
  distance,
  type DocumentReader,
  invert,
  type NodeId,
  rotationOf,
  scale,
  transformPoint,
  type Vector,
} from '@joinery/shared';
import { pageToScreen, screenToPage } from './camera.ts';
import type { ResizeHandle } from './resize.ts';
import type { Scene, SelectionBox } from './scene.ts';
import { isLocked } from './selection.ts';
import type { SessionState } from './session.ts';
import type { PointerType } from './tool-event.ts';

export type Grip =
  | { readonly kind: 'resize'; readonly handle: ResizeHandle }
  | { readonly kind: 'rotate'; readonly corner: ResizeHandle }
  | { readonly kind: 'end'; readonly end: 'start' | 'end' };

/** Width of what can be grabbed, in CSS px. */
const HANDLE_SIZE: Readonly<Record<PointerType, number>> = { mouse: 12, pen: 12, touch: 20 };

/** How far outside a corner turning still begins, in CSS px. */
const ROTATE_REACH = 20;

/** On a side shorter than this on the screen there is no room between its corners, in CSS px. */
const MIN_SIDE = 10;

/** A box smaller than this is there to be moved: its handles begin at its edge, in CSS px. */
const SMALL = 24;

const CORNERS: readonly ResizeHandle[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: 1 },
];
const SIDES: readonly ResizeHandle[] = [
  { x: 0, y: -1 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
];

export interface GripHost {
  readonly document: DocumentReader;
  readonly scene: Scene;
  readonly state: SessionState;
}

/** Where a handle is, in page coordinates. */
export const handlePoint = ({ matrix, width, height }: SelectionBox, { x, y }: ResizeHandle): Vector =>
  transformPoint(matrix, { x: ((x + 1) / 2) * width, y: ((y + 1) / 2) * height });

/** Ends of a line node, in page coordinates. */
export function lineEnds(
  { document, scene }: Pick<GripHost, 'document' | 'scene'>,
  id: NodeId,
): { readonly start: Vector; readonly end: Vector } {
  const matrix = scene.pageMatrix(id);
  return {
    start: transformPoint(matrix, { x: 0, y: 0 }),
    end: transformPoint(matrix, { x: document.get(id, 'width'), y: 0 }),
  };
}

/** The one selected line, which shows its ends instead of a box. */
export function selectedLine({ document, state }: Pick<GripHost, 'document' | 'state'>): NodeId | undefined {
  const [only] = state.selection;
  return state.selection.length === 1 && only !== undefined && document.get(only, 'type') === 'line' ? only : undefined;
}

/** What is grabbed at a point of the screen. */
export function gripAt(host: GripHost, point: Vector, pointer: PointerType): Grip | undefined {
  const { document, scene, state } = host;
  if (state.readOnly || state.selection.length === 0 || state.selection.some((id) => isLocked(document, id)))
    return undefined;
  const reach = HANDLE_SIZE[pointer] / 2;
  const line = selectedLine(host);
  if (line !== undefined) {
    const ends = lineEnds(host, line);
    for (const end of ['end', 'start'] as const) {
      if (distance(pageToScreen(state.camera, ends[end]), point) <= reach) return { kind: 'end', end };
    }
    return undefined;
  }
  const box = scene.selectionBox(state.selection);
  return box === null ? undefined : gripOf(onScreen(box, state), point, reach);
}

interface ScreenBox {
  /** The point in the box's own axes, in CSS px. */
  toBox(point: Vector): Vector;
  readonly width: number;
  readonly height: number;
}

function onScreen(box: SelectionBox, { camera }: SessionState): ScreenBox {
  const back = invert(box.matrix);
  return {
    toBox: (point) => scale(transformPoint(back, screenToPage(camera, point)), camera.zoom),
    width: box.width * camera.zoom,
    height: box.height * camera.zoom,
  };
}

function gripOf(box: ScreenBox, point: Vector, reach: number): Grip | undefined {
  const p = box.toBox(point);
  const at = ({ x, y }: ResizeHandle): Vector => ({ x: ((x + 1) / 2) * box.width, y: ((y + 1) / 2) * box.height });
  const inside = p.x > 0 && p.y > 0 && p.x < box.width && p.y < box.height;
  const small = box.width < SMALL || box.height < SMALL;
  if (small && inside) return undefined;
  const near = (handle: ResizeHandle): boolean =>
    Math.max(Math.abs(at(handle).x - p.x), Math.abs(at(handle).y - p.y)) <= reach;
  const corner = CORNERS.findLast(near);
  if (corner !== undefined) return { kind: 'resize', handle: corner };
  const side = SIDES.find((handle) => onSide(box, handle, p, reach));
  if (side !== undefined) return { kind: 'resize', handle: side };
  if (inside) return undefined;
  const turning = CORNERS.find((handle) => distance(at(handle), p) <= ROTATE_REACH);
  return turning && { kind: 'rotate', corner: turning };
}

function onSide(box: ScreenBox, { x, y }: ResizeHandle, p: Vector, reach: number): boolean {
  const slack = reach / 2;
  if (x === 0)
    return box.width >= MIN_SIDE && p.x >= 0 && p.x <= box.width && Math.abs(p.y - (y === 1 ? box.height : 0)) <= slack;
  return box.height >= MIN_SIDE && p.y >= 0 && p.y <= box.height && Math.abs(p.x - (x === 1 ? box.width : 0)) <= slack;
}

const CURSORS = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'] as const;

/** The CSS cursor that shows which way a handle of a turned box goes. */
export function gripCursor(grip: Grip, box: SelectionBox | null): string {
  if (grip.kind === 'end') return 'crosshair';
  if (grip.kind === 'rotate') return 'grab';
  const { x, y } = grip.handle;
  const own = (Math.atan2(y, x) * 180) / Math.PI;
  const turn = own + (box === null ? 0 : rotationOf(box.matrix));
  return CURSORS[((Math.round(turn / 45) % 4) + 4) % 4] ?? 'default';
}

/** The middle of a selection box, in page coordinates. */
export const boxMiddle = (box: SelectionBox): Vector => handlePoint(box, { x: 0, y: 0 });
