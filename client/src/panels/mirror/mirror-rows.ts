/**
 * What of a page is in its mirror: the node that has the focus, what it lies in, and its nearest siblings. However large the page is,
 * these are some hundred.
 */
import type { DocumentReader, NodeId } from '@joinery/shared';
import { ancestors } from '../../editor/selection.ts';

export interface MirrorRow {
  readonly id: NodeId;
  /** 1 directly on the page. */
  readonly level: number;
  /** Of its siblings, back to front: how many there are, and which it is, from 1. */
  readonly count: number;
  readonly place: number;
  /** Undefined: it holds nothing. */
  readonly expanded: boolean | undefined;
}

/** Siblings on each side of the one with the focus. */
const AROUND = 100;

export function mirrorRows(reader: DocumentReader, focused: NodeId): readonly MirrorRow[] {
  const above = [...ancestors(reader, focused)].slice(0, -1).reverse();
  const level = above.length + 1;
  const siblings = siblingsOf(reader, focused);
  const at = siblings.indexOf(focused);
  const first = Math.max(0, at - AROUND);
  return [
    ...above.map((id, index) => {
      const beside = siblingsOf(reader, id);
      return { id, level: index + 1, count: beside.length, place: beside.indexOf(id) + 1, expanded: true };
    }),
    ...siblings.slice(first, at + AROUND + 1).map((id, index) => {
      const expanded = reader.children(id).length > 0 ? false : undefined;
      return { id, level, count: siblings.length, place: first + index + 1, expanded };
    }),
  ];
}

export const siblingsOf = (reader: DocumentReader, id: NodeId): readonly NodeId[] =>
  reader.children(reader.parent(id) ?? id);

/** Where a key leads from a node; undefined where it leads nowhere, or means something else. */
export function mirrorStep(reader: DocumentReader, from: NodeId, key: string): NodeId | undefined {
  const siblings = siblingsOf(reader, from);
  const at = siblings.indexOf(from);
  switch (key) {
    case 'ArrowDown':
      return siblings[at + 1];
    case 'ArrowUp':
      return siblings[at - 1];
    case 'Home':
      return siblings[0];
    case 'End':
      return siblings.at(-1);
    case 'Enter':
    case 'ArrowRight':
      return reader.children(from)[0];
    case 'ArrowLeft': {
      const parent = reader.parent(from);
      return parent === undefined || parent === reader.pageOf(from) ? undefined : parent;
    }
    default:
      return undefined;
  }
}
