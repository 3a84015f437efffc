import { useCallback, useEffect, useRef, useState } from 'react';
import { RequestError } from '../api-request.ts';
import type { FileList, FilesApi } from '../files-api.ts';

export type FilesState =
  | { readonly kind: 'loading' }
  | ({ readonly kind: 'ready'; /** Unix ms. */ readonly asOf: number } & FileList)
  /** `unreachable`: no answer at all, so it is worth trying again by itself. */
  | { readonly kind: 'failed'; readonly unreachable: boolean; readonly message: string };

/** How often an open list asks again, for who is there and what was edited, in ms. */
const REFRESH_MS = 5000;

const toFailure = (error: unknown): FilesState => ({
  kind: 'failed',
  unreachable: error instanceof RequestError && error.code === 'unreachable',
  message: error instanceof Error ? error.message : String(error),
});

/** The list of files, asked for again now and then, when the tab is looked at and when told to. */
export function useFiles(
  api: FilesApi,
  trashed: boolean,
): { readonly state: FilesState; readonly refresh: () => Promise<void> } {
  const [loaded, setLoaded] = useState<{ readonly trashed: boolean; readonly state: FilesState }>();
  const latest = useRef(0);
  const refresh = useCallback(async () => {
    const turn = (latest.current += 1);
    const state = await api
      .list(trashed)
      .then((list): FilesState => ({ kind: 'ready', ...list, asOf: Date.now() }), toFailure);
    // An answer that was overtaken by a newer question says nothing any more.
    if (turn === latest.current) setLoaded({ trashed, state });
  }, [api, trashed]);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void refresh();
    };
    look();
    const timer = setInterval(look, REFRESH_MS);
    for (const event of ['focus', 'online']) addEventListener(event, look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      latest.current += 1;
      for (const event of ['focus', 'online']) removeEventListener(event, look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [refresh]);
  return { state: loaded?.trashed === trashed ? loaded.state : { kind: 'loading' }, refresh };
}
