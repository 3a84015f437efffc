/** The tiles of a page at one scale. Its grid begins at the page's origin, which falls on a whole device pixel. */
import { type Box, box, type NodeId } from '@joinery/shared';
import { Tile, TILE_PX } from './tile.ts';

/** A change of more than this share of a tile that is not in view drops it: patching would cost as much as painting. */
const MOST_DAMAGE = 0.25;

export class Level {
  readonly page: NodeId;
  /** Device px per page px. */
  readonly scale: number;
  readonly #tiles = new Map<string, Tile>();

  constructor(page: NodeId, scale: number) {
    this.page = page;
    this.scale = scale;
  }

  tiles(): Iterable<Tile> {
    return this.#tiles.values();
  }

  get size(): number {
    return this.#tiles.size;
  }

  /** Tiles that a box meets, row by row, made where they are missing. @param area in device px from the page's origin */
  over(area: Box): Tile[] {
    const found: Tile[] = [];
    eachCell(area, (column, row) => {
      const key = `${column},${row}`;
      let tile = this.#tiles.get(key);
      if (tile === undefined) this.#tiles.set(key, (tile = new Tile(this.scale, column, row)));
      found.push(tile);
    });
    return found;
  }

  /** Whether all tiles that a box meets were painted. @param area in device px from the page's origin */
  has(area: Box): boolean {
    let all = true;
    eachCell(area, (column, row) => (all &&= this.#tiles.get(`${column},${row}`)?.whole === true));
    return all;
  }

  drop(tile: Tile): void {
    this.#tiles.delete(`${tile.left / TILE_PX},${tile.top / TILE_PX}`);
  }

  /** @param pageBoxes what looks different now, in page px @param patched whether its tiles are worth patching, whatever it costs */
  spoil(pageBoxes: readonly Box[], patched: boolean, onDrop: (tile: Tile) => void): void {
    for (const tile of this.#tiles.values()) {
      const { left, top, right, bottom } = tile.pageBox;
      const edge = 2 / this.scale;
      for (const each of pageBoxes) {
        if (
          each.left > right + edge ||
          each.right < left - edge ||
          each.top > bottom + edge ||
          each.bottom < top - edge
        )
          continue;
        if (!patched && shareOf(each, tile.pageBox) > MOST_DAMAGE) {
          onDrop(tile);
          break;
        }
        tile.spoil(each);
      }
    }
  }
}

function eachCell({ left, top, right, bottom }: Box, visit: (column: number, row: number) => void): void {
  for (let row = Math.floor(top / TILE_PX); row * TILE_PX < bottom; row++)
    for (let column = Math.floor(left / TILE_PX); column * TILE_PX < right; column++) visit(column, row);
}

const shareOf = (part: Box, whole: Box): number => {
  const met = box(
    Math.max(part.left, whole.left),
    Math.max(part.top, whole.top),
    Math.min(part.right, whole.right),
    Math.min(part.bottom, whole.bottom),
  );
  return ((met.right - met.left) * (met.bottom - met.top)) / ((whole.right - whole.left) * (whole.bottom - whole.top));
};
