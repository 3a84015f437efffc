import { mayDesign } from '@joinery/shared';
import CloudOff from 'lucide-react/icons/cloud-off';
import Link2 from 'lucide-react/icons/link-2';
import Layers from 'lucide-react/icons/layers';
import SearchX from 'lucide-react/icons/search-x';
import Trash2 from 'lucide-react/icons/trash-2';
import { type ReactNode, useEffect, useState } from 'react';
import type { FileInfo, FilesApi } from '../files-api.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ICON } from '../ui/icon.ts';
import { NoticePage } from '../ui/notice-page.tsx';
import { FileCard } from './file-card.tsx';
import styles from './file-grid.module.css';
import { type ShownFileActions, useFileActions } from './use-file-actions.ts';
import { type SortKey, shownFiles } from './shown-files.ts';
import { type FilesState, useFiles } from './use-files.ts';

interface FileGridProps {
  readonly api: FilesApi;
  readonly trashed: boolean;
  readonly search: string;
  readonly sort: SortKey;
  readonly hrefOf: (id: string) => string;
  readonly onOpen: (id: string) => void;
  readonly onCreate: () => void;
  /** Told of each list: whether new files may be made. */
  readonly onMayCreate: (mayCreate: boolean) => void;
}

const BIG_ICON = { ...ICON, size: 28 };
const SKELETONS = [0, 1, 2, 3, 4, 5, 6, 7];

interface EmptyProps extends Pick<FileGridProps, 'trashed' | 'search' | 'onCreate'> {
  readonly mayCreate: boolean;
}

function Empty({ trashed, search, mayCreate, onCreate }: EmptyProps) {
  if (search.trim() !== '')
    return <NoticePage icon={<SearchX {...BIG_ICON} />} title={`No file is called “${search.trim()}”`} />;
  if (trashed) {
    return (
      <NoticePage icon={<Trash2 {...BIG_ICON} />} title="The trash is empty">
        Files you move here can be restored until you delete them for good.
      </NoticePage>
    );
  }
  if (!mayCreate) {
    return (
      <NoticePage icon={<Link2 {...BIG_ICON} />} title="Nothing is shared with you here yet">
        Open a link that somebody gave you: its file is listed here from then on.
      </NoticePage>
    );
  }
  return (
    <NoticePage
      icon={<Layers {...BIG_ICON} />}
      title="Start something together"
      actions={
        <Button look="primary" size="large" onClick={onCreate}>
          Create the first file
        </Button>
      }
    >
      Every file is live: share its link, and everybody draws at the same time. You can also drop an SVG here.
    </NoticePage>
  );
}

function Failed({ state, onRetry }: { readonly state: FilesState & { kind: 'failed' }; readonly onRetry: () => void }) {
  return (
    <div role="alert">
      <NoticePage
        icon={<CloudOff {...BIG_ICON} />}
        title={state.unreachable ? 'The server cannot be reached' : 'The files could not be listed'}
        actions={
          <Button size="large" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        {state.unreachable
          ? 'Check that the Joinery server is running and that you are online. This page keeps trying.'
          : state.message}
      </NoticePage>
    </div>
  );
}

/** The files of one tab, or what stands in their place. */
export function FileGrid({ api, trashed, search, sort, hrefOf, onOpen, onCreate, onMayCreate }: FileGridProps) {
  const { state, refresh } = useFiles(api, trashed);
  const mayCreate = state.kind !== 'ready' || state.mayCreate;
  useEffect(() => onMayCreate(mayCreate), [onMayCreate, mayCreate]);
  const [deleting, setDeleting] = useState<FileInfo>();
  const actions: ShownFileActions = useFileActions({ api, hrefOf, refresh, mayCreate, onDelete: setDeleting });
  let content: ReactNode;
  if (state.kind === 'loading') {
    content = (
      <ul className={styles.grid} aria-busy="true" aria-label="Loading files">
        {SKELETONS.map((index) => (
          <li key={index} className={styles.skeleton} />
        ))}
      </ul>
    );
  } else if (state.kind === 'failed') content = <Failed state={state} onRetry={() => void refresh()} />;
  else {
    const files = shownFiles(state.files, search, sort);
    content =
      files.length === 0 ? (
        <Empty trashed={trashed} search={search} mayCreate={mayCreate} onCreate={onCreate} />
      ) : (
        <ul className={styles.grid} aria-label={trashed ? 'Files in the trash' : 'Files'}>
          {files.map((file) => (
            <FileCard
              key={file.id}
              file={file}
              now={state.asOf}
              href={hrefOf(file.id)}
              onOpen={() => onOpen(file.id)}
              {...(mayDesign(file.role) && { onRename: (name: string) => actions.rename(file, name) })}
              actions={actions.of(file)}
            />
          ))}
        </ul>
      );
  }
  return (
    <>
      {content}
      <ConfirmDialog
        open={deleting !== undefined}
        title={`Delete “${deleting?.name ?? ''}” for good?`}
        description="The file and everything in it is removed from the server. This cannot be undone."
        action="Delete for good"
        onConfirm={() => deleting !== undefined && actions.remove(deleting)}
        onClose={() => setDeleting(undefined)}
      />
    </>
  );
}
