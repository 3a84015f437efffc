/** The tree of layers, front first. Only the rows on screen exist, so that ten thousand cost as much as thirty. */
import type { NodeId } from '@joinery/shared';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Editor } from '../../editor/editor.ts';
import { useTreeChanges } from '../hooks/use-touched.ts';
import { NodeContextMenu } from '../menus/node-context-menu.tsx';
import { useEditor, useSession } from '../workspace.ts';
import { INDENT_PX, LayerRow, LIST_TOP_PX, ROW_PX, rowDomId } from './layer-row.tsx';
import { containersOf, layerRows, type LayerRow as Row } from './layer-rows.ts';
import styles from './layers-tree.module.css';
import { treeStep } from './tree-keys.ts';
import { useLayerDrag } from './use-layer-drag.ts';

/** Rows kept beyond both edges of what is seen. */
const OVERSCAN = 10;
/** When more than this is selected at once, containers are not opened to show it. */
const MAX_REVEALED = 50;

function setExpanded(editor: Editor, ids: readonly NodeId[], open: boolean): void {
  editor.session.setState(({ expanded }) => {
    for (const id of ids) {
      if (open) expanded[id] = true;
      else delete expanded[id];
    }
  });
}

/** Clicking a layer leaves the focus on the canvas: the next arrow key moves the layer. By Tab the tree has keys of its own. */
const keepFocus = (event: MouseEvent): void => {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
};

/** The rows of this page, kept until the tree or what is open changes. */
function useRows(): readonly Row[] {
  const { document } = useEditor();
  const changes = useTreeChanges();
  const page = useSession((state) => state.page);
  const expanded = useSession((state) => state.expanded);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `changes` stands for the tree, which lives outside React
  return useMemo(() => layerRows(document, page, expanded), [document, page, expanded, changes]);
}

const between = (rows: readonly Row[], a: NodeId, b: NodeId): NodeId[] => {
  const [from, to] = [rows.findIndex(({ id }) => id === a), rows.findIndex(({ id }) => id === b)];
  if (from === -1 || to === -1) return [b];
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id);
};

export function LayersTree() {
  const editor = useEditor();
  const rows = useRows();
  const list = useRef<HTMLDivElement>(null);
  const anchor = useRef<NodeId>(undefined);
  const [current, setCurrent] = useState<NodeId>();
  const { drop, press } = useLayerDrag(editor, list, rows);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    paddingStart: LIST_TOP_PX,
    paddingEnd: 16,
  });
  const selection = useSession((state) => state.selection);
  const focused = current !== undefined && rows.some(({ id }) => id === current) ? current : selection[0];

  // What was selected on the canvas shows here.
  useEffect(() => {
    if (selection.length === 0 || selection.length > MAX_REVEALED) return;
    const closed = selection
      .flatMap((id) => containersOf(editor.document, id))
      .filter((id) => editor.state.expanded[id] !== true);
    if (closed.length > 0) setExpanded(editor, closed, true);
  }, [editor, selection]);
  const lead = selection[0];
  const leadIndex = lead === undefined ? -1 : rows.findIndex(({ id }) => id === lead);
  useEffect(() => {
    if (leadIndex >= 0) virtualizer.scrollToIndex(leadIndex, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new selection scrolls, not each change of the tree
  }, [lead, leadIndex === -1]);

  const choose = (
    id: NodeId,
    { shiftKey, metaKey, ctrlKey }: { shiftKey: boolean; metaKey: boolean; ctrlKey: boolean },
  ): void => {
    setCurrent(id);
    if (shiftKey) return editor.select(between(rows, anchor.current ?? editor.state.selection[0] ?? id, id));
    anchor.current = id;
    if (!metaKey && !ctrlKey) return editor.select([id]);
    const { selection: now } = editor.state;
    editor.select(now.includes(id) ? now.filter((other) => other !== id) : [...now, id]);
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const id = target?.closest<HTMLElement>('[data-layer]')?.dataset['layer'];
    if (id === undefined) return editor.select([]);
    const button = target?.closest('button');
    if (button?.dataset['part'] === 'chevron') setExpanded(editor, [id], editor.state.expanded[id] !== true);
    else if (button === null || button === undefined) choose(id, event);
  };
  const prepare = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const id = target?.closest<HTMLElement>('[data-layer]')?.dataset['layer'];
    if (id === undefined) editor.select([]);
    else if (!editor.state.selection.includes(id)) choose(id, { shiftKey: false, metaKey: false, ctrlKey: false });
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const id = target?.closest<HTMLElement>('[data-layer]')?.dataset['layer'];
    if (id === undefined || target?.closest('button') !== null) return;
    // On the icon it shows the layer, on the name it renames.
    if (target.closest('svg') === null) editor.session.setState({ renaming: id });
    else editor.run('zoom-selection');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const step = treeStep(rows, focused, event.key);
    if (event.key === 'F2' && focused !== undefined) editor.session.setState({ renaming: focused });
    else if (event.key === 'Delete' || event.key === 'Backspace') editor.run('delete');
    else if (event.key === ' ' && focused !== undefined)
      choose(focused, { shiftKey: false, metaKey: true, ctrlKey: false });
    else if (step?.kind === 'go') {
      choose(step.to, { shiftKey: event.shiftKey, metaKey: false, ctrlKey: false });
      virtualizer.scrollToIndex(
        rows.findIndex(({ id }) => id === step.to),
        { align: 'auto' },
      );
    } else if (step !== undefined) setExpanded(editor, [step.id], step.kind === 'expand');
    else return;
    // Arrow keys would nudge, Space would pan.
    event.preventDefault();
    event.stopPropagation();
  };

  // A tree without items is none.
  if (rows.length === 0) {
    return (
      <div ref={list} className={styles.tree}>
        <p className={styles.empty}>Nothing on this page yet. Draw with the tools below, or drop an SVG.</p>
      </div>
    );
  }
  const visible = virtualizer.getVirtualItems();
  const focusedShown = visible.some(({ index }) => rows[index]?.id === focused);
  return (
    <NodeContextMenu prepare={prepare}>
      <div
        ref={list}
        role="tree"
        aria-label="Layers"
        aria-multiselectable="true"
        {...(focused !== undefined && focusedShown && { 'aria-activedescendant': rowDomId(focused) })}
        tabIndex={0}
        className={styles.tree}
        onMouseDown={keepFocus}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onPointerLeave={() => editor.session.setState({ hovered: null })}
      >
        <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {visible.map(({ index, start, key }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const lit = drop?.mark.kind === 'row' && drop.mark.row === index;
            return (
              <LayerRow key={key} row={row} top={start} current={row.id === focused} lit={lit} onPointerDown={press} />
            );
          })}
          {drop?.mark.kind === 'line' && (
            <div
              className={styles.line}
              style={{
                transform: `translateY(${LIST_TOP_PX + drop.mark.row * ROW_PX}px)`,
                left: 12 + drop.mark.depth * INDENT_PX,
              }}
            />
          )}
        </div>
      </div>
    </NodeContextMenu>
  );
}
