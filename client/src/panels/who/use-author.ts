import type { ActorId } from '@joinery/shared';
import { useCallback, useSyncExternalStore } from 'react';
import type { Author } from '../../collaboration/authors.ts';
import { useWorkspace } from '../workspace.ts';

/** Whose an actor is; renders again when that becomes known, or they call themselves something else. */
export function useAuthor(actor: ActorId): Author {
  const { authors } = useWorkspace().collaboration;
  const subscribe = useCallback((listener: () => void) => authors.subscribe(listener), [authors]);
  return useSyncExternalStore(subscribe, () => authors.of(actor));
}
