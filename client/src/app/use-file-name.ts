import { useCallback, useEffect, useState } from 'react';
import { toast } from 'sonner';
import type { FilesApi } from '../files-api.ts';

export interface FileName {
  readonly name: string;
  readonly rename: (name: string) => void;
}

/** How often an open file asks whether somebody renamed it, in ms. */
const REFRESH_MS = 20_000;

const keyOf = (id: string): string => `joinery.name.${id}`;

function keptName(id: string): string | null {
  try {
    return localStorage.getItem(keyOf(id));
  } catch {
    return null;
  }
}

function keepName(id: string, name: string): void {
  try {
    localStorage.setItem(keyOf(id), name);
  } catch {
    // Private windows may refuse storage: offline the file is then called Untitled.
  }
}

/** The file's name, read now and then: others may rename it. Offline it is what it last was. */
export function useFileName(id: string, api: FilesApi): FileName {
  const [name, setShown] = useState(() => keptName(id) ?? 'Untitled');
  const setName = useCallback(
    (next: string) => {
      keepName(id, next);
      setShown(next);
    },
    [id],
  );
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
    const timer = setInterval(() => document.visibilityState === 'visible' && read(), REFRESH_MS);
    addEventListener('focus', read);
    addEventListener('online', read);
    return () => {
      left = true;
      clearInterval(timer);
      removeEventListener('focus', read);
      removeEventListener('online', read);
    };
  }, [id, api, setName]);
  const rename = useCallback(
    (next: string) => {
      const before = name;
      setName(next);
      api.rename(id, next).catch((error: unknown) => {
        setName(before);
        toast.error(error instanceof Error ? error.message : 'The file could not be renamed.');
      });
    },
    [api, id, name, setName],
  );
  return { name, rename };
}
