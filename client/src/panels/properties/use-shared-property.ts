import type { NodeId, PropertyName, PropertyValues } from '@joinery/shared';
import { useMemo } from 'react';
import { hasProperty, type SettableProperty, setForNodes, sharedValue } from '../../editor/selection-values.ts';
import type { Editor } from '../../editor/editor.ts';
import { PROPERTIES } from '@joinery/shared';
import { useTouched } from '../hooks/use-touched.ts';
import { useEditor } from '../workspace.ts';

export interface SharedProperty<V> {
  /** null: they disagree. */
  readonly value: V | null;
  readonly set: (value: V) => void;
}

/** A property that nodes share, and writing it to all that have it; undefined when none has it. */
export function useSharedProperty<P extends SettableProperty>(
  ids: readonly NodeId[],
  property: P,
): SharedProperty<PropertyValues[P]> | undefined {
  const editor = useEditor();
  const properties = useMemo((): readonly PropertyName[] => [property, 'type'], [property]);
  useTouched(ids, properties);
  const shared = sharedValue(editor.document, ids, property);
  if (shared.kind === 'none') return undefined;
  return {
    value: shared.kind === 'same' ? shared.value : null,
    set: (value) => setProperty(editor, ids, property, value),
  };
}

function setProperty<P extends SettableProperty>(
  editor: Editor,
  ids: readonly NodeId[],
  property: P,
  value: PropertyValues[P],
): void {
  const owners = ids.filter((id) => hasProperty(editor.document, id, property));
  setForNodes(editor, owners, (tx, id) => tx.set(id, property, value), {
    label: `Set ${PROPERTIES[property].label.toLowerCase()}`,
  });
}
