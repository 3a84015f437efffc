/** The tree of layers, front first. Only the rows on screen exist, so that ten thousand cost as much as thirty. */
import type { NodeId } from '@joinery/shared';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react';
import type { Editor } from '../../editor/editor.ts';
import { useTreeChanges } from '../hooks/use-touched.ts';
import { NodeContextMenu } from '../menus/node-context-menu.tsx';
import { useEditor, useSession } from '../workspace.ts';
import type { DropPosition } from './drop-position.ts';
import { setExpanded } from './expanding.ts';
import { INDENT_PX, LayerRow, LIST_TOP_PX, ROW_PX, rowDomId } from './layer-row.tsx';
import { layerRows, type LayerRow as Row } from './layer-rows.ts';
import styles from './layers-tree.module.css';
import { treeStep } from './tree-keys.ts';
import { choiceKind, useLayerChoice } from './use-layer-choice.ts';
import { useLayerDrag } from './use-layer-drag.ts';
import { useRevealedSelection } from './use-revealed-selection.ts';

/** Rows kept beyond both edges of what is seen. */
const OVERSCAN = 10;
const LIST_BOTTOM_PX = 16;

/** The rows of this page, kept until the tree or what is open changes. */
function useRows(): readonly Row[] {
  const { document } = useEditor();
  const changes = useTreeChanges();
  const page = useSession((state) => state.page);
  const expanded = useSession((state) => state.expanded);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `changes` stands for the tree, which lives outside React
  return useMemo(() => layerRows(document, page, expanded), [document, page, expanded, changes]);
}

/** Clicking a layer leaves the focus on the canvas: the next arrow key moves the layer. By Tab the tree has keys of its own. */
const keepFocus = (event: MouseEvent): void => {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
};

/** What of the list was clicked. */
function clicked({ target }: MouseEvent): {
  readonly id: NodeId | undefined;
  readonly part: 'row' | 'icon' | 'chevron' | 'button';
} {
  if (!(target instanceof Element)) return { id: undefined, part: 'row' };
  const id = target.closest<HTMLElement>('[data-layer]')?.dataset['layer'];
  const button = target.closest('button');
  if (button !== null) return { id, part: button.dataset['part'] === 'chevron' ? 'chevron' : 'button' };
  return { id, part: target.closest('svg') === null ? 'row' : 'icon' };
}

function onDoubleClick(editor: Editor, event: MouseEvent): void {
  const { id, part } = clicked(event);
  if (id === undefined) return;
  // On the icon it shows the layer, on the name it renames.
  if (part === 'row') editor.session.setState({ renaming: id });
  else if (part === 'icon') editor.run('zoom-selection');
}

export function LayersTree() {
  const rows = useRows();
  const readOnly = useSession((state) => state.readOnly);
  // A tree without items is none.
  if (rows.length > 0) return <Tree rows={rows} />;
  return (
    <div className={styles.tree}>
      <p className={styles.empty}>
        {readOnly
          ? 'Nothing on this page yet.'
          : 'Nothing on this page yet. Draw with the tools below, or drop an SVG.'}
      </p>
    </div>
  );
}

function Tree({ rows }: { readonly rows: readonly Row[] }) {
  const editor = useEditor();
  const list = useRef<HTMLDivElement>(null);
  const { drop, press } = useLayerDrag(editor, list, rows);
  const { focused, choose } = useLayerChoice(rows);
  // eslint-disable-next-line react/incompatible-library -- warns users of the React compiler, which is not used here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    paddingStart: LIST_TOP_PX,
    paddingEnd: LIST_BOTTOM_PX,
  });
  useRevealedSelection(rows, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));

  const onClick = (event: MouseEvent): void => {
    const { id, part } = clicked(event);
    if (id === undefined) editor.select([]);
    else if (part === 'chevron') setExpanded(editor, [id], editor.state.expanded[id] !== true);
    else if (part !== 'button') choose(id, choiceKind(event));
  };
  const prepareMenu = (event: MouseEvent): void => {
    const { id } = clicked(event);
    if (id === undefined) editor.select([]);
    else if (!editor.state.selection.includes(id)) choose(id, 'only');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const step = treeStep(rows, focused, event.key);
    if (event.key === 'F2' && focused !== undefined) editor.session.setState({ renaming: focused });
    else if (event.key === 'Delete' || event.key === 'Backspace') editor.run('delete');
    else if (event.key === ' ' && focused !== undefined) choose(focused, 'toggle');
    else if (step?.kind === 'go') {
      choose(step.to, event.shiftKey ? 'range' : 'only');
      const index = rows.findIndex(({ id }) => id === step.to);
      virtualizer.scrollToIndex(index, { align: 'auto' });
    } else if (step !== undefined) setExpanded(editor, [step.id], step.kind === 'expand');
    else return;
    // Arrow keys would nudge, Space would pan.
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = virtualizer.getVirtualItems().some(({ index }) => rows[index]?.id === focused);
  return (
    <NodeContextMenu prepare={prepareMenu}>
      <div
        ref={list}
        role="tree"
        aria-label="Layers"
        aria-multiselectable="true"
        {...(focused !== undefined && shown && { 'aria-activedescendant': rowDomId(focused) })}
        tabIndex={0}
        className={styles.tree}
        onMouseDown={keepFocus}
        onClick={onClick}
        onDoubleClick={(event) => onDoubleClick(editor, event)}
        onKeyDown={onKeyDown}
        onPointerLeave={() => editor.session.setState({ hovered: null })}
      >
        <Rows virtualizer={virtualizer} rows={rows} focused={focused} drop={drop} onPress={press} />
      </div>
    </NodeContextMenu>
  );
}

interface RowsProps {
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly rows: readonly Row[];
  readonly focused: NodeId | undefined;
  readonly drop: DropPosition | undefined;
  readonly onPress: Parameters<typeof LayerRow>[0]['onPointerDown'];
}

/** The rows on screen, and where what is dragged would go. */
function Rows({ virtualizer, rows, focused, drop, onPress }: RowsProps) {
  const mark = drop?.mark;
  return (
    <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, start, key }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const lit = mark?.kind === 'row' && mark.row === index;
        return (
          <LayerRow key={key} row={row} top={start} current={row.id === focused} lit={lit} onPointerDown={onPress} />
        );
      })}
      {mark?.kind === 'line' && (
        <div
          className={styles.line}
          style={{ transform: `translateY(${LIST_TOP_PX + mark.row * ROW_PX}px)`, left: 12 + mark.depth * INDENT_PX }}
        />
      )}
    </div>
  );
}
