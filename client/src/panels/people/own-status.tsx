import type { Choice } from '@joinery/shared';
import { useStore } from 'zustand';
import { useEditor, useSession, useWorkspace } from '../workspace.ts';
import styles from './own-status.module.css';

const CHOICES: readonly { readonly choice: Choice; readonly label: string; readonly hint?: string }[] = [
  { choice: 'automatic', label: 'Online', hint: 'away by itself when you do nothing' },
  { choice: 'away', label: 'Away' },
  { choice: 'dnd', label: 'Do not disturb', hint: 'no spotlight, no chat' },
  { choice: 'invisible', label: 'Invisible', hint: 'your edits are seen, you are not' },
];

/** What others see of me, kept over a reload. */
export function OwnStatus() {
  const { collaboration, setMe } = useWorkspace();
  const editor = useEditor();
  const me = useStore(collaboration.me);
  const spotlight = useSession((state) => state.spotlight);
  return (
    <div className={styles.status}>
      <div role="radiogroup" aria-label="Your status">
        {CHOICES.map(({ choice, label, hint }) => (
          <label key={choice} className={styles.choice}>
            <input
              type="radio"
              name="own-status"
              checked={me.choice === choice}
              onChange={() => setMe({ ...me, choice })}
            />
            <Described label={label} hint={hint} />
          </label>
        ))}
      </div>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={me.unwatched}
          onChange={({ target }) => setMe({ ...me, unwatched: target.checked })}
        />
        <Described label="Draw unwatched" hint="no cursor, no selection" />
      </label>
      <button type="button" className={styles.spotlight} onClick={() => editor.run('toggle-spotlight')}>
        {spotlight ? 'Stop the spotlight' : 'Spotlight me'}
      </button>
    </div>
  );
}

function Described({ label, hint }: { readonly label: string; readonly hint?: string | undefined }) {
  return (
    <span className={styles.described}>
      <span>{label}</span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </span>
  );
}
