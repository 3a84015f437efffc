/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- rows take the focus one at a time, as in a toolbar; each has buttons that do the same */
import type { Conflict, ConflictChoice, ConflictSide } from '@joinery/shared';
import X from 'lucide-react/icons/x';
import type { FocusEventHandler } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Ago } from '../who/ago.tsx';
import { useAuthor } from '../who/use-author.ts';
import { Who } from '../who/who.tsx';
import { useEditor, useSession } from '../workspace.ts';
import { canChoose, choose } from './choosing.ts';
import { conflictWords } from './conflict-words.ts';
import styles from './conflicts.module.css';
import { ValueView } from './value-view.tsx';
import { valueWords } from './value-words.ts';

interface ConflictRowProps {
  readonly conflict: Conflict;
  /** What the shape is called. */
  readonly name: string;
  /** Tab stops here: one row of all. */
  readonly inTabOrder: boolean;
  readonly onFocus: FocusEventHandler;
}

/** One register where both wrote: mine, theirs, which one stands, and why. */
export function ConflictRow({ conflict, name, inTabOrder, onFocus }: ConflictRowProps) {
  const editor = useEditor();
  useSession((state) => state.readOnly);
  const { label, mine, theirs } = conflict;
  const other = useAuthor(theirs.stamp.actor);
  const otherName = other.self ? 'your other tab' : other.name;
  const { text, tone } = conflictWords(conflict, otherName);
  const pick = canChoose(editor, conflict) ? (choice: ConflictChoice) => choose(editor, [conflict], choice) : undefined;
  return (
    <div
      role="group"
      aria-label={`${label} of ${name}`}
      className={classNames(styles.row, tone === 'done' && styles.done)}
      data-conflict={conflict.id}
      tabIndex={inTabOrder ? 0 : -1}
      onFocus={onFocus}
    >
      <div className={styles.head}>
        <strong className={styles.label}>{label}</strong>
        <IconButton label="Take off the list" icon={<X {...SMALL_ICON} />} onClick={() => conflict.dismiss()} />
      </div>
      <div className={styles.sides}>
        <SideCard conflict={conflict} which="mine" side={mine} onPick={pick} />
        <SideCard conflict={conflict} which="theirs" side={theirs} onPick={pick} />
      </div>
      <p className={classNames(styles.why, styles[tone])}>{text}</p>
    </div>
  );
}

interface SideCardProps {
  readonly conflict: Conflict;
  readonly which: ConflictChoice;
  readonly side: ConflictSide;
  /** undefined: there is nothing to choose. */
  readonly onPick: ((choice: ConflictChoice) => void) | undefined;
}

/** One of the two values: pressed where it stands; a click chooses it. */
function SideCard({ conflict, which, side, onPick }: SideCardProps) {
  const { document } = useEditor();
  const { property, stands } = conflict;
  const words = valueWords(document, property, side.value);
  const action = which === 'mine' ? 'Keep mine' : 'Take theirs';
  return (
    <button
      type="button"
      className={styles.side}
      aria-pressed={stands === which || stands === 'both'}
      aria-label={`${action}: ${words}`}
      disabled={onPick === undefined}
      tabIndex={-1}
      onClick={() => onPick?.(which)}
    >
      <span className={styles.by}>
        {which === 'mine' ? <span className={styles.mine}>Mine</span> : <Who actor={side.stamp.actor} />}
        <span className={styles.mark} aria-hidden="true" />
      </span>
      <span className={styles.value}>
        <ValueView property={property} value={side.value} />
      </span>
      <span className={styles.when}>
        <Ago time={side.stamp.time} />
      </span>
    </button>
  );
}
