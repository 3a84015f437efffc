import type { DocumentEvent, NodeId } from '@joinery/shared';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { selectionSet } from '../selection-set.ts';
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
      const shown = (changed: ReadonlySet<string> | undefined): boolean =>
        changed !== undefined && properties.some((property) => changed.has(property));
      if (ids.length < touched.size) return ids.some((id) => shown(touched.get(id)));
      // One node moves, thousands are selected: ask only about the one.
      const asked = selectionSet(ids);
      for (const [id, changed] of touched) if (asked.has(id) && shown(changed)) return true;
      return false;
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
