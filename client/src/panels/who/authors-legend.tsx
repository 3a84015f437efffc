import { type NodeId, type Stamp, timeToUnixMs } from '@joinery/shared';
import X from 'lucide-react/icons/x';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { AGE_STEPS, ageStep } from '../../age-color.ts';
import type { Author } from '../../collaboration/authors.ts';
import { lastStamp } from '../../editor/last-stamp.ts';
import { subtree } from '../../editor/selection.ts';
import type { Heat } from '../../editor/session.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { Choice } from '../../ui/select-field.tsx';
import { useEditor, useSession, useWorkspace } from '../workspace.ts';
import styles from './authors-legend.module.css';

/** How often it is counted again whose shapes there are, in ms. */
const EVERY_MS = 2000;
/** More names than this are counted. */
const MOST = 8;

const HEATS: readonly Choice<Heat>[] = [
  { value: 'author', label: 'Author' },
  { value: 'age', label: 'Age' },
];

/** Whose colour is whose, or how old what is, while shapes stand in the colour of their last change. */
export function AuthorsLegend() {
  const heat = useSession((state) => state.heat);
  return heat === null ? null : <Legend heat={heat} />;
}

function Legend({ heat }: { readonly heat: Heat }) {
  const editor = useEditor();
  return (
    <section className={styles.legend} aria-label={heat === 'author' ? 'Last authors' : 'Last changes'}>
      <header className={styles.head}>
        <h2 className={styles.title}>Last change</h2>
        <IconButton
          label="Show colours as they are"
          icon={<X {...SMALL_ICON} />}
          onClick={() => editor.session.setState({ heat: null })}
        />
      </header>
      <div className={styles.heats}>
        <Segmented
          label="Colour by"
          choices={HEATS}
          value={heat}
          onChange={(next) => editor.session.setState({ heat: next })}
        />
      </div>
      {heat === 'author' ? <Authors /> : <Ages />}
    </section>
  );
}

/** How many shapes were last changed how long ago. */
function Ages() {
  const counts = useCountsOnPage(countByAge);
  return (
    <ul className={styles.list}>
      {AGE_STEPS.map(({ label, color }) => (
        <li key={label} className={styles.row}>
          <span className={styles.swatch} style={{ background: color }} aria-hidden="true" />
          <span className={styles.name}>{label}</span>
          <span className={styles.count}>{counts.get(label) ?? 0}</span>
        </li>
      ))}
    </ul>
  );
}

function Authors() {
  const authors = useAuthorsOnPage();
  const hidden = authors.length - MOST;
  return (
    <>
      <ul className={styles.list}>
        {authors.slice(0, MOST).map(({ author, shapes }) => (
          <li key={author.person ?? author.name} className={styles.row}>
            <span className={styles.swatch} style={{ background: author.color }} aria-hidden="true" />
            <span className={styles.name}>{author.self ? 'You' : author.name}</span>
            <span className={styles.count}>{shapes}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={styles.more}>and {hidden} more</p>}
      {authors.length === 0 && <p className={styles.more}>This page is empty.</p>}
    </>
  );
}

/** Counts the shapes of my page, again and again. */
function useCountsOnPage(keyOf: (stamp: Stamp) => string): ReadonlyMap<string, number> {
  const editor = useEditor();
  const page = useSession((state) => state.page);
  const [counts, setCounts] = useState(() => countOnPage(editor, page, keyOf));
  useEffect(() => {
    const count = (): void => setCounts(countOnPage(editor, page, keyOf));
    count();
    const timer = setInterval(count, EVERY_MS);
    return () => clearInterval(timer);
  }, [editor, page, keyOf]);
  return counts;
}

const countByActor = ({ actor }: Stamp): string => actor;
const countByAge = ({ time }: Stamp): string => ageStep(Date.now() - timeToUnixMs(time)).label;

/** With how many shapes each changed last, most first. */
function useAuthorsOnPage(): readonly { readonly author: Author; readonly shapes: number }[] {
  const { authors } = useWorkspace().collaboration;
  const counts = useCountsOnPage(countByActor);
  const actors = [...counts.keys()].sort();
  const names = useSyncExternalStore(
    (listener) => authors.subscribe(listener),
    () => actors.map((actor) => authors.of(actor).name).join('\n'),
  );
  return useMemo(() => {
    const people = new Map<string, { author: Author; shapes: number }>();
    for (const [actor, shapes] of counts) {
      const author = authors.of(actor);
      const key = author.person ?? author.name;
      people.set(key, { author, shapes: shapes + (people.get(key)?.shapes ?? 0) });
    }
    return [...people.values()].sort((a, b) => b.shapes - a.shapes);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `names` stands for who the authors are by now
  }, [counts, authors, names]);
}

function countOnPage(
  { document }: ReturnType<typeof useEditor>,
  page: NodeId,
  keyOf: (stamp: Stamp) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of subtree(document, page)) {
    if (id === page || document.get(id, 'type') === 'group') continue;
    const stamp = lastStamp(document, id);
    if (stamp === undefined) continue;
    const key = keyOf(stamp);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
