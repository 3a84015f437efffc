/** Who did what in this file, the latest first, in words. A click shows what it was about. */
import { useCallback, useState, useSyncExternalStore } from 'react';
import type { Deed } from '../../collaboration/deeds.ts';
import { Button } from '../../ui/button.tsx';
import { useTreeChanges } from '../hooks/use-touched.ts';
import { showNodes } from '../show-node.ts';
import { NothingThere, SidePanel } from '../side/side-panel.tsx';
import { Ago } from '../who/ago.tsx';
import { Who } from '../who/who.tsx';
import { useEditor, useWorkspace } from '../workspace.ts';
import styles from './activity-panel.module.css';
import { deedWords } from './deed-words.ts';

/** So many are shown until somebody asks for more. */
const STEP = 60;

/** While hands move, the list follows at this pace, in ms: nobody reads faster. */
const PACE_MS = 250;

function useDeeds(): readonly Deed[] {
  const { activity } = useWorkspace().collaboration;
  const subscribe = useCallback(
    (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = activity.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          listener();
        }, PACE_MS);
      });
      return () => {
        end();
        clearTimeout(timer);
      };
    },
    [activity],
  );
  return useSyncExternalStore(subscribe, () => activity.deeds);
}

export function ActivityPanel() {
  const deeds = useDeeds();
  const [shown, setShown] = useState(STEP);
  // Names of shapes and whether they are still there.
  useTreeChanges();
  if (deeds.length === 0)
    return (
      <SidePanel title="Activity">
        <NothingThere title="Nothing has happened yet">What anybody does in this file is listed here.</NothingThere>
      </SidePanel>
    );
  return (
    <SidePanel title="Activity">
      <ol className={styles.list}>
        {deeds
          .toReversed()
          .slice(0, shown)
          .map((deed) => (
            <li key={`${deed.since} ${deed.actor} ${deed.kind} ${deed.nodes[0]}`}>
              <DeedRow deed={deed} />
            </li>
          ))}
      </ol>
      {deeds.length > shown && (
        <Button className={styles.more} onClick={() => setShown(shown + STEP)}>
          Show older
        </Button>
      )}
    </SidePanel>
  );
}

function DeedRow({ deed }: { readonly deed: Deed }) {
  const editor = useEditor();
  const there = deed.nodes.some((id) => editor.document.isAlive(id));
  return (
    <button type="button" className={styles.row} disabled={!there} onClick={() => showNodes(editor, deed.nodes)}>
      <span className={styles.head}>
        <Who actor={deed.actor} />
        <span className={styles.when}>
          <Ago time={deed.time} />
        </span>
      </span>
      <span className={styles.words}>{deedWords(editor.document, deed)}</span>
    </button>
  );
}
