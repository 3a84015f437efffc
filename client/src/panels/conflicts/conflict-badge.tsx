import GitMerge from 'lucide-react/icons/git-merge';
import { useEffect, useRef } from 'react';
import { isUnchosen } from '../../collaboration/conflict-list.ts';
import { classNames } from '../../ui/class-names.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { useEditor, useSession } from '../workspace.ts';
import styles from './conflict-badge.module.css';
import { conflictCount } from './conflict-words.ts';
import { useConflicts } from './use-conflicts.ts';

/** How many conflicts wait, beside the state of the edits: opens and closes their panel. */
export function ConflictBadge() {
  const editor = useEditor();
  const open = useSession(({ sidePanel }) => sidePanel === 'conflicts');
  const waiting = useConflicts().filter(isUnchosen);
  if (waiting.length === 0) return null;
  const asks = waiting.some(({ resolution }) => resolution === 'open');
  return (
    <button
      type="button"
      className={classNames(styles.badge, asks && styles.asks)}
      aria-expanded={open}
      onClick={({ detail }) => {
        editor.run('show-conflicts');
        // Who pressed a key goes on with keys.
        if (detail === 0) requestAnimationFrame(focusFirstRow);
      }}
    >
      <GitMerge {...SMALL_ICON} /> {conflictCount(waiting.length)}
    </button>
  );
}

const focusFirstRow = (): void => document.querySelector<HTMLElement>('[data-conflict][tabindex="0"]')?.focus();

/** Of properties whose strategy is `ask` the person is asked: the panel opens, once for each, and leaves the hands alone. */
export function useAskedConflicts(): void {
  const { session } = useEditor();
  const conflicts = useConflicts();
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const fresh = conflicts.filter(
      ({ id, strategy, resolution }) => strategy === 'ask' && resolution === 'open' && !asked.current.has(id),
    );
    if (fresh.length === 0) return;
    for (const { id } of fresh) asked.current.add(id);
    session.setState({ sidePanel: 'conflicts' });
  }, [conflicts, session]);
}
