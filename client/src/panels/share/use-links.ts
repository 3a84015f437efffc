import type { Role } from '@joinery/shared';
import { useCallback, useEffect, useState } from 'react';
import type { FileLinks } from '../../links-api.ts';
import { useWorkspace } from '../workspace.ts';

export type LinksState =
  | { readonly kind: 'loading' }
  | ({ readonly kind: 'ready' } & FileLinks)
  | { readonly kind: 'failed'; readonly message: string };

export interface Links {
  readonly state: LinksState;
  /** When the list was read, in Unix ms. */
  readonly now: number;
  /** The key of a link like this: of one made here before, or of a new one. @throws RequestError */
  keyFor(role: Role, lifeMs: number | null): Promise<string>;
  /** The key of a link that was made in this tab. The relay tells it once, and nothing else keeps it. */
  knownKey(id: string): string | undefined;
  /** Whoever came by it is out at once. @throws RequestError */
  revoke(id: string): Promise<void>;
}

interface Made {
  readonly key: string;
  readonly like: string;
}

/** Links that this tab has made: gone when it is closed. */
const made = new Map<string, Made>();

/** How often an open list asks again who is here, in ms. */
const REFRESH_MS = 5000;

const likeness = (fileId: string, role: Role, lifeMs: number | null): string =>
  `${fileId} ${role} ${lifeMs ?? 'never'}`;

/** The links of the open file, read again while they are shown. */
export function useLinks(): Links {
  const { file, links: api } = useWorkspace();
  const [{ state, now }, setRead] = useState<{ state: LinksState; now: number }>({
    state: { kind: 'loading' },
    now: 0,
  });
  const refresh = useCallback(async () => {
    const next = await api.list().then(
      (list): LinksState => ({ kind: 'ready', ...list }),
      (error: unknown): LinksState => ({
        kind: 'failed',
        message: error instanceof Error ? error.message : String(error),
      }),
    );
    setRead({ state: next, now: Date.now() });
  }, [api]);
  useEffect(() => {
    const look = (): void => void refresh();
    look();
    const timer = setInterval(look, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return {
    state,
    now,
    keyFor: async (role, lifeMs) => {
      const like = likeness(file.id, role, lifeMs);
      const known = state.kind === 'ready' ? state.links : [];
      const again = known.find(({ id, state: at }) => at === 'active' && made.get(id)?.like === like);
      const key = again && made.get(again.id)?.key;
      // One that ends some time after it was made is made anew, for its whole time.
      if (key !== undefined && lifeMs === null) return key;
      const { link, key: fresh } = await api.make(role, lifeMs);
      made.set(link.id, { key: fresh, like });
      await refresh();
      return fresh;
    },
    knownKey: (id) => made.get(id)?.key,
    revoke: async (id) => {
      await api.revoke(id);
      made.delete(id);
      await refresh();
    },
  };
}
