/** The layers panel's rows: the tree of a page as a flat list, front first, closed containers left out. */
import type { DocumentReader, NodeId } from '@joinery/shared';

export interface LayerRow {
  readonly id: NodeId;
  readonly parent: NodeId;
  /** 0 for what lies directly on the page. */
  readonly depth: number;
  /** undefined: it has nothing to open. */
  readonly expanded: boolean | undefined;
  /** Place among its siblings as shown, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
}

export function layerRows(
  reader: DocumentReader,
  page: NodeId,
  expanded: Readonly<Record<NodeId, true>>,
): readonly LayerRow[] {
  const rows: LayerRow[] = [];
  const add = (parent: NodeId, depth: number): void => {
    const children = reader.children(parent);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const id = children[index];
      if (id === undefined) continue;
      const open = reader.children(id).length === 0 ? undefined : expanded[id] === true;
      rows.push({ id, parent, depth, expanded: open, place: children.length - index, siblings: children.length });
      if (open === true) add(id, depth + 1);
    }
  };
  add(page, 0);
  return rows;
}

/** The containers around a node, from the inside out, without its page. */
export function containersOf(reader: DocumentReader, id: NodeId): NodeId[] {
  const page = reader.pageOf(id);
  const containers: NodeId[] = [];
  for (let at = reader.parent(id); at !== undefined && at !== page; at = reader.parent(at)) containers.push(at);
  return page === undefined ? [] : containers;
}
