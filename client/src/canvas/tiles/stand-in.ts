/** What is shown where tiles of the exact scale are missing: tiles of other scales, the coarsest first, stretched. */
import { type Box, box, boxHeight, boxWidth, intersects } from '@joinery/shared';
import type { Context2D } from '../painters/context.ts';
import type { View } from '../view.ts';
import type { Level } from './level.ts';
import { type Tile, TILE_PX } from './tile.ts';

/** Tiles that would be shown smaller than this share of their size are too many to be worth it. */
const LEAST_STRETCH = 1 / 8;
/** Tiles looked at to find out whether a level covers all. */
const MOST_CELLS = 256;

export interface StandInArea {
  readonly context: Context2D;
  readonly view: View;
  /** In device px of the screen. */
  readonly area: Box;
}

/** The levels to draw, one over the other: the best alone where it covers everything. */
export function standInLevels(levels: readonly Level[], { view, area }: StandInArea): readonly Level[] {
  const usable = levels.filter(({ scale }) => view.scale / scale >= LEAST_STRETCH);
  const farness = ({ scale }: Level): number => Math.abs(Math.log(view.scale / scale));
  usable.sort((a, b) => farness(b) - farness(a));
  const [best] = usable.slice(-1);
  return best !== undefined && covers(best, { view, area }) ? [best] : usable;
}

/** @param patch makes a tile show the document as it is */
export function drawStandIn(
  levels: readonly Level[],
  { context, view, area }: StandInArea,
  patch: (tile: Tile) => void,
): void {
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, boxWidth(area), boxHeight(area));
  context.clip();
  for (const level of levels) {
    for (const tile of level.tiles()) {
      const place = placeOf(tile, view);
      if (!tile.whole || !intersects(place, area)) continue;
      if (!tile.fresh) patch(tile);
      if (tile.bitmap === null) continue;
      context.drawImage(tile.bitmap.image, place.left, place.top, boxWidth(place), boxHeight(place));
    }
  }
  context.restore();
}

/** Whole pixels, so that neighbours meet without a seam. */
function placeOf({ left, top, scale }: Tile, view: View): Box {
  const stretch = view.scale / scale;
  return box(
    Math.round(left * stretch + view.x),
    Math.round(top * stretch + view.y),
    Math.round((left + TILE_PX) * stretch + view.x),
    Math.round((top + TILE_PX) * stretch + view.y),
  );
}

function covers(level: Level, { view, area }: Pick<StandInArea, 'view' | 'area'>): boolean {
  const stretch = view.scale / level.scale;
  const own = box(
    (area.left - view.x) / stretch,
    (area.top - view.y) / stretch,
    (area.right - view.x) / stretch,
    (area.bottom - view.y) / stretch,
  );
  if ((boxWidth(own) / TILE_PX + 1) * (boxHeight(own) / TILE_PX + 1) > MOST_CELLS) return false;
  return level.has(own);
}
