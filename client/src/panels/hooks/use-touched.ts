import type { DocumentEvent, NodeId } from '@joinery/shared';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { useWorkspace } from '../workspace.ts';

/** Renders again after each change that `concerns` says yes to. Keep the function the same between renders. @returns how often */
export function useDocumentChanges(concerns: (event: DocumentEvent) => boolean): number {
  const { topics } = useWorkspace();
  const count = useRef(0);
  const subscribe = useCallback(
    (listener: () => void) =>
      topics.onChange((event) => {
        if (!concerns(event)) return;
        count.current += 1;
        listener();
      }),
    [topics, concerns],
  );
  return useSyncExternalStore(subscribe, () => count.current);
}

/** Renders again when one of these nodes changes in one of these properties. Keep both lists the same between renders. */
export function useTouched(ids: readonly NodeId[], properties: readonly string[]): number {
  const concerns = useCallback(
    ({ touched }: DocumentEvent) => {
      const concerned = (id: NodeId): boolean => {
        const changed = touched.get(id);
        return changed !== undefined && properties.some((property) => changed.has(property));
      };
      return ids.some(concerned);
    },
    [ids, properties],
  );
  return useDocumentChanges(concerns);
}

const movesSomething = ({ touched }: DocumentEvent): boolean => {
  for (const properties of touched.values()) if (properties.has('placement') || properties.has('type')) return true;
  return false;
};

/** Renders again when a node comes, goes or changes places. */
export const useTreeChanges = (): number => useDocumentChanges(movesSomething);
