/** What nodes are called: “Rectangle 1”, counted per page; a text without a name of its own is called by its content. */
import type { DocumentReader, NodeId, NodeType } from '@joinery/shared';
import { subtree } from './selection.ts';

const LABELS: Readonly<Record<NodeType, string>> = {
  page: 'Page',
  frame: 'Frame',
  group: 'Group',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  line: 'Line',
  path: 'Vector',
  text: 'Text',
};

export const typeLabel = (type: NodeType): string => LABELS[type] ?? type;

/** The name to show for a node. */
export function displayName(reader: DocumentReader, id: NodeId): string {
  const name = reader.get(id, 'name');
  if (name !== '') return name;
  const type = reader.get(id, 'type');
  const firstLine = type === 'text' ? (reader.get(id, 'characters').trim().split('\n', 1)[0] ?? '') : '';
  return firstLine === '' ? typeLabel(type) : firstLine.slice(0, 80);
}

/** “Rectangle 3” where the page has a “Rectangle 2”. */
export function nextName(reader: DocumentReader, page: NodeId, type: NodeType): string {
  return numbered(typeLabel(type), namesIn(reader, page));
}

export function nextPageName(reader: DocumentReader, pages: readonly NodeId[]): string {
  return numbered(
    LABELS.page,
    pages.map((page) => reader.get(page, 'name')),
  );
}

function* namesIn(reader: DocumentReader, page: NodeId): Generator<string> {
  for (const id of subtree(reader, page)) yield reader.get(id, 'name');
}

function numbered(label: string, names: Iterable<string>): string {
  let highest = 0;
  for (const name of names) {
    if (!name.startsWith(`${label} `)) continue;
    const number = Number(name.slice(label.length + 1));
    if (Number.isInteger(number) && number > highest && number < 1e9) highest = number;
  }
  return `${label} ${highest + 1}`;
}
