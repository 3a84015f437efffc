/**
 * All tiles there are: levels of pages, kept true to the document, and within a number of bytes. Bitmaps of dropped tiles are used
 * again.
 */
import type { Box, NodeId } from '@joinery/shared';
import type { Bitmap, CreateBitmap } from '../painters/context.ts';
import { Level } from './level.ts';
import { type Tile, TILE_BYTES, TILE_PX } from './tile.ts';

/** Bytes of bitmaps kept, whatever the pixel ratio; more only where a screen and a half need more. */
export const MAX_TILE_BYTES = 128 * 1024 * 1024;

/** Tiles kept, with those of empty places, which have no bitmap. */
const MAX_TILES = 4096;

/** Bitmaps kept for the next tiles. */
const MAX_SPARE = 12;

export class TileStore {
  readonly #create: CreateBitmap;
  #levels: Level[] = [];
  #spare: Bitmap[] = [];
  #bitmaps = 0;

  constructor(create: CreateBitmap) {
    this.#create = create;
  }

  /** What the bitmaps take, in bytes. */
  get bytes(): number {
    return (this.#bitmaps + this.#spare.length) * TILE_BYTES;
  }

  /** The tiles of a page at a scale: those in use, if any, else a new level. */
  level(page: NodeId, scale: number): Level {
    let level = this.#levels.find((known) => known.page === page && known.scale === scale);
    if (level === undefined) this.#levels.push((level = new Level(page, scale)));
    return level;
  }

  levelsOf(page: NodeId): readonly Level[] {
    return this.#levels.filter((level) => level.page === page);
  }

  /** Gives a tile something to be painted on. */
  bitmapFor(tile: Tile): Bitmap {
    if (tile.bitmap !== null) return tile.bitmap;
    let bitmap = this.#spare.pop();
    if (bitmap === undefined) {
      bitmap = this.#create();
      bitmap.resize(TILE_PX, TILE_PX);
    }
    this.#bitmaps += 1;
    tile.bitmap = bitmap;
    return bitmap;
  }

  /** A tile that turned out empty needs none. */
  releaseBitmap(tile: Tile): void {
    if (tile.bitmap === null) return;
    if (this.#spare.length < MAX_SPARE) this.#spare.push(tile.bitmap);
    this.#bitmaps -= 1;
    tile.bitmap = null;
  }

  /** @param pageBoxes what looks different now @param shown the level that is on the screen */
  spoil(pageBoxes: readonly Box[], shown: Level | null): void {
    for (const level of this.#levels) level.spoil(pageBoxes, level === shown, (tile) => this.#drop(level, tile));
  }

  clear(): void {
    this.#levels = [];
    this.#spare = [];
    this.#bitmaps = 0;
  }

  /**
   * Drops what was not shown for longest, until the rest fits.
   * @param kept levels whose tiles stay whatever happens @param needed bytes of one and a half screens
   */
  fit(kept: ReadonlySet<Level>, needed: number): void {
    const most = Math.max(MAX_TILE_BYTES, needed);
    let tiles = this.#levels.reduce((sum, level) => sum + level.size, 0);
    if (this.#bitmaps * TILE_BYTES <= most && tiles <= MAX_TILES) return;
    const all = this.#levels
      .filter((level) => !kept.has(level))
      .flatMap((level) => [...level.tiles()].map((tile) => ({ level, tile })));
    all.sort((a, b) => a.tile.shownAt - b.tile.shownAt);
    for (const { level, tile } of all) {
      if (this.#bitmaps * TILE_BYTES <= most && tiles <= MAX_TILES) break;
      this.#drop(level, tile);
      tiles -= 1;
    }
    this.#levels = this.#levels.filter((level) => level.size > 0);
  }

  #drop(level: Level, tile: Tile): void {
    this.releaseBitmap(tile);
    level.drop(tile);
  }
}
