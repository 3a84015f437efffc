import { toast } from 'sonner';
import type { FileInfo, FilesApi } from '../files-api.ts';
import { copyText } from '../ui/copy-text.ts';
import type { FileAction } from './file-menu.tsx';

export interface ShownFileActions {
  readonly of: (file: FileInfo) => readonly FileAction[];
  readonly rename: (file: FileInfo, name: string) => void;
  /** For good; whoever calls it has asked first. */
  readonly remove: (file: FileInfo) => void;
}

interface FileActionsOptions {
  readonly api: FilesApi;
  readonly hrefOf: (id: string) => string;
  readonly refresh: () => Promise<void>;
  /** Asks whether a file should go for good. */
  readonly onDelete: (file: FileInfo) => void;
}

async function copyLink(href: string): Promise<void> {
  const link = new URL(href, location.href).href;
  if (await copyText(link)) toast.success('Link copied');
  else toast(link, { duration: 20_000, description: 'Copy this link to share the file.' });
}

/** What can be done with a file of the list. Each failure is told as a toast, and the list is read again either way. */
export function useFileActions({ api, hrefOf, refresh, onDelete }: FileActionsOptions): ShownFileActions {
  const attempt = (work: () => Promise<unknown>): void => {
    void (async () => {
      try {
        await work();
      } catch (error) {
        toast.error(error instanceof Error ? error.message : 'That did not work.');
      }
      await refresh();
    })();
  };
  const trash = async (file: FileInfo): Promise<void> => {
    await api.trash(file.id);
    toast(`“${file.name}” is in the trash`, {
      action: { label: 'Undo', onClick: () => attempt(() => api.restore(file.id)) },
    });
  };
  const restore = async (file: FileInfo): Promise<void> => {
    await api.restore(file.id);
    toast.success(`“${file.name}” is back`);
  };
  return {
    rename: (file, name) => attempt(() => api.rename(file.id, name)),
    remove: (file) => attempt(() => api.remove(file.id)),
    of: (file) =>
      file.trashedAt === null
        ? [
            { label: 'Duplicate', run: () => attempt(() => api.duplicate(file.id)) },
            { label: 'Copy link', run: () => attempt(() => copyLink(hrefOf(file.id))) },
            { label: 'Move to trash', run: () => attempt(() => trash(file)), dangerous: true, separated: true },
          ]
        : [
            { label: 'Restore', run: () => attempt(() => restore(file)) },
            { label: 'Delete for good…', run: () => onDelete(file), dangerous: true, separated: true },
          ],
  };
}
