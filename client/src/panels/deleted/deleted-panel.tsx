/** What was deleted and can be brought back (D7): with who and when, the latest first. */
import { isContainer, type NodeId, ROOT } from '@joinery/shared';
import Undo2 from 'lucide-react/icons/undo-2';
import { useMemo, useState } from 'react';
import { type Deletion, deletions, restoreDeleted } from '../../editor/deleting.ts';
import { displayName } from '../../editor/node-names.ts';
import { subtree } from '../../editor/selection.ts';
import { Button } from '../../ui/button.tsx';
import { SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useTreeChanges } from '../hooks/use-touched.ts';
import { LayerIcon } from '../layers/layer-icon.tsx';
import { NothingThere, SidePanel } from '../side/side-panel.tsx';
import { Ago } from '../who/ago.tsx';
import { Who } from '../who/who.tsx';
import { useEditor, useSession } from '../workspace.ts';
import styles from './deleted-panel.module.css';

/** So many deletions are shown until somebody asks for more. */
const STEP = 50;
/** So many of one deletion. */
const MOST_OF_ONE = 20;

export function DeletedPanel() {
  const editor = useEditor();
  const changes = useTreeChanges();
  const [shown, setShown] = useState(STEP);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `changes` stands for the tree, which lives outside React
  const all = useMemo(() => deletions(editor), [editor, changes]);
  if (all.length === 0)
    return (
      <SidePanel title="Recently deleted">
        <NothingThere title="Nothing was deleted">
          Shapes and pages that somebody deletes can be restored here.
        </NothingThere>
      </SidePanel>
    );
  return (
    <SidePanel
      title="Recently deleted"
      footer="What has lain here for 30 days goes for good, unless your server keeps it longer."
    >
      <ul className={styles.list}>
        {all.slice(0, shown).map((deletion) => (
          <li key={`${deletion.stamp.time} ${deletion.stamp.actor}`} className={styles.deletion}>
            <DeletionEntry deletion={deletion} />
          </li>
        ))}
      </ul>
      {all.length > shown && (
        <Button className={styles.more} onClick={() => setShown(shown + STEP)}>
          Show older
        </Button>
      )}
    </SidePanel>
  );
}

/** What somebody deleted at once. */
function DeletionEntry({ deletion: { stamp, ids } }: { readonly deletion: Deletion }) {
  const editor = useEditor();
  const readOnly = useSession((state) => state.readOnly);
  return (
    <>
      <div className={styles.head}>
        <Who actor={stamp.actor} />
        <span className={styles.when}>
          <Ago time={stamp.time} />
        </span>
        {ids.length > 1 && !readOnly && (
          <button type="button" className={styles.all} onClick={() => restoreDeleted(editor, ids)}>
            Restore all {ids.length}
          </button>
        )}
      </div>
      <ul>
        {ids.slice(0, MOST_OF_ONE).map((id) => (
          <DeletedRow key={id} id={id} />
        ))}
      </ul>
      {ids.length > MOST_OF_ONE && <p className={styles.rest}>and {ids.length - MOST_OF_ONE} more</p>}
    </>
  );
}

function DeletedRow({ id }: { readonly id: NodeId }) {
  const editor = useEditor();
  const readOnly = useSession((state) => state.readOnly);
  const { document } = editor;
  const name = displayName(document, id);
  return (
    <li className={styles.row}>
      <LayerIcon type={document.get(id, 'type')} />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.about}>{aboutOf(editor, id)}</span>
      </span>
      {!readOnly && (
        <IconButton
          label={`Restore ${name}`}
          icon={<Undo2 {...SMALL_ICON} />}
          onClick={() => restoreDeleted(editor, [id])}
        />
      )}
    </li>
  );
}

/** "Page 1 · 12 layers": where it was, and what it holds. */
function aboutOf({ document }: ReturnType<typeof useEditor>, id: NodeId): string {
  const { from } = document.get(id, 'placement');
  const parts =
    from === ROOT ? ['Page'] : [document.has(from) ? `in ${displayName(document, from)}` : 'from what is gone'];
  if (isContainer(document.get(id, 'type'))) {
    let layers = -1;
    for (const _ of subtree(document, id)) layers += 1;
    if (layers > 0) parts.push(layers === 1 ? '1 layer' : `${layers} layers`);
  }
  return parts.join(' · ');
}
