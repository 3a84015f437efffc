/**
 * Puts tiles on the screen: those that show the document as it is at once, missing ones as far as a frame's time allows, others' in
 * their place until then. Afterwards, and while nothing else is to be done, tiles that may be needed next.
 */
import { type Box, box, expand, type NodeId } from '@joinery/shared';
import type { CanvasColors } from '../colors.ts';
import type { LayerEditor } from '../layer-editor.ts';
import { pageFills, paintPageFills } from '../page-background.ts';
import type { Context2D } from '../painters/context.ts';
import type { Frame } from '../surface.ts';
import { toPageBox, type View } from '../view.ts';
import type { Level } from './level.ts';
import { drawStandIn, standInLevels } from './stand-in.ts';
import { type Tile, TILE_BYTES, TILE_PX } from './tile.ts';
import type { TilePainter } from './tile-painter.ts';
import type { TileStore } from './tile-store.ts';

export interface TileScreenOptions {
  readonly editor: LayerEditor;
  readonly colors: () => CanvasColors;
  readonly store: TileStore;
  readonly painter: TilePainter;
}

/** What is to be shown. */
export interface TileView {
  readonly frame: Frame;
  readonly view: View;
  readonly page: NodeId;
}

export interface ShowOptions {
  /** What is on the screen is not this view: all of it is drawn. */
  readonly redraw: boolean;
  /** What stands in for missing tiles may look different from before. */
  readonly changed: boolean;
  /** Until when missing tiles are painted, in ms. */
  readonly deadlineMs: number;
}

/** The coarse picture of a page is at most so large, in px: what is shown when one zooms out or far away. */
const COARSE_PX = 2048;
/** A page with fewer nodes needs none: it is painted directly. */
const COARSE_NODES = 400;

export class TileScreen {
  readonly #options: TileScreenOptions;
  /** Counts frames, so that tiles know when they were shown last. */
  #time = 0;

  constructor(options: TileScreenOptions) {
    this.#options = options;
  }

  /** Whether there is anything to show instead of missing tiles. */
  canStandIn(page: NodeId, view: View): boolean {
    return this.#options.store.levelsOf(page).some(({ scale, size }) => scale !== view.scale && size > 0);
  }

