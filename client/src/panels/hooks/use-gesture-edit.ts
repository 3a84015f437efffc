import type { Gesture, NodeId, Transaction } from '@joinery/shared';
import { useEffect, useMemo, useRef } from 'react';
import { setForNodes } from '../../editor/selection-values.ts';
import { useEditor } from '../workspace.ts';

export interface GestureEdit {
  /** From here to `end`, all writes are one undo step. Without it, each is one of its own. */
  begin(): void;
  end(): void;
  write(ids: readonly NodeId[], write: (tx: Transaction, id: NodeId) => void): void;
}

/** Writing under a hand that may be dragging: a colour, a gradient stop. */
export function useGestureEdit(label: string): GestureEdit {
  const editor = useEditor();
  const running = useRef<Gesture | null>(null);
  const edit = useMemo(
    (): GestureEdit => ({
      begin: () => {
        running.current ??= editor.beginGesture(label);
      },
      end: () => {
        if (running.current !== null) editor.endGesture(running.current);
        running.current = null;
      },
      write: (ids, write) =>
        setForNodes(editor, ids, write, { label, ...(running.current !== null && { gesture: running.current }) }),
    }),
    [editor, label],
  );
  useEffect(() => () => edit.end(), [edit]);
  return edit;
}
