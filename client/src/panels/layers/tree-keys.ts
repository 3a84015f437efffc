/** What a key does in the layers tree, as the ARIA tree pattern has it. */
import type { NodeId } from '@joinery/shared';
import type { LayerRow } from './layer-rows.ts';

export type TreeStep =
  | { readonly kind: 'go'; readonly to: NodeId }
  | { readonly kind: 'expand' | 'collapse'; readonly id: NodeId };

const PAGE_ROWS = 12;

/** @param current the row that has the focus; undefined: none yet */
export function treeStep(rows: readonly LayerRow[], current: NodeId | undefined, key: string): TreeStep | undefined {
  const at = rows.findIndex(({ id }) => id === current);
  const row = rows[at];
  const go = (index: number): TreeStep | undefined => {
    const to = rows[Math.min(rows.length - 1, Math.max(0, index))];
    return to === undefined ? undefined : { kind: 'go', to: to.id };
  };
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at === -1 ? rows.length - 1 : at - 1);
    case 'PageDown':
      return go(at + PAGE_ROWS);
    case 'PageUp':
      return go(at - PAGE_ROWS);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      if (row?.expanded === undefined) return undefined;
      return row.expanded ? go(at + 1) : { kind: 'expand', id: row.id };
    case 'ArrowLeft':
      if (row === undefined) return undefined;
      if (row.expanded === true) return { kind: 'collapse', id: row.id };
      return row.depth > 0 ? { kind: 'go', to: row.parent } : undefined;
    default:
      return undefined;
  }
}
