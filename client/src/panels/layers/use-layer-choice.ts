import type { NodeId } from '@joinery/shared';
import { useRef, useState } from 'react';
import { useEditor, useSession } from '../workspace.ts';
import type { LayerRow } from './layer-rows.ts';

/** How a row is chosen: alone, with all rows from the last one chosen alone, or in addition. */
export type ChoiceKind = 'only' | 'range' | 'toggle';

interface LayerChoice {
  /** The row that keys move from. */
  readonly focused: NodeId | undefined;
  readonly choose: (id: NodeId, kind: ChoiceKind) => void;
}

export const choiceKind = (event: {
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
}): ChoiceKind => (event.shiftKey ? 'range' : event.metaKey || event.ctrlKey ? 'toggle' : 'only');

function between(rows: readonly LayerRow[], a: NodeId, b: NodeId): NodeId[] {
  const [from, to] = [a, b].map((wanted) => rows.findIndex(({ id }) => id === wanted)) as [number, number];
  if (from === -1 || to === -1) return [b];
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id);
}

/** Selecting by way of the list, which has an order that the canvas has not. */
export function useLayerChoice(rows: readonly LayerRow[]): LayerChoice {
  const editor = useEditor();
  const lead = useSession(({ selection }) => selection[0]);
  const anchor = useRef<NodeId>(undefined);
  const [current, setCurrent] = useState<NodeId>();
  const listed = current !== undefined && rows.some(({ id }) => id === current);
  const choose = (id: NodeId, kind: ChoiceKind): void => {
    const { selection } = editor.state;
    setCurrent(id);
    if (kind === 'range') return editor.select(between(rows, anchor.current ?? selection[0] ?? id, id));
    anchor.current = id;
    if (kind === 'only') editor.select([id]);
    else editor.select(selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id]);
  };
  return { focused: listed ? current : lead, choose };
}
