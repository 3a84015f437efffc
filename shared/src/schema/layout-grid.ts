/** Grids over a frame to lay things out by. They are no part of its picture. */
import { isColor } from './paint.ts';
import { isList, type Value } from './value.ts';

interface AnyGrid {
  readonly visible: boolean;
  /** `#rrggbb`, lower case. */
  readonly color: string;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Squares all over the frame. */
export interface SquareGrid extends AnyGrid {
  readonly type: 'grid';
  /** Of a square's side, in px. */
  readonly size: number;
}

/** Where columns lie across a frame, or rows down it. */
export const GRID_ALIGNS = ['stretch', 'start', 'center', 'end'] as const;
export type GridAlign = (typeof GRID_ALIGNS)[number];

/** Stripes side by side. Lengths in px. */
export interface StripeGrid extends AnyGrid {
  readonly type: 'columns' | 'rows';
  readonly count: number;
  /** Between two. */
  readonly gutter: number;
  /** Between the frame's edges and the outermost; for `start` and `end` the one at that edge, for `center` none. */
  readonly margin: number;
  /** `stretch`: all the room there is is shared out, and `size` does not count. */
  readonly align: GridAlign;
  /** Width of a column, height of a row. */
  readonly size: number;
}

export type LayoutGrid = SquareGrid | StripeGrid;

const MAX_GRIDS = 16;
const MAX_STRIPES = 1000;
const MAX_LENGTH = 100_000;

const isBetween = (value: Value | undefined, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

function isGrid(grid: Value): boolean {
  if (typeof grid !== 'object' || grid === null || isList(grid)) return false;
  const { type, visible, color, opacity, size, count, gutter, margin, align } = grid;
  // One that only newer clients know is kept and passed on (D13); nobody draws it.
  if (type !== 'grid' && type !== 'columns' && type !== 'rows') return typeof type === 'string';
  if (typeof visible !== 'boolean' || !isColor(color) || !isBetween(opacity, 0, 1) || !isBetween(size, 1, MAX_LENGTH))
    return false;
  return (
    type === 'grid' ||
    (Number.isInteger(count) &&
      isBetween(count, 1, MAX_STRIPES) &&
      isBetween(gutter, 0, MAX_LENGTH) &&
      isBetween(margin, 0, MAX_LENGTH) &&
      GRID_ALIGNS.some((known) => known === align))
  );
}

/** Why a value is no list of layout grids; undefined when it is one. */
export function checkLayoutGrids(value: Value): string | undefined {
  if (!isList(value)) return 'a list of layout grids';
  if (value.length > MAX_GRIDS) return `at most ${MAX_GRIDS} layout grids`;
  return value.every(isGrid)
    ? undefined
    : 'layout grids with type, visible, color, opacity 0..1 and size, and for columns and rows count, gutter, margin and align';
}
