import { useEffect } from 'react';
import { toast } from 'sonner';
import { restoreDeleted } from '../editor/deleting.ts';
import type { Notice } from '../editor/session.ts';
import { useSession, useWorkspace, type Workspace } from './workspace.ts';

/** Errors stay longer, and so does what can be taken back: there is something to read. In ms. */
const LONG_MS = 8000;

/** Shows the editor's messages as toasts. */
export function useNotices(): void {
  const workspace = useWorkspace();
  const notice = useSession((state) => state.notice);
  useEffect(() => {
    if (notice !== null) void show(notice, workspace);
  }, [notice, workspace]);
}

async function show(notice: Notice, { editor, collaboration }: Workspace): Promise<void> {
  const { by, restorable, kind } = notice;
  const name = by === undefined ? undefined : await nameOf(by, collaboration.authors);
  const text = name === undefined ? notice.text : `${name} ${notice.text}`;
  const options = { id: `notice-${notice.id}`, ...((kind === 'error' || restorable) && { duration: LONG_MS }) };
  if (kind === 'error') toast.error(text, options);
  else if (restorable === undefined || editor.state.readOnly) toast(text, options);
  else {
    const onClick = (): void => restoreDeleted(editor, restorable);
    toast(text, { ...options, action: { label: 'Restore', onClick } });
  }
}

/** A name that is not known by then is not waited for, in ms. */
const NAME_WITHIN_MS = 1000;

async function nameOf(actor: string, authors: Workspace['collaboration']['authors']): Promise<string> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, NAME_WITHIN_MS));
  await Promise.race([authors.known(actor), late]);
  const { self, name } = authors.of(actor);
  return self ? 'You' : name;
}
