/** Kinds of layout grids, as people call them, and one made from another. */
import type { GridAlign, LayoutGrid, SquareGrid } from '@joinery/shared';
import type { Choice } from '../../ui/select-field.tsx';

export const GRID_KINDS: readonly Choice<LayoutGrid['type']>[] = [
  { value: 'grid', label: 'Grid' },
  { value: 'columns', label: 'Columns' },
  { value: 'rows', label: 'Rows' },
];

export const ALIGNS: Readonly<Record<'columns' | 'rows', readonly Choice<GridAlign>[]>> = {
  columns: [
    { value: 'stretch', label: 'Stretch' },
    { value: 'start', label: 'Left' },
    { value: 'center', label: 'Centre' },
    { value: 'end', label: 'Right' },
  ],
  rows: [
    { value: 'stretch', label: 'Stretch' },
    { value: 'start', label: 'Top' },
    { value: 'center', label: 'Centre' },
    { value: 'end', label: 'Bottom' },
  ],
};

const STRIPES = { count: 5, gutter: 20, margin: 20, align: 'stretch' } as const;
/** Of a square's side, and of a column that is not stretched, in px. */
const SQUARE = 10;
const STRIPE = 80;

export const DEFAULT_GRID: SquareGrid = { type: 'grid', visible: true, color: '#ff0000', opacity: 0.1, size: SQUARE };

/** The same as another kind, with what both have. */
export function asGrid(grid: LayoutGrid, type: LayoutGrid['type']): LayoutGrid {
  if (type === grid.type) return grid;
  const { visible, color, opacity } = grid;
  if (type === 'grid') return { type, visible, color, opacity, size: SQUARE };
  return grid.type === 'grid' ? { type, visible, color, opacity, size: STRIPE, ...STRIPES } : { ...grid, type };
}
