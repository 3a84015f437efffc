import { useEffect, useEffectEvent } from 'react';
import { useEditor, useSession } from '../workspace.ts';
import { setExpanded } from './expanding.ts';
import { containersOf, type LayerRow } from './layer-rows.ts';

/** When more than this is selected at once, containers are not opened to show it. */
const MAX_REVEALED = 50;

/** What is selected on the canvas shows in the list: its containers open, and the first of it scrolls into view. */
export function useRevealedSelection(rows: readonly LayerRow[], scrollTo: (index: number) => void): void {
  const editor = useEditor();
  const selection = useSession((state) => state.selection);
  useEffect(() => {
    if (selection.length > MAX_REVEALED) return;
    const around = selection.flatMap((id) => containersOf(editor.document, id));
    const closed = around.filter((id) => editor.state.expanded[id] !== true);
    if (closed.length > 0) setExpanded(editor, closed, true);
  }, [editor, selection]);

  const lead = selection[0];
  const listed = lead !== undefined && rows.some(({ id }) => id === lead);
  const reveal = useEffectEvent(() => scrollTo(rows.findIndex(({ id }) => id === lead)));
  // Only a new selection scrolls, not each change of the tree.
  useEffect(() => {
    if (listed) reveal();
  }, [lead, listed]);
}
