import Search from 'lucide-react/icons/search';
import { useRef, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { ICON } from '../../ui/icon.ts';
import { useKeyLabel } from '../../ui/use-key-label.ts';
import { useEditor } from '../workspace.ts';
import styles from './keys-dialog.module.css';
import { type Shortcut, shortcutGroups } from './shortcuts.ts';

/** No more than this many ways to do one thing are listed. */
const MAX_KEYS = 2;

/** The same command may be bound twice to one key by two spellings. */
function distinctLabels({ keys }: Shortcut, keyLabel: (binding: string) => string | undefined): readonly string[] {
  return [...new Set(keys.map((binding) => keyLabel(binding) ?? binding))].slice(0, MAX_KEYS);
}

/** All keys, by group, as this keyboard has them. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor();
  const keyLabel = useKeyLabel();
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const groups = shortcutGroups(editor.commands.values(), search);
  return (
    <Dialog open wide title="Keyboard shortcuts" initialFocus={input} onClose={onClose}>
      <search className={styles.search}>
        <Search {...ICON} />
        <input
          ref={input}
          type="search"
          className={styles.input}
          aria-label="Search shortcuts"
          placeholder="Search shortcuts"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </search>
      {/* Scrolls, so it must be reachable by Tab. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles.groups} tabIndex={0} aria-label="Shortcuts by group">
        {groups.map(({ label, shortcuts }) => (
          <section key={label} className={styles.group}>
            <h3 className={styles.heading}>{label}</h3>
            <dl className={styles.list}>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.label} className={styles.line}>
                  <dt>{shortcut.label}</dt>
                  <dd>
                    {distinctLabels(shortcut, keyLabel).map((keys) => (
                      <kbd key={keys} className={styles.keys}>
                        {keys}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {groups.length === 0 && <p className={styles.none}>No shortcut has these words.</p>}
      </section>
    </Dialog>
  );
}
