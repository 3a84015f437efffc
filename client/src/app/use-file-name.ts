import { useCallback, useEffect, useState } from 'react';
import { toast } from 'sonner';
import type { FilesApi } from '../files-api.ts';

export interface FileName {
  readonly name: string;
  readonly rename: (name: string) => void;
}

/** The file's name, read when the page is looked at: others rename it on their start page. Offline it is what it last was. */
export function useFileName(id: string, api: FilesApi): FileName {
  const [name, setName] = useState('Untitled');
  useEffect(() => {
    let left = false;
    const read = (): void => {
      api.get(id).then(
        (file) => void (left || setName(file.name)),
        // Not knowing the newest name is no trouble worth a message.
        () => undefined,
      );
    };
    read();
    addEventListener('focus', read);
    addEventListener('online', read);
    return () => {
      left = true;
      removeEventListener('focus', read);
      removeEventListener('online', read);
    };
  }, [id, api]);
  const rename = useCallback(
    (next: string) => {
      const before = name;
      setName(next);
      api.rename(id, next).catch((error: unknown) => {
        setName(before);
        toast.error(error instanceof Error ? error.message : 'The file could not be renamed.');
      });
    },
    [api, id, name],
  );
  return { name, rename };
}
