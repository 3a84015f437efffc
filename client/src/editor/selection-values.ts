/** One property over several nodes, as an inspector shows it, and writing it to all of them. */
import {
  type DocumentReader,
  type Gesture,
  type NodeId,
  PROPERTIES,
  type PropertyName,
  type PropertyValues,
  type Transaction,
  type Value,
  valuesEqual,
} from '@joinery/shared';
import type { Editor } from './editor.ts';
import { fitTextBox } from './text-box.ts';

export type SharedValue<V> =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly value: V }
  | { readonly kind: 'mixed' };

/** Properties that a setter can write as they are; places have their own commands. */
export type SettableProperty = Exclude<PropertyName, 'type' | 'placement' | 'position'>;

/** The value that the nodes which have the property share; `none` when no node has it. */
export function sharedValue<P extends PropertyName>(
  reader: DocumentReader,
  ids: readonly NodeId[],
  property: P,
): SharedValue<PropertyValues[P]> {
  let shared: { readonly value: PropertyValues[P] } | undefined;
  for (const id of ids) {
    if (!hasProperty(reader, id, property)) continue;
    const value = reader.get(id, property);
    if (shared === undefined) shared = { value };
    else if (!valuesEqual(shared.value as Value, value as Value)) return { kind: 'mixed' };
  }
  return shared === undefined ? { kind: 'none' } : { kind: 'same', value: shared.value };
}

export const hasProperty = (reader: DocumentReader, id: NodeId, property: PropertyName): boolean =>
  PROPERTIES[property].on.includes(reader.get(id, 'type'));

/**
 * Writes a property to every selected node that has it.
 * @param gesture for sliders and colour drags: all changes of one gesture are one undo step; the caller ends it
 */
export function setForSelection<P extends SettableProperty>(
  editor: Editor,
  property: P,
  value: PropertyValues[P] | null,
  gesture?: Gesture,
): void {
  setForNodes(
    editor,
    editor.state.selection,
    (tx, id) => {
      if (hasProperty(editor.document, id, property)) tx.set(id, property, value);
    },
    { label: PROPERTIES[property].label, ...(gesture && { gesture }) },
  );
}

/** Writes something to each node, keeping the boxes of texts around their letters. */
export function setForNodes(
  editor: Editor,
  ids: readonly NodeId[],
  write: (tx: Transaction, id: NodeId) => void,
  { label, gesture }: { readonly label: string; readonly gesture?: Gesture },
): void {
  const build = (tx: Transaction): void => {
    for (const id of ids) {
      write(tx, id);
      if (editor.document.get(id, 'type') === 'text') fitTextBox(tx, id, editor);
    }
  };
  if (gesture === undefined) editor.edit(label, build);
  else editor.editGesture(gesture, build);
}