  /** @returns whether every pixel is the exact one */
  show(shown: TileView, { redraw, changed, deadlineMs }: ShowOptions): boolean {
    const { painter } = this.#options;
    this.#time += 1;
    const missing: Tile[] = [];
    for (const tile of this.#visible(shown)) {
      tile.shownAt = this.#time;
      if (!tile.whole) missing.push(tile);
      else if (!tile.fresh) {
        painter.paint(tile, shown.page);
        this.#blit(shown, tile);
      } else if (redraw) this.#blit(shown, tile);
    }
    const left = this.#paintMissing(shown, missing, deadlineMs);
    if (redraw || changed) for (const tile of left) this.drawStandIn(shown, this.#screenBox(shown, tile));
    return left.length === 0;
  }

  /** Draws tiles of other scales over an area of the screen, in device px. */
  drawStandIn({ frame: { context }, view, page }: TileView, area: Box): void {
    const { store, painter } = this.#options;
    this.#paintBackground(context, page, area);
    const levels = standInLevels(store.levelsOf(page), { context, view, area });
    drawStandIn(levels, { context, view, area }, (tile) => painter.paint(tile, page));
  }

  /**
   * Paints what may be needed next: tiles around the view, and the coarse picture of the page.
   * @returns whether nothing is left to be painted
   */
  prefetch(shown: TileView, deadlineMs: number): boolean {
    for (const tile of this.#wanted(shown)) {
      if (tile.whole) continue;
      tile.shownAt = this.#time;
      if (!this.#options.painter.paint(tile, shown.page, deadlineMs)) return false;
    }
    return true;
  }

  /** The whole page, small: from its coarse picture where it has one. @returns whether it shows the document as it is */
  drawOverview({ frame, view, page }: TileView, deadlineMs: number): boolean {
    const { editor, painter } = this.#options;
    const { context } = frame;
    const area = box(0, 0, frame.width, frame.height);
    const coarse = this.#coarse(page);
    if (coarse === undefined) {
      painter.paintRegion({ context, view, region: area }, page, editor.scene.nodesIn(toPageBox(view, area), page));
      return true;
    }
    let complete = true;
    for (const tile of coarse.level.over(coarse.area)) {
      tile.shownAt = this.#time;
      if (complete && !(tile.whole && tile.fresh)) complete = painter.paint(tile, page, deadlineMs);
    }
    this.#paintBackground(context, page, area);
    drawStandIn([coarse.level], { context, view, area }, () => undefined);
    return complete;
  }

  /** Drops tiles beyond what may be kept. */
  fit({ frame, page }: TileView): void {
    const { store } = this.#options;
    const coarse = this.#coarse(page);
    const screens = 1.5 * (frame.width / TILE_PX + 1) * (frame.height / TILE_PX + 1) * TILE_BYTES;
    store.fit(new Set(coarse === undefined ? [] : [coarse.level]), screens);
  }

  /** The middle of the screen first. @returns what is missing still */
  #paintMissing(shown: TileView, missing: Tile[], deadlineMs: number): Tile[] {
    const { frame, view, page } = shown;
    const [x, y] = [frame.width / 2 - view.x - TILE_PX / 2, frame.height / 2 - view.y - TILE_PX / 2];
    const farness = ({ left, top }: Tile): number => Math.hypot(left - x, top - y);
    missing.sort((a, b) => farness(a) - farness(b));
    let late = false;
    return missing.filter((tile) => {
      if (late || !this.#options.painter.paint(tile, page, deadlineMs)) {
        late = true;
        return true;
      }
      this.#blit(shown, tile);
      return false;
    });
  }

  #visible({ frame, view, page }: TileView): Tile[] {
    const level = this.#options.store.level(page, view.scale);
    return level.over(box(-view.x, -view.y, frame.width - view.x, frame.height - view.y));
  }

  *#wanted({ frame, view, page }: TileView): Generator<Tile> {
    const { store } = this.#options;
    const around = expand(box(-view.x, -view.y, frame.width - view.x, frame.height - view.y), TILE_PX / 2);
    yield* store.level(page, view.scale).over(around);
    const coarse = this.#coarse(page);
    if (coarse !== undefined && coarse.level.scale < view.scale) yield* coarse.level.over(coarse.area);
  }

  /** A level on which the whole page is a few tiles, by powers of two, so that it stays the same as the page grows. */
  #coarse(page: NodeId): { readonly level: Level; readonly area: Box } | undefined {
    const { store, editor } = this.#options;
    const extent = editor.scene.extent(page);
    if (extent === undefined || !editor.scene.hasMoreThan(COARSE_NODES, extent, page)) return undefined;
    const { left, top, right, bottom } = extent;
    const scale = 2 ** Math.floor(Math.log2(COARSE_PX / Math.max(right - left, bottom - top, 1)));
    return { level: store.level(page, scale), area: box(left * scale, top * scale, right * scale, bottom * scale) };
  }

  #screenBox({ frame, view }: TileView, { left, top }: Tile): Box {
    const [x, y] = [left + view.x, top + view.y];
    return box(Math.max(0, x), Math.max(0, y), Math.min(frame.width, x + TILE_PX), Math.min(frame.height, y + TILE_PX));
  }

  #blit(shown: TileView, tile: Tile): void {
    const { context } = shown.frame;
    if (tile.bitmap === null) this.#paintBackground(context, shown.page, this.#screenBox(shown, tile));
    else context.drawImage(tile.bitmap.image, tile.left + shown.view.x, tile.top + shown.view.y);
  }

  #paintBackground(context: Context2D, page: NodeId, area: Box): void {
    const { editor, colors } = this.#options;
    paintPageFills(context, [{ color: colors().canvas, opacity: 1 }, ...pageFills(editor.document, page)], area);
  }
}
