import type { Gesture, NodeId, Transaction } from '@joinery/shared';
import { useEffect, useMemo, useRef } from 'react';
import type { Editor } from '../../editor/editor.ts';
import { setForNodes } from '../../editor/selection-values.ts';
import type { NumberEdit } from '../../ui/number-edit.ts';
import { useEditor } from '../workspace.ts';

/** A number of a node that a field shows. */
export interface NumberAccess {
  /** What the undo step is called. */
  readonly label: string;
  /** undefined: the node has no such number. */
  read(editor: Editor, id: NodeId): number | undefined;
  write(tx: Transaction, id: NodeId, value: number, editor: Editor): void;
  readonly min?: number;
  readonly max?: number;
}

interface Running {
  readonly gesture: Gesture;
  /** What each node had when it began. */
  readonly from: ReadonlyMap<NodeId, number>;
}

/** The same number of several nodes, edited together: set to one value, or shifted each from its own. */
export function useNumberEdit(ids: readonly NodeId[], access: NumberAccess): NumberEdit {
  const editor = useEditor();
  const running = useRef<Running | null>(null);
  useEffect(
    () => () => {
      if (running.current !== null) editor.endGesture(running.current.gesture);
      running.current = null;
    },
    [editor],
  );
  return useMemo(() => {
    const { label, min = -1e9, max = 1e9 } = access;
    const has = (id: NodeId): boolean => access.read(editor, id) !== undefined;
    const stop = (end: (gesture: Gesture) => void): void => {
      if (running.current !== null) end(running.current.gesture);
      running.current = null;
    };
    return {
      set: (value) => setForNodes(editor, ids.filter(has), (tx, id) => access.write(tx, id, value, editor), { label }),
      begin: () => {
        stop((gesture) => editor.endGesture(gesture));
        const from = new Map(ids.filter(has).map((id) => [id, access.read(editor, id) ?? 0]));
        running.current = { gesture: editor.beginGesture(label), from };
      },
      shift: (by) => {
        if (running.current === null) return;
        const { gesture, from } = running.current;
        const write = (tx: Transaction, id: NodeId): void => {
          const moved = Math.round(((from.get(id) ?? 0) + by) * 1000) / 1000;
          access.write(tx, id, Math.min(max, Math.max(min, moved)), editor);
        };
        setForNodes(
          editor,
          [...from.keys()].filter((id) => editor.document.isAlive(id)),
          write,
          { label, gesture },
        );
      },
      end: () => stop((gesture) => editor.endGesture(gesture)),
      cancel: () => stop((gesture) => editor.cancelGesture(gesture)),
    };
  }, [editor, ids, access]);
}

/** The number that the nodes which have it share: null when they disagree, undefined when none has it. */
export function sharedNumber(editor: Editor, ids: readonly NodeId[], access: NumberAccess): number | null | undefined {
  let shared: number | undefined;
  for (const id of ids) {
    const value = access.read(editor, id);
    if (value === undefined) continue;
    if (shared === undefined) shared = value;
    else if (Math.abs(shared - value) > 1e-6) return null;
  }
  return shared;
}
