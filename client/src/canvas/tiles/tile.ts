/** A square of a page at one scale, painted once and shown as often as it is in view. */
import { type Box, box, expand } from '@joinery/shared';
import { Damage } from '../damage.ts';
import type { Bitmap } from '../painters/context.ts';

/** Side of a tile, in device px. */
export const TILE_PX = 512;
/** What a tile's bitmap takes, in bytes. */
export const TILE_BYTES = TILE_PX * TILE_PX * 4;

const WHOLE = box(0, 0, TILE_PX, TILE_PX);

/** Edges are smoothed over the neighbouring pixel, so damage reaches a little further than what changed. In device px. */
const MARGIN = 2;

export class Tile {
  /** Its top left, in device px from the page's origin. */
  readonly left: number;
  readonly top: number;
  /** Device px per page px. */
  readonly scale: number;
  /** What does not show the document as it is, in px from its top left. */
  readonly damage = new Damage(WHOLE);
  /** What of that is about to be painted, in pieces small enough for a frame. */
  readonly pieces: Box[] = [];
  /** Absent until painting begins, and where the page is empty. */
  bitmap: Bitmap | null = null;
  /** Whether it was painted all over once; since then its damage is patched. */
  whole = false;
  /** The frame that showed it last: those not shown for longest go first. */
  shownAt = 0;

  constructor(scale: number, column: number, row: number) {
    this.scale = scale;
    this.left = column * TILE_PX;
    this.top = row * TILE_PX;
  }

  /** Whether it shows the document as it is. */
  get fresh(): boolean {
    return this.whole && this.damage.empty && this.pieces.length === 0;
  }

  /** In page px. */
  get pageBox(): Box {
    return this.toPage(WHOLE);
  }

  /** @param pageBox what looks different now, in page px */
  spoil(pageBox: Box): void {
    const { scale, left, top } = this;
    this.damage.add(
      expand(
        box(
          Math.floor(pageBox.left * scale) - left,
          Math.floor(pageBox.top * scale) - top,
          Math.ceil(pageBox.right * scale) - left,
          Math.ceil(pageBox.bottom * scale) - top,
        ),
        MARGIN,
      ),
    );
  }

  /** @param own in px from its top left */
  toPage(own: Box): Box {
    const { scale, left, top } = this;
    return box(
      (own.left + left) / scale,
      (own.top + top) / scale,
      (own.right + left) / scale,
      (own.bottom + top) / scale,
    );
  }
}
