/** Where layers dropped at a point of the list would go. */
import { type DocumentReader, isContainer, type NodeId } from '@joinery/shared';
import type { LayerRow } from './layer-rows.ts';

export interface DropPosition {
  readonly parent: NodeId;
  /** The sibling that the dropped ones go behind; null: in front of all. */
  readonly before: NodeId | null;
  /** Where it shows: a line above row `row` (from 0) at a depth, or the row itself lit up. */
  readonly mark:
    | { readonly kind: 'line'; readonly row: number; readonly depth: number }
    | { readonly kind: 'row'; readonly row: number };
}

export interface DropList {
  readonly reader: DocumentReader;
  readonly page: NodeId;
  readonly rows: readonly LayerRow[];
  readonly dragged: readonly NodeId[];
}

/** Part of a container's row, at its middle, that means "into it". */
const INSIDE = 0.5;

/**
 * @param y in rows: 2.5 is the middle of the third row
 * @param depth how far right the pointer is, in steps of indentation
 * @returns undefined where they cannot go
 */
export function dropPosition(list: DropList, y: number, depth: number): DropPosition | undefined {
  const { reader, rows } = list;
  const at = Math.min(rows.length - 1, Math.max(0, Math.floor(y)));
  const row = rows[at];
  const into = row !== undefined && isContainer(reader.get(row.id, 'type')) && Math.abs(y - at - 0.5) < INSIDE / 2;
  const drop = into
    ? { parent: row.id, before: null, mark: { kind: 'row', row: at } as const }
    : between(list, Math.min(rows.length, Math.max(0, Math.round(y))), depth);
  return admissible(list, drop.parent) ? { ...drop, before: undragged(list, drop) } : undefined;
}

/** Above row `gap`. The pointer's depth chooses among the levels that end there. */
function between({ reader, page, rows }: DropList, gap: number, depth: number): DropPosition {
  const above = rows[gap - 1];
  const below = rows[gap];
  if (above === undefined) return { parent: page, before: null, mark: { kind: 'line', row: gap, depth: 0 } };
  const deepest = above.expanded === true ? above.depth + 1 : above.depth;
  const level = Math.min(deepest, Math.max(below?.depth ?? 0, depth));
  const mark = { kind: 'line', row: gap, depth: level } as const;
  if (level > above.depth) return { parent: above.id, before: null, mark };
  let behind = above.id;
  for (let steps = above.depth - level; steps > 0; steps -= 1) behind = reader.parent(behind) ?? behind;
  return { parent: reader.parent(behind) ?? page, before: behind, mark };
}

const admissible = ({ reader, dragged }: DropList, parent: NodeId): boolean =>
  !dragged.some((id) => reader.isWithin(parent, id));

/** `before` may be one of those that move away: the next one in front of it then stands for it. */
function undragged({ reader, dragged }: DropList, { parent, before }: DropPosition): NodeId | null {
  if (before === null || !dragged.includes(before)) return before;
  const siblings = reader.children(parent);
  return siblings.slice(siblings.indexOf(before)).find((id) => !dragged.includes(id)) ?? null;
}
