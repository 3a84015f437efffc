/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- arrow keys walk the rows of the list; each row has buttons that do the same */
/**
 * What was written here without the relay and met what others wrote meanwhile (S8): shape by shape, mine beside theirs. Arrows go
 * from one to the next, M keeps mine, T takes theirs, Enter shows the shape, Delete takes it off the list.
 */
import type { Conflict, NodeId } from '@joinery/shared';
import { type KeyboardEvent, useRef, useState } from 'react';
import { isUnchosen } from '../../collaboration/conflict-list.ts';
import { displayName } from '../../editor/node-names.ts';
import { Button } from '../../ui/button.tsx';
import { SMALL_ICON } from '../../ui/icon.ts';
import ListX from 'lucide-react/icons/list-x';
import { IconButton } from '../../ui/icon-button.tsx';
import { useTreeChanges } from '../hooks/use-touched.ts';
import { LayerIcon } from '../layers/layer-icon.tsx';
import { showNodes } from '../show-node.ts';
import { NothingThere, SidePanel } from '../side/side-panel.tsx';
import { useEditor } from '../workspace.ts';
import { canChoose, choose } from './choosing.ts';
import { ConflictRow } from './conflict-row.tsx';
import styles from './conflicts.module.css';
import { byNode, useConflicts } from './use-conflicts.ts';

export function ConflictsPanel() {
  const editor = useEditor();
  const conflicts = useConflicts();
  // Shapes come back from the trash, and go there.
  useTreeChanges();
  const settled = conflicts.filter((conflict) => !isUnchosen(conflict));
  const actions = settled.length > 0 && (
    <IconButton
      label="Take chosen ones off the list"
      icon={<ListX {...SMALL_ICON} />}
      onClick={() => settled.forEach((conflict) => conflict.dismiss())}
    />
  );
  if (conflicts.length === 0)
    return (
      <SidePanel title="Conflicts">
        <NothingThere title="Nothing met">
          When you edit without a connection and somebody else changes the same meanwhile, both versions stand here to
          choose from.
        </NothingThere>
      </SidePanel>
    );
  return (
    <SidePanel title="Conflicts" actions={actions} footer={<Keys />}>
      <ChooseAll conflicts={conflicts.filter((conflict) => isUnchosen(conflict) && canChoose(editor, conflict))} />
      <ConflictRows conflicts={conflicts} />
    </SidePanel>
  );
}

function Keys() {
  return (
    <span className={styles.keys}>
      <kbd>↑</kbd> <kbd>↓</kbd> go · <kbd>M</kbd> mine · <kbd>T</kbd> theirs · <kbd>↵</kbd> show
    </span>
  );
}

/** For who would say the same to each of them. */
function ChooseAll({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const editor = useEditor();
  if (conflicts.length < 2) return null;
  return (
    <div className={styles.all}>
      <Button onClick={() => choose(editor, conflicts, 'mine')}>Keep all mine</Button>
      <Button onClick={() => choose(editor, conflicts, 'theirs')}>Take all theirs</Button>
    </div>
  );
}

function ConflictRows({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const editor = useEditor();
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string>();
  const groups = byNode(conflicts);
  const inOrder = groups.flatMap((group) => group.conflicts);
  const tabStop = inOrder.some(({ id }) => id === focused) ? focused : inOrder[0]?.id;
  const onKeyDown = (event: KeyboardEvent): void => {
    const { altKey, ctrlKey, metaKey, key } = event;
    const row = event.target instanceof Element ? event.target.closest('[data-conflict]') : null;
    const conflict = inOrder.find(({ id }) => id === row?.getAttribute('data-conflict'));
    if (conflict === undefined || altKey || ctrlKey || metaKey) return;
    const at = inOrder.indexOf(conflict);
    const act = actionFor(key, event.target === row);
    if (act === undefined) return;
    event.preventDefault();
    if (act === 'show') showNodes(editor, [conflict.node]);
    else if (act === 'mine' || act === 'theirs') choose(editor, [conflict], act);
    else if (act === 'dismiss') {
      rowOf(list.current, inOrder[at + 1] ?? inOrder[at - 1])?.focus();
      conflict.dismiss();
    } else rowOf(list.current, inOrder[at + act])?.focus();
  };
  return (
    <ul ref={list} onKeyDown={onKeyDown}>
      {groups.map(({ node, conflicts: ofNode }) => (
        <li key={node} className={styles.shape}>
          <ShapeHead id={node} />
          {ofNode.map((conflict) => (
            <ConflictRow
              key={conflict.id}
              conflict={conflict}
              name={nameOf(editor.document, node)}
              inTabOrder={conflict.id === tabStop}
              onFocus={() => setFocused(conflict.id)}
            />
          ))}
        </li>
      ))}
    </ul>
  );
}

type Action = -1 | 1 | 'mine' | 'theirs' | 'show' | 'dismiss';

/** @param onRow the focus is on the row itself: Enter on a button presses it */
function actionFor(key: string, onRow: boolean): Action | undefined {
  switch (key.toLowerCase()) {
    case 'arrowdown':
      return 1;
    case 'arrowup':
      return -1;
    case 'm':
      return 'mine';
    case 't':
      return 'theirs';
    case 'enter':
      return onRow ? 'show' : undefined;
    case 'delete':
    case 'backspace':
      return 'dismiss';
    default:
      return undefined;
  }
}

const rowOf = (list: HTMLElement | null, conflict: Conflict | undefined): HTMLElement | null =>
  conflict === undefined ? null : (list?.querySelector(`[data-conflict="${CSS.escape(conflict.id)}"]`) ?? null);

const nameOf = (document: Parameters<typeof displayName>[0] & { has(id: NodeId): boolean }, id: NodeId): string =>
  document.has(id) ? displayName(document, id) : 'A shape that is gone';

/** The shape that the rows below it are about: a click shows it. */
function ShapeHead({ id }: { readonly id: NodeId }) {
  const editor = useEditor();
  const { document } = editor;
  const alive = document.isAlive(id);
  return (
    <button
      type="button"
      className={styles.shapeHead}
      disabled={!alive}
      title={alive ? 'Show it' : 'It is deleted'}
      onClick={() => showNodes(editor, [id])}
    >
      <LayerIcon type={document.get(id, 'type')} />
      <span className={styles.shapeName}>{nameOf(document, id)}</span>
      {!alive && <span className={styles.gone}>deleted</span>}
    </button>
  );
}
