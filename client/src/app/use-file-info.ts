import { isRole, type Role } from '@joinery/shared';
import { useCallback, useEffect, useState } from 'react';
import { toast } from 'sonner';
import { RequestError } from '../api-request.ts';
import type { FilesApi } from '../files-api.ts';

export interface FileAbout {
  readonly name: string;
  readonly rename: (name: string) => void;
  /** What this browser may do with the file (R7); undefined until it is known. */
  readonly role: Role | undefined;
}

/** How often an open file asks whether somebody renamed it, in ms. */
const REFRESH_MS = 20_000;

interface Kept {
  readonly name: string;
  readonly role: Role | undefined;
}

function kept(id: string): Kept {
  try {
    const role = localStorage.getItem(`joinery.role.${id}`);
    return { name: localStorage.getItem(`joinery.name.${id}`) ?? 'Untitled', role: isRole(role) ? role : undefined };
  } catch {
    return { name: 'Untitled', role: undefined };
  }
}

function keep(id: string, { name, role }: Kept): void {
  try {
    localStorage.setItem(`joinery.name.${id}`, name);
    if (role !== undefined) localStorage.setItem(`joinery.role.${id}`, role);
  } catch {
    // Private windows may refuse storage: offline the file is then called Untitled.
  }
}

/** The file's name and role, read now and then: others may rename it. Offline they are what they last were. */
export function useFileInfo(id: string, api: FilesApi): FileAbout {
  const [about, setShown] = useState(() => kept(id));
  const setAbout = useCallback(
    (next: Kept) => {
      keep(id, next);
      setShown(next);
    },
    [id],
  );
  useEffect(() => {
    let left = false;
    const read = (): void => {
      api.get(id).then(
        ({ name, role }) => void (left || setAbout({ name, role })),
        (error: unknown) => {
          // Not knowing the newest name is no trouble worth a message. Whether somebody may edit is the relay's to say, when it is back.
          const unreachable = error instanceof RequestError && error.code === 'unreachable';
          if (!left) setShown((now) => ({ ...now, role: now.role ?? (unreachable ? 'owner' : 'viewer') }));
        },
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
  }, [id, api, setAbout]);
  const { name, role } = about;
  const rename = useCallback(
    (next: string) => {
      setAbout({ name: next, role });
      api.rename(id, next).catch((error: unknown) => {
        setAbout({ name, role });
        toast.error(error instanceof Error ? error.message : 'The file could not be renamed.');
      });
    },
    [api, id, name, role, setAbout],
  );
  return { name, rename, role };
}
