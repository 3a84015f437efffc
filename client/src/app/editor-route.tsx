/** The page of one file: opens it, shows the editor over it, and closes it when the page is left. */
import FileX from 'lucide-react/icons/file-x';
import { mayDesign, type Role } from '@joinery/shared';
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { toast } from 'sonner';
import type { FilesApi } from '../files-api.ts';
import { createLinksApi } from '../links-api.ts';
import { keepMe, keptMe, type Me, onMeKeptElsewhere } from '../me.ts';
import { EditorShell } from '../panels/editor-shell.tsx';
import { DocumentTopics } from '../panels/hooks/document-topics.ts';
import { WorkspaceContext, type Workspace } from '../panels/workspace.ts';
import { takeImport } from '../pending-import.ts';
import { Button } from '../ui/button.tsx';
import { ICON } from '../ui/icon.ts';
import { loadTheRest } from '../ui/later.ts';
import { NoticePage } from '../ui/notice-page.tsx';
import { keptTheme } from '../ui/theme.ts';
import { asSentence } from './as-sentence.ts';
import { Loading } from './loading.tsx';
import { NoAccess } from './no-access.tsx';
import { CannotOpen } from '../collaboration/collaboration.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { useLockedOut } from './use-locked-out.ts';
import { type FileAbout, useFileInfo } from './use-file-info.ts';

export interface EditorRouteProps {
  readonly id: string;
  readonly api: FilesApi;
  readonly onHome: () => void;
}

type Opening =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly file: OpenFile; readonly topics: DocumentTopics }
  | { readonly kind: 'failed'; readonly message: string; readonly forbidden: boolean };

/** Two failures of the same kind in a row are one message. */
const reportError = (error: unknown): void => {
  toast.error(error instanceof Error ? error.message : String(error), { id: 'open-file' });
};

function useOpenFile(id: string): Opening {
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' });
  useEffect(() => {
    let left = false;
    let close = (): void => undefined;
    openFile(id, keptMe(), reportError).then(
      (file) => {
        if (left) return file.close();
        const topics = new DocumentTopics(file.editor.document);
        close = () => {
          topics.dispose();
          file.close();
        };
        file.editor.session.setState({ theme: keptTheme() });
        setOpening({ kind: 'open', file, topics });
        const svg = takeImport(id);
        if (svg !== undefined) file.editor.run('import-svg', svg);
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        const forbidden = error instanceof CannotOpen && error.code === 'forbidden';
        if (!left) setOpening({ kind: 'failed', message, forbidden });
      },
    );
    return () => {
      left = true;
      close();
    };
  }, [id]);
  return opening;
}

export function EditorRoute({ id, api, onHome }: EditorRouteProps) {
  const opening = useOpenFile(id);
  const about = useFileInfo(id, api);
  switch (opening.kind) {
    case 'opening':
      return (
        <Loading text="Opening the file" late="The file is still on its way. It opens as soon as the server answers." />
      );
    case 'failed':
      if (opening.forbidden)
        return (
          <NoAccess
            title="You need a link to open this file"
            reason={opening.message}
            onHome={onHome}
            onRetry={() => location.reload()}
          />
        );
      return (
        <NoticePage
          whole
          icon={<FileX {...ICON} size={28} />}
          title="This file cannot be opened"
          actions={
            <>
              <Button size="large" onClick={onHome}>
                All files
              </Button>
              <Button size="large" onClick={() => location.reload()}>
                Try again
              </Button>
            </>
          }
        >
          {asSentence(opening.message)}
        </NoticePage>
      );
    case 'open':
      return about.role === undefined ? (
        <Loading text="Opening the file" />
      ) : (
        <OpenEditor
          id={id}
          about={about}
          role={about.role}
          onHome={onHome}
          file={opening.file}
          topics={opening.topics}
        />
      );
    default:
      return opening satisfies never;
  }
}

interface OpenEditorProps extends Pick<EditorRouteProps, 'id' | 'onHome'> {
  readonly about: FileAbout;
  readonly role: Role;
  readonly file: OpenFile;
  readonly topics: DocumentTopics;
}

function OpenEditor({ id, about: { name, rename }, role, onHome, file, topics }: OpenEditorProps) {
  const { editor, collaboration } = file;
  const links = useMemo(() => createLinksApi(id), [id]);
  const lockedOut = useLockedOut(collaboration);
  // Before anything is shown: nothing may be begun that would have to be taken back.
  useLayoutEffect(() => editor.setReadOnly(!mayDesign(role)), [editor, role]);
  const setMe = useCallback(
    (me: Me) => {
      keepMe(me);
      collaboration.me.setState(me);
    },
    [collaboration],
  );
  useEffect(loadTheRest, []);
  useEffect(() => onMeKeptElsewhere((me) => collaboration.me.setState(me)), [collaboration]);
  const mount = useCallback((container: HTMLElement) => file.mount(container), [file]);
  const workspace = useMemo(
    (): Workspace => ({
      editor,
      topics,
      collaboration,
      role,
      links,
      file: { id, name, rename, link: location.href },
      setMe,
      onHome,
    }),
    [editor, topics, collaboration, role, links, id, name, rename, setMe, onHome],
  );
  if (lockedOut !== undefined)
    return (
      <NoAccess
        title="You no longer have access to this file"
        reason={lockedOut}
        unsent={collaboration.sync.pendingCount}
        onHome={onHome}
        onRetry={() => collaboration.retry()}
      />
    );
  return (
    <WorkspaceContext value={workspace}>
      <EditorShell mount={mount} />
    </WorkspaceContext>
  );
}
