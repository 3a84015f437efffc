/**
 * Paints what is damaged of tiles, in pieces, so that it can stop when a frame's time is over: a piece with too many nodes is cut in
 * halves first. Pieces are whole pixels and each is painted from the document as it then is, so edits in between do no harm and no
 * seam shows.
 */
import { type Box, box, boxHeight, boxWidth, type NodeId } from '@joinery/shared';
import type { CanvasColors } from '../colors.ts';
import type { LayerEditor } from '../layer-editor.ts';
import { backgroundColor, pageFills, paintPageFills } from '../page-background.ts';
import type { PaintCaches } from '../paint-caches.ts';
import { paintNodes } from '../paint-page.ts';
import type { Bitmap, Context2D } from '../painters/context.ts';
import { outlineColor, paintHairlines } from '../painters/hairlines.ts';
import { PaintTarget } from '../painters/paint-target.ts';
import type { View } from '../view.ts';
import { type Tile, TILE_PX } from './tile.ts';
import type { TileStore } from './tile-store.ts';

export interface TilePainterOptions {
  readonly editor: LayerEditor;
  readonly caches: PaintCaches;
  readonly colors: () => CanvasColors;
  readonly store: TileStore;
  /** In ms. */
  readonly now: () => number;
  /** Of one pixel. */
  readonly scratch: Bitmap;
}

/** Nodes of a piece at most: a few ms. */
const PIECE_NODES = 600;
/** Pieces of this size both ways are not cut, in px. */
const LEAST_PIECE = 32;

export interface Painted {
  /** What is painted on; its pixels are whole ones of the view. */
  readonly context: Context2D;
  readonly view: View;
  /** What is painted of it. */
  readonly region: Box;
}

export class TilePainter {
  readonly #options: TilePainterOptions;

  constructor(options: TilePainterOptions) {
    this.#options = options;
  }

  /**
   * Paints what is damaged of a tile.
   * @param deadlineMs when to stop; at least one piece is painted
   * @returns whether the tile shows the document as it is
   */
  paint(tile: Tile, page: NodeId, deadlineMs = Infinity): boolean {
    const { pieces, damage } = tile;
    while (pieces.length > 0 || !damage.empty) {
      if (pieces.length === 0) pieces.push(...damage.take());
      const piece = pieces.pop();
      if (piece === undefined || !this.#paintPiece(tile, page, piece, deadlineMs !== Infinity)) continue;
      if (deadlineMs === Infinity) continue;
      this.#flush(tile);
      if (this.#options.now() >= deadlineMs) break;
    }
    if (pieces.length > 0) return false;
    tile.whole = true;
    return damage.empty;
  }

  /** Paints a part of a page over whatever is there. @param ids what lies in it, back to front */
  paintRegion({ context, view, region }: Painted, page: NodeId, ids: readonly NodeId[]): void {
    const { editor, caches, colors } = this.#options;
    const { document: reader, scene, session } = editor;
    const { editingText, outlines } = session.getState();
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(region.left, region.top, boxWidth(region), boxHeight(region));
    context.clip();
    paintPageFills(context, [{ color: colors().canvas, opacity: 1 }, ...pageFills(reader, page)], region);
    const target = new PaintTarget({ context, view, region, layers: caches.layers });
    const { paths, texts, pictures } = caches;
    const painting = { reader, scene, target, paths, texts, pictures, editingText };
    if (outlines) paintHairlines(painting, ids, outlineColor(backgroundColor(reader, page, colors().canvas)));
    else paintNodes(painting, ids, page);
    context.restore();
  }

  /** @returns whether it was painted; false when it was cut, or nothing is there and never was */
  #paintPiece(tile: Tile, page: NodeId, piece: Box, mayCut: boolean): boolean {
    const { scene } = this.#options.editor;
    if (
      mayCut &&
      Math.max(boxWidth(piece), boxHeight(piece)) > LEAST_PIECE &&
      scene.hasMoreThan(PIECE_NODES, tile.toPage(piece), page)
    ) {
      tile.pieces.push(...halvesOf(piece));
      return false;
    }
    const ids = scene.nodesIn(tile.toPage(piece), page);
    const view: View = { scale: tile.scale, x: -tile.left, y: -tile.top, pixelRatio: 1 };
    if (tile.bitmap === null) {
      if (ids.length === 0) return false;
      const { context } = this.#options.store.bitmapFor(tile);
      this.paintRegion({ context, view, region: box(0, 0, TILE_PX, TILE_PX) }, page, []);
    }
    const { context } = this.#options.store.bitmapFor(tile);
    this.paintRegion({ context, view, region: piece }, page, ids);
    return true;
  }

  /**
   * Browsers note down what is painted and do it when it is shown; done now, it is part of what this frame may take. The picture that is
   * asked for is dropped at once: while it is held, browsers copy the tile before they paint on it.
   */
  #flush({ bitmap }: Tile): void {
    if (bitmap === null) return;
    const { context } = this.#options.scratch;
    context.drawImage(bitmap.image, 0, 0, 1, 1, 0, 0, 1, 1);
    context.clearRect(0, 0, 1, 1);
  }
}

/** Across the longer side: nodes that lie in two pieces are painted twice. The last is painted first. */
function halvesOf(piece: Box): Box[] {
  const { left, top, right, bottom } = piece;
  if (boxWidth(piece) > boxHeight(piece)) {
    const middle = Math.round((left + right) / 2);
    return [box(middle, top, right, bottom), box(left, top, middle, bottom)];
  }
  const middle = Math.round((top + bottom) / 2);
  return [box(left, middle, right, bottom), box(left, top, right, middle)];
}
