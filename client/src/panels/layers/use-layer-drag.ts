import type { NodeId } from '@joinery/shared';
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Editor } from '../../editor/editor.ts';
import { type DropPosition, dropPosition } from './drop-position.ts';
import { INDENT_PX, LIST_TOP_PX, ROW_PX } from './layer-row.tsx';
import type { LayerRow } from './layer-rows.ts';

/** Movement that turns a press into a drag, in CSS px. */
const THRESHOLD_PX = 4;
/** Nearer than this to an edge of the list, it scrolls under the drag, in CSS px. */
const EDGE_PX = 24;
const SCROLL_PX_PER_FRAME = 6;

interface Press {
  readonly id: NodeId;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  dragging: boolean;
  /** The latest place of the pointer. */
  at: { readonly x: number; readonly y: number };
}

export interface LayerDrag {
  readonly drop: DropPosition | undefined;
  readonly press: (id: NodeId, event: PointerEvent) => void;
}

/** Dragging layers to another place. What is dragged is the whole selection when the pressed row is part of it. */
export function useLayerDrag(
  editor: Editor,
  list: RefObject<HTMLElement | null>,
  rows: readonly LayerRow[],
): LayerDrag {
  const [drop, setDrop] = useState<DropPosition>();
  const press = useRef<Press | null>(null);
  const latest = useRef({ rows, drop });
  useEffect(() => {
    latest.current = { rows, drop };
  });

  useEffect(() => {
    let frame = 0;
    const dragged = (id: NodeId): readonly NodeId[] =>
      editor.state.selection.includes(id) ? editor.state.selection : [id];
    const aim = (): void => {
      const [now, element] = [press.current, list.current];
      if (now === null || element === null) return;
      const box = element.getBoundingClientRect();
      const y = (now.at.y - box.top + element.scrollTop - LIST_TOP_PX) / ROW_PX;
      const depth = Math.floor((now.at.x - box.left - INDENT_PX) / INDENT_PX);
      setDrop(
        dropPosition(
          { reader: editor.document, page: editor.state.page, rows: latest.current.rows, dragged: dragged(now.id) },
          y,
          depth,
        ),
      );
    };
    const scrollAtEdges = (): void => {
      const [now, element] = [press.current, list.current];
      if (now?.dragging !== true || element === null) return;
      const { top, bottom } = element.getBoundingClientRect();
      const by =
        now.at.y < top + EDGE_PX ? -SCROLL_PX_PER_FRAME : now.at.y > bottom - EDGE_PX ? SCROLL_PX_PER_FRAME : 0;
      if (by !== 0) {
        element.scrollTop += by;
        aim();
      }
      frame = requestAnimationFrame(scrollAtEdges);
    };
    const stop = (): void => {
      press.current = null;
      cancelAnimationFrame(frame);
      setDrop(undefined);
    };
    const onMove = (event: globalThis.PointerEvent): void => {
      const now = press.current;
      if (now === null || now.pointer !== event.pointerId) return;
      now.at = { x: event.clientX, y: event.clientY };
      if (!now.dragging) {
        if (Math.hypot(event.clientX - now.x, event.clientY - now.y) < THRESHOLD_PX) return;
        now.dragging = true;
        if (!editor.state.selection.includes(now.id)) editor.select([now.id]);
        frame = requestAnimationFrame(scrollAtEdges);
      }
      aim();
    };
    const onUp = (event: globalThis.PointerEvent): void => {
      const now = press.current;
      if (now === null || now.pointer !== event.pointerId) return;
      const target = now.dragging ? latest.current.drop : undefined;
      if (now.dragging) swallowClick();
      stop();
      if (target === undefined) return;
      editor.run('move-layers', { ids: dragged(now.id), parent: target.parent, before: target.before });
      if (target.parent !== editor.state.page) {
        editor.session.setState(({ expanded }) => void (expanded[target.parent] = true));
      }
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || press.current?.dragging !== true) return;
      event.stopPropagation();
      stop();
    };
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', stop);
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', stop);
      removeEventListener('keydown', onKeyDown, { capture: true });
      cancelAnimationFrame(frame);
    };
  }, [editor, list]);

  const begin = useCallback(
    (id: NodeId, event: PointerEvent) => {
      // A finger scrolls the list.
      if (event.button !== 0 || event.pointerType === 'touch' || editor.state.readOnly) return;
      const at = { x: event.clientX, y: event.clientY };
      press.current = { id, pointer: event.pointerId, ...at, dragging: false, at };
    },
    [editor],
  );
  return { drop, press: begin };
}

/** The click that the browser makes of a drag's end would select what lies under it. */
function swallowClick(): void {
  const swallow = (event: Event): void => event.stopPropagation();
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0);
}
