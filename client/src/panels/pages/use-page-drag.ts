import type { NodeId } from '@joinery/shared';
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Editor } from '../../editor/editor.ts';

/** Movement that turns a press into a drag, in CSS px. */
const THRESHOLD_PX = 4;

interface PageDrag {
  /** The place between pages, from 0 for above the first, where the dragged one would go. */
  readonly gap: number | undefined;
  readonly press: (page: NodeId, event: PointerEvent) => void;
}

/** Dragging pages into another order. */
export function usePageDrag(editor: Editor, list: RefObject<HTMLElement | null>, pages: readonly NodeId[]): PageDrag {
  const [gap, setGap] = useState<number>();
  const pressed = useRef<{ page: NodeId; pointer: number; y: number; gap: number | undefined } | null>(null);
  const latest = useRef(pages);
  useEffect(() => {
    latest.current = pages;
  });
  useEffect(() => {
    const stop = (): void => {
      pressed.current = null;
      setGap(undefined);
    };
    const onMove = (event: globalThis.PointerEvent): void => {
      const now = pressed.current;
      const rows = [...(list.current?.children ?? [])];
      if (now === null || now.pointer !== event.pointerId || rows.length < 2) return;
      if (now.gap === undefined && Math.abs(event.clientY - now.y) < THRESHOLD_PX) return;
      const middle = (row: Element): number => row.getBoundingClientRect().top + row.getBoundingClientRect().height / 2;
      now.gap = rows.filter((row) => middle(row) < event.clientY).length;
      setGap(now.gap);
    };
    const onUp = (): void => {
      const now = pressed.current;
      stop();
      if (now?.gap === undefined) return;
      const before = latest.current[now.gap] ?? null;
      if (before !== now.page) editor.run('page-move', { page: now.page, before });
    };
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', stop);
    return () => {
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', stop);
    };
  }, [editor, list]);
  const press = useCallback(
    (page: NodeId, event: PointerEvent) => {
      if (event.button === 0 && !editor.state.readOnly)
        pressed.current = { page, pointer: event.pointerId, y: event.clientY, gap: undefined };
    },
    [editor],
  );
  return { gap, press };
}
