/** Copying how a node looks and giving it to others: fills, strokes, effects and text style, not place and size. */
import type { DocumentReader, NodeId, PropertyName, Value } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { hasProperty, setForNodes } from './selection-values.ts';

const LOOK = [
  'opacity',
  'fills',
  'strokes',
  'strokeWeight',
  'strokeAlign',
  'strokeCap',
  'strokeJoin',
  'strokeMiter',
  'strokeDashes',
  'cornerRadius',
  'effects',
  'blendMode',
  'layoutGrids',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'lineHeight',
  'letterSpacing',
  'textAlign',
  'textVerticalAlign',
  'textDecoration',
  'textTruncation',
  'maxLines',
] as const satisfies readonly PropertyName[];

type Look = ReadonlyMap<PropertyName, Value>;

const copied = new WeakMap<Editor, Look>();

export const hasCopiedLook = (editor: Editor): boolean => copied.has(editor);

export function copyLook(editor: Editor, id: NodeId): void {
  copied.set(editor, lookOf(editor.document, id));
}

export function pasteLook(editor: Editor, ids: readonly NodeId[]): void {
  const look = copied.get(editor);
  if (look === undefined) return;
  setForNodes(
    editor,
    ids,
    (tx, id) => {
      for (const [property, value] of look)
        if (hasProperty(editor.document, id, property)) tx.setRaw(id, property, value);
    },
    { label: 'Paste properties' },
  );
}

const lookOf = (reader: DocumentReader, id: NodeId): Look =>
  new Map(
    LOOK.filter((property) => hasProperty(reader, id, property)).map((property) => [
      property,
      reader.get(id, property) as Value,
    ]),
  );
