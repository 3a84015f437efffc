import CircleAlert from 'lucide-react/icons/circle-alert';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { Popover } from '../../ui/popover.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useRejected, useStatus, useWorkspace } from '../workspace.ts';
import { type StatusWords, statusWords } from './status-words.ts';
import styles from './sync-status-line.module.css';

/** "Saving…" shows only when saving takes longer than this, in ms: a word that flickers says nothing. */
const SAVING_AFTER_MS = 400;

const SAVED: StatusWords = statusWords({ kind: 'saved' });

/** What to say now: short spells of saving count as saved. */
function useWords(): StatusWords {
  const status = useStatus();
  const [patient, setPatient] = useState(false);
  const saving = status.kind === 'saving';
  useEffect(() => {
    if (!saving) return undefined;
    const timer = setTimeout(() => setPatient(true), SAVING_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setPatient(false);
    };
  }, [saving]);
  return saving && !patient ? SAVED : statusWords(status);
}

/** The state of the edits beside the file's name (S7), and what was refused (S5). */
export function SyncStatusLine() {
  const { collaboration } = useWorkspace();
  const { text, tone, detail } = useWords();
  const canRetry = useStatus().kind === 'offline';
  return (
    <div className={styles.line}>
      <output aria-live="polite" className={styles.words}>
        <Tooltip label={detail} side="bottom">
          <span className={classNames(styles.status, styles[tone])}>
            <span className={styles.dot} aria-hidden="true" />
            {text}
          </span>
        </Tooltip>
      </output>
      {canRetry && (
        <button type="button" className={styles.retry} onClick={() => collaboration.retry()}>
          Try now
        </button>
      )}
      <RejectedEdits />
    </div>
  );
}

/** Edits that the server refused: taken back here, listed with the reason until they are dismissed. */
function RejectedEdits() {
  const { collaboration } = useWorkspace();
  const rejected = useRejected();
  if (rejected.length === 0) return null;
  return (
    <Popover
      title="Edits that the server refused"
      align="start"
      trigger={
        <button type="button" className={styles.rejected}>
          <CircleAlert {...SMALL_ICON} /> {rejected.length} rejected
        </button>
      }
    >
      <ul className={styles.list}>
        {rejected.map(({ id, reason, summary }) => (
          <li key={id} className={styles.item}>
            <div>
              <strong>{summary === '' ? 'An edit' : summary}</strong>
              <p className={styles.reason}>{reason}</p>
            </div>
            <Button look="ghost" onClick={() => collaboration.dismissRejected(id)}>
              Dismiss
            </Button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
