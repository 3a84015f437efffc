/** What a screen reader is told of a node: its name, what it is, how large and where, and what else one would see. */
import { boxHeight, boxWidth, type DocumentReader, type NodeId } from '@joinery/shared';
import { displayName, typeLabel } from '../../editor/node-names.ts';
import type { Scene } from '../../editor/scene.ts';

/** Longer texts are read up to here, in characters. */
const MOST_LETTERS = 200;

export function nodeWords(
  { document, scene }: { readonly document: DocumentReader; readonly scene: Scene },
  id: NodeId,
): string {
  const [name, type] = [displayName(document, id), typeLabel(document.get(id, 'type'))];
  const { length } = document.children(id);
  const box = scene.pageBox(id);
  return [
    name,
    // “Rectangle 1” says what it is.
    name.startsWith(type) ? '' : type.toLowerCase(),
    lettersOf(document, id, name),
    length === 0 ? '' : length === 1 ? '1 object inside' : `${length} objects inside`,
    `${rounded(boxWidth(box))} by ${rounded(boxHeight(box))}`,
    placeWords(scene, id),
    document.get(id, 'visible') ? '' : 'hidden',
    document.get(id, 'locked') ? 'locked' : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Where it is on the page. */
export function placeWords(scene: Scene, id: NodeId): string {
  const { left, top } = scene.pageBox(id);
  return `at ${rounded(left)}, ${rounded(top)}`;
}

function lettersOf(document: DocumentReader, id: NodeId, name: string): string {
  if (document.get(id, 'type') !== 'text') return '';
  const characters = document.get(id, 'characters').trim();
  return characters === name
    ? ''
    : `“${characters.slice(0, MOST_LETTERS)}${characters.length > MOST_LETTERS ? '…' : ''}”`;
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10 || 0);
