import { useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { InlineRename } from '../../ui/inline-rename.tsx';
import { MainMenu } from '../menus/main-menu.tsx';
import { mayDesign } from '@joinery/shared';
import { useEditor, useWorkspace } from '../workspace.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import PanelLeft from 'lucide-react/icons/panel-left';
import { ICON } from '../../ui/icon.ts';
import { useCommandKeys } from '../menus/use-command.ts';
import styles from './file-header.module.css';
import { SyncStatusLine } from './sync-status-line.tsx';

/** Main menu, name of the file and the state of its edits. @param folded in one line, while the panels are hidden */
export function FileHeader({ folded = false }: { readonly folded?: boolean }) {
  const { file, role } = useWorkspace();
  const mayRename = mayDesign(role);
  const editor = useEditor();
  const keysOf = useCommandKeys();
  const [renaming, setRenaming] = useState(false);
  return (
    <header className={classNames(styles.header, folded && styles.folded)}>
      <div className={styles.top}>
        <MainMenu />
        {!folded && (
          <IconButton
            label="Hide the panels"
            keys={keysOf('toggle-panels')}
            icon={<PanelLeft {...ICON} />}
            onClick={() => editor.run('toggle-panels')}
          />
        )}
      </div>
      <div className={styles.file}>
        {renaming ? (
          <InlineRename
            label="Name of the file"
            value={file.name}
            onRename={file.rename}
            onDone={() => setRenaming(false)}
          />
        ) : (
          <h1 className={styles.name}>
            <button
              type="button"
              className={styles.nameButton}
              title={mayRename ? `${file.name} (click to rename)` : file.name}
              disabled={!mayRename}
              onClick={() => setRenaming(true)}
            >
              {file.name}
            </button>
          </h1>
        )}
        <SyncStatusLine />
      </div>
    </header>
  );
}
