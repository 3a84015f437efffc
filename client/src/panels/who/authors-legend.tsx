import type { NodeId } from '@joinery/shared';
import X from 'lucide-react/icons/x';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Author } from '../../collaboration/authors.ts';
import { lastStamp } from '../../editor/last-stamp.ts';
import { subtree } from '../../editor/selection.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useEditor, useSession, useWorkspace } from '../workspace.ts';
import styles from './authors-legend.module.css';

/** How often it is counted again whose shapes there are, in ms. */
const EVERY_MS = 2000;
/** More names than this are counted. */
const MOST = 8;

/** Whose colour is whose, while shapes stand in the colour of their last author. */
export function AuthorsLegend() {
  const shown = useSession((state) => state.authorsShown);
  return shown ? <Legend /> : null;
}

function Legend() {
  const editor = useEditor();
  const authors = useAuthorsOnPage();
  const hidden = authors.length - MOST;
  return (
    <section className={styles.legend} aria-label="Last authors">
      <header className={styles.head}>
        <h2 className={styles.title}>Last author</h2>
        <IconButton
          label="Show colours as they are"
          icon={<X {...SMALL_ICON} />}
          onClick={() => editor.run('toggle-authors')}
        />
      </header>
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
    </section>
  );
}

/** With how many shapes each changed last, most first. */
function useAuthorsOnPage(): readonly { readonly author: Author; readonly shapes: number }[] {
  const { editor, collaboration } = useWorkspace();
  const { authors } = collaboration;
  const page = useSession((state) => state.page);
  const [counts, setCounts] = useState(() => countByActor(editor, page));
  useEffect(() => {
    const count = (): void => setCounts(countByActor(editor, page));
    count();
    const timer = setInterval(count, EVERY_MS);
    return () => clearInterval(timer);
  }, [editor, page]);
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

function countByActor({ document }: ReturnType<typeof useEditor>, page: NodeId): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of subtree(document, page)) {
    if (id === page || document.get(id, 'type') === 'group') continue;
    const actor = lastStamp(document, id)?.actor;
    if (actor !== undefined) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  }
  return counts;
}
