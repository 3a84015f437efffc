import { type MouseEvent, useState } from 'react';
import type { FileInfo } from '../files-api.ts';
import { Avatar } from '../ui/avatar.tsx';
import { InlineRename } from '../ui/inline-rename.tsx';
import styles from './file-card.module.css';
import { type FileAction, FileContextMenu, FileMenuButton } from './file-menu.tsx';
import { FilePicture } from './file-picture.tsx';
import { timeAgo } from '../time-ago.ts';

export interface FileCardProps {
  readonly file: FileInfo;
  /** Unix ms. */
  readonly now: number;
  readonly href: string;
  readonly onOpen: () => void;
  /** Absent: it may not be renamed. */
  readonly onRename?: (name: string) => void;
  readonly actions: readonly FileAction[];
}

const plainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

function when({ editedAt, editedBy, trashedAt }: FileInfo, now: number): string {
  if (trashedAt !== null) return `Trashed ${timeAgo(trashedAt, now)}`;
  return `Edited ${timeAgo(editedAt, now)}${editedBy === null ? '' : ` by ${editedBy}`}`;
}

/** Renames on double click, and on Enter when focused. */
function NameButton({ name, onRename }: { readonly name: string; readonly onRename: () => void }) {
  return (
    <button
      type="button"
      className={styles.nameButton}
      onDoubleClick={onRename}
      onClick={({ detail }) => {
        // A click of the keyboard counts no mouse clicks.
        if (detail === 0) onRename();
      }}
    >
      {name}
    </button>
  );
}

function WhoIsHere({ file: { people, faces } }: Pick<FileCardProps, 'file'>) {
  const names = faces.map(({ name }) => name || 'Somebody');
  const more = people - names.length;
  return (
    <span className={styles.people} title={more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')}>
      <span className={styles.faces}>
        {faces.map(({ name, color }, at) => (
          <Avatar key={at} name={name} color={color} />
        ))}
      </span>
      {people === 1 ? `${names[0] ?? '1 person'} is here` : `${people} people here`}
    </span>
  );
}

/** One file of the grid: picture, name, who edited it when, who is there now. */
export function FileCard({ file, now, href, onOpen, onRename, actions }: FileCardProps) {
  const [renaming, setRenaming] = useState(false);
  const trashed = file.trashedAt !== null;
  const allActions =
    trashed || onRename === undefined ? actions : [{ label: 'Rename', run: () => setRenaming(true) }, ...actions];
  const open = (event: MouseEvent): void => {
    if (!plainClick(event)) return;
    event.preventDefault();
    onOpen();
  };
  const picture = (
    <>
      <FilePicture file={file} />
      {file.people > 0 && <WhoIsHere file={file} />}
    </>
  );
  return (
    <FileContextMenu actions={allActions}>
      <li className={styles.card}>
        {trashed ? (
          <div className={`${styles.picture} ${styles.trashed}`}>{picture}</div>
        ) : (
          <a className={styles.picture} href={href} onClick={open} aria-label={`Open ${file.name}`} draggable={false}>
            {picture}
          </a>
        )}
        <div className={styles.line}>
          <div className={styles.words}>
            {renaming && onRename !== undefined ? (
              <InlineRename
                label={`Name of ${file.name}`}
                value={file.name}
                onRename={onRename}
                onDone={() => setRenaming(false)}
              />
            ) : (
              <h2 className={styles.name} title={file.name}>
                {trashed || onRename === undefined ? (
                  file.name
                ) : (
                  <NameButton name={file.name} onRename={() => setRenaming(true)} />
                )}
              </h2>
            )}
            <p className={styles.when}>{when(file, now)}</p>
          </div>
          <FileMenuButton name={file.name} className={styles.menu} actions={allActions} />
        </div>
      </li>
    </FileContextMenu>
  );
}
