/** Where a pointer that draws or sizes really is: on a line of what lies beside, or on a whole pixel. */
import type { NodeId, Vector } from '@joinery/shared';
import type { Editor } from '../editor/editor.ts';
import { type Edges, SNAP_DISTANCE, snap, type SnapStops, snapStops } from '../editor/snapping.ts';

/** Where there is nothing to snap to. */
export const wholePixel = ({ x, y }: Vector): Vector => ({ x: Math.round(x), y: Math.round(y) });

export type PointerSnap = (point: Vector, axes?: { readonly x: boolean; readonly y: boolean }) => Vector;

/** Gathers the lines now; the returned function snaps points and shows the lines they snapped to. Cmd or Ctrl: no snapping. */
export function pointerSnap(editor: Editor, parent: NodeId, moving: readonly NodeId[] = []): PointerSnap {
  const stops: SnapStops = snapStops(editor, parent, moving);
  return (point, axes = { x: true, y: true }) => {
    if (editor.pointer.mod) {
      editor.session.setState({ snapLines: [] });
      return wholePixel(point);
    }
    const edges: Edges = { x: axes.x ? ['left'] : [], y: axes.y ? ['top'] : [] };
    const at = { left: point.x, top: point.y, right: point.x, bottom: point.y };
    const { by, snapped, lines } = snap(stops, at, SNAP_DISTANCE / editor.state.camera.zoom, edges);
    editor.session.setState({ snapLines: lines });
    return { x: snapped.x ? point.x + by.x : Math.round(point.x), y: snapped.y ? point.y + by.y : Math.round(point.y) };
  };
}
