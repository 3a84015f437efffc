import { type NodeId, PROPERTIES, type PropertyValues, type Value } from '@joinery/shared';
import { useEffect, useMemo, useRef } from 'react';
import { hasProperty } from '../../editor/selection-values.ts';
import { useGestureEdit } from '../hooks/use-gesture-edit.ts';
import { useEditor } from '../workspace.ts';
import { useSharedProperty } from './use-shared-property.ts';

/** Writes one item of a list. */
export interface ListWriter<Item> {
  /** From here to `end`, all changes are one undo step. */
  begin(): void;
  end(): void;
  change(item: Item): void;
}

export interface SharedList<Item> {
  /** They disagree: the list is empty then. */
  readonly mixed: boolean;
  readonly items: readonly Item[];
  write(items: readonly Item[]): void;
  writer(index: number): ListWriter<Item>;
}

type ListProperty = 'effects' | 'layoutGrids';

/** A list that nodes share, bottom to top, and writing it and its items to all that have it; undefined when none has it. */
export function useSharedList<P extends ListProperty>(
  ids: readonly NodeId[],
  property: P,
): SharedList<PropertyValues[P][number]> | undefined {
  type Item = PropertyValues[P][number];
  const editor = useEditor();
  const shared = useSharedProperty(ids, property);
  const gesture = useGestureEdit(`Set ${PROPERTIES[property].label.toLowerCase()}`);
  const latest = useRef<readonly Item[]>([]);
  const items: readonly Item[] = shared?.value ?? [];
  useEffect(() => {
    latest.current = items;
  });
  const writing = useMemo(() => {
    const write = (next: readonly Item[]): void => {
      latest.current = next;
      const owners = ids.filter((id) => hasProperty(editor.document, id, property));
      // A list of a known property's items is a value of it; the compiler cannot follow that through two parameters.
      gesture.write(owners, (tx, id) => tx.setRaw(id, property, next as unknown as Value));
    };
    return {
      write,
      writer: (index: number): ListWriter<Item> => ({
        begin: () => gesture.begin(),
        end: () => gesture.end(),
        change: (item) => write(latest.current.with(index, item)),
      }),
    };
  }, [editor, gesture, ids, property]);
  return shared && { mixed: shared.value === null, items, ...writing };
}
