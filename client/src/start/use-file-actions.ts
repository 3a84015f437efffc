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
  /** Whether this browser may make files. */
  readonly mayCreate: boolean;
  /** Asks whether a file should go for good. */
  readonly onDelete: (file: FileInfo) => void;
}

/** Without a key: it opens the file for those who may already. Links for others are made in the file, under Share. */
async function copyAddress(href: string): Promise<void> {
  const address = new URL(href, location.href).href;
  if (await copyText(address)) toast.success('Address copied');
  else toast(address, { duration: 20_000, description: 'Copy this address.' });
}

/** What can be done with a file of the list. Each failure is told as a toast, and the list is read again either way. */
export function useFileActions({ api, hrefOf, refresh, mayCreate, onDelete }: FileActionsOptions): ShownFileActions {
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
    of: (file) => {
      const owned = file.role === 'owner';
      const actions: readonly (FileAction | false)[] =
        file.trashedAt === null
          ? [
              mayCreate && { label: 'Duplicate', run: () => attempt(() => api.duplicate(file.id)) },
              { label: 'Copy address', run: () => attempt(() => copyAddress(hrefOf(file.id))) },
              owned && {
                label: 'Move to trash',
                run: () => attempt(() => trash(file)),
                dangerous: true,
                separated: true,
              },
            ]
          : [
              owned && { label: 'Restore', run: () => attempt(() => restore(file)) },
              owned && { label: 'Delete for good…', run: () => onDelete(file), dangerous: true, separated: true },
            ];
      return actions.filter((action) => action !== false);
    },
  };
}
