import type { NodeId } from '@joinery/shared';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Lock from 'lucide-react/icons/lock';
import LockOpen from 'lucide-react/icons/lock-open';
import { memo, type PointerEvent } from 'react';
import { displayName } from '../../editor/node-names.ts';
import { classNames } from '../../ui/class-names.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { InlineRename } from '../../ui/inline-rename.tsx';
import { useNodeValue } from '../hooks/use-node-value.ts';
import { Whereabouts } from '../people/whereabouts.tsx';
import { useEditor, useSession } from '../workspace.ts';
import { LayerIcon } from './layer-icon.tsx';
import styles from './layer-row.module.css';
import type { LayerRow as Row } from './layer-rows.ts';
import { selectionSet } from '../selection-set.ts';

export const ROW_PX = 26;
export const INDENT_PX = 16;
/** Above the first row, for the drop line. */
export const LIST_TOP_PX = 4;

export const rowDomId = (id: NodeId): string => `layer-${id}`;

interface LayerRowProps {
  readonly row: Row;
  /** From the top of the list, in CSS px. */
  readonly top: number;
  readonly current: boolean;
  readonly lit: boolean;
  readonly onPointerDown: (id: NodeId, event: PointerEvent) => void;
}

/** Whether a row is selected itself, lies in something selected, or neither. */
function useSelectedness(id: NodeId): 'self' | 'inside' | 'no' {
  const { document } = useEditor();
  return useSession(({ selection }) => {
    if (selection.length === 0) return 'no';
    const selected = selectionSet(selection);
    if (selected.has(id)) return 'self';
    for (let at = document.parent(id); at !== undefined; at = document.parent(at))
      if (selected.has(at)) return 'inside';
    return 'no';
  });
}

/** Hide and lock: seen on hover, and always where they are on. */
function Switches({ id, name }: { readonly id: NodeId; readonly name: string }) {
  const editor = useEditor();
  const visible = useNodeValue(id, 'visible');
  const locked = useNodeValue(id, 'locked');
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        className={classNames(styles.switch, locked && styles.on)}
        aria-label={`${locked ? 'Unlock' : 'Lock'} ${name}`}
        onClick={() => editor.run('toggle-locked', { ids: [id] })}
      >
        {locked ? <Lock {...SMALL_ICON} /> : <LockOpen {...SMALL_ICON} />}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={classNames(styles.switch, !visible && styles.on)}
        aria-label={`${visible ? 'Hide' : 'Show'} ${name}`}
        onClick={() => editor.run('toggle-visible', { ids: [id] })}
      >
        {visible ? <Eye {...SMALL_ICON} /> : <EyeOff {...SMALL_ICON} />}
      </button>
    </>
  );
}

function LayerRowPlain({ row, top, current, lit, onPointerDown }: LayerRowProps) {
  const editor = useEditor();
  const { id, depth, expanded } = row;
  const type = useNodeValue(id, 'type');
  const visible = useNodeValue(id, 'visible');
  // Both are read by displayName; the hooks make the row hear of them.
  useNodeValue(id, 'name');
  useNodeValue(id, 'characters');
  const name = displayName(editor.document, id);
  const selectedness = useSelectedness(id);
  const renaming = useSession((state) => state.renaming === id && !state.readOnly);
  const readOnly = useSession((state) => state.readOnly);
  const hovered = useSession((state) => state.hovered === id);
  return (
    <div
      id={rowDomId(id)}
      role="treeitem"
      aria-label={name}
      aria-level={depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.place}
      aria-selected={selectedness === 'self'}
      {...(expanded !== undefined && { 'aria-expanded': expanded })}
      tabIndex={-1}
      data-layer={id}
      className={classNames(
        styles.row,
        selectedness === 'self' && styles.selected,
        selectedness === 'inside' && styles.inside,
        hovered && styles.hovered,
        current && styles.current,
        lit && styles.lit,
        !visible && styles.dimmed,
        depth === 0 && type === 'frame' && styles.strong,
      )}
      style={{ transform: `translateY(${top}px)`, paddingLeft: depth * INDENT_PX }}
      onPointerDown={(event) => onPointerDown(id, event)}
      onPointerEnter={() => editor.session.setState({ hovered: id })}
      onPointerLeave={() => editor.session.setState({ hovered: null })}
    >
      <button
        type="button"
        tabIndex={-1}
        data-part="chevron"
        className={classNames(styles.chevron, expanded === true && styles.open)}
        style={{ visibility: expanded === undefined ? 'hidden' : 'visible' }}
        aria-label={expanded === true ? `Close ${name}` : `Open ${name}`}
      >
        <ChevronRight size={10} strokeWidth={2} aria-hidden="true" />
      </button>
      <LayerIcon type={type} />
      {renaming ? (
        <InlineRename
          label={`Name of ${name}`}
          value={name}
          onRename={(name) => editor.run('rename', { ids: [id], name })}
          onDone={() => editor.session.setState({ renaming: null })}
        />
      ) : (
        <span className={styles.name}>{name}</span>
      )}
      <Whereabouts id={id} />
      {!renaming && !readOnly && <Switches id={id} name={name} />}
    </div>
  );
}

/** One layer. Renders again only when something it shows changes. */
export const LayerRow = memo(LayerRowPlain, (a, b) => {
  const same = a.top === b.top && a.current === b.current && a.lit === b.lit && a.onPointerDown === b.onPointerDown;
  const [x, y] = [a.row, b.row];
  return (
    same &&
    x.id === y.id &&
    x.depth === y.depth &&
    x.expanded === y.expanded &&
    x.place === y.place &&
    x.siblings === y.siblings
  );
});
