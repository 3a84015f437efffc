import type { NodeId, PropertyName, PropertyValues } from '@joinery/shared';
import { useCallback, useSyncExternalStore } from 'react';
import { useWorkspace } from '../workspace.ts';

/** A node's property as it stands; renders again only when that property of that node changes. */
export function useNodeValue<P extends PropertyName>(id: NodeId, property: P): PropertyValues[P] {
  const { editor, topics } = useWorkspace();
  const subscribe = useCallback(
    (listener: () => void) =>
      topics.onNode(id, (properties) => {
        if (properties.has(property)) listener();
      }),
    [topics, id, property],
  );
  return useSyncExternalStore(subscribe, () => editor.document.get(id, property));
}
