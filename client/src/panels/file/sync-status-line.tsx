import CircleAlert from 'lucide-react/icons/circle-alert';
import { useEffect, useLayoutEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { Popover } from '../../ui/popover.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { ConflictBadge } from '../conflicts/conflict-badge.tsx';
import { useRejected, useStatus, useWorkspace } from '../workspace.ts';
import { retryWords, type StatusWords, statusWords } from './status-words.ts';
import styles from './sync-status-line.module.css';

/** What is read out when the tone changes: not each edit, and not how many wait. */
const SPOKEN: Readonly<Record<StatusWords['tone'], string>> = {
  calm: 'Connected',
  busy: 'Connected',
  warn: 'No connection to the server. Your edits are kept in this browser.',
  bad: 'Not connected. Edits are no longer sent to the server.',
};

/** "Saving…" stays at least this long after the last edit arrived, in ms: words that flicker say nothing. */
const LINGER_MS = 400;

/** What to say now. "Saving…" may be said a little too long; "Saved" is never said too early. */
function useWords(): StatusWords {
  const status = useStatus();
  const [lingering, setLingering] = useState(false);
  const saving = status.kind === 'saving';
  useLayoutEffect(() => (saving ? () => setLingering(true) : undefined), [saving]);
  useEffect(() => {
    if (!lingering) return undefined;
    const timer = setTimeout(() => setLingering(false), LINGER_MS);
    return () => clearTimeout(timer);
  }, [lingering]);
  return statusWords(lingering && status.kind === 'saved' ? { kind: 'saving', pending: 0 } : status);
}

/** The state of the edits beside the file's name (S7), and what was refused (S5). */
export function SyncStatusLine() {
  const { text, tone, detail } = useWords();
  return (
    <div className={styles.line}>
      <output aria-live="off" className={styles.words}>
        <Tooltip label={detail} side="bottom">
          <span className={classNames(styles.status, styles[tone])}>
            <span className={styles.dot} aria-hidden="true" />
            {text}
          </span>
        </Tooltip>
      </output>
      <div aria-live="polite" className="visually-hidden">
        {SPOKEN[tone]}
      </div>
      <Retry />
      <RejectedEdits />
      <ConflictBadge />
    </div>
  );
}

/** While there is no connection: when it is tried again, and trying now. */
function Retry() {
  const { collaboration } = useWorkspace();
  const status = useStatus();
  const [now, setNow] = useState(() => Date.now());
  const waiting = status.kind === 'offline' && status.retryAt !== null;
  useEffect(() => {
    if (!waiting) return undefined;
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [waiting, status]);
  if (status.kind !== 'offline') return null;
  return (
    <>
      <span className={styles.again}>{retryWords(status, now)}</span>
      <button type="button" className={styles.retry} onClick={() => collaboration.retry()}>
        Try now
      </button>
    </>
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
