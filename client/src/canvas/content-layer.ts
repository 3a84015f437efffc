/**
 * The layer with the document on it. What is shown comes from tiles of the exact scale, which are painted once and patched where the
 * document changes, so panning paints nothing twice. While somebody zooms, few nodes are painted directly, many shown by tiles of other
 * scales, stretched; the exact ones come as soon as the view rests, a few ms a frame.
 */
import { box, expand, intersects, type NodeId } from '@joinery/shared';
import { visibleBox } from '../editor/camera.ts';
import type { SceneDirt } from '../editor/scene.ts';
import type { SessionState } from '../editor/session.ts';
import type { CanvasColors } from './colors.ts';
import type { LayerEditor } from './layer-editor.ts';
import type { PaintCaches } from './paint-caches.ts';
import type { CreateBitmap } from './painters/context.ts';
import type { Frame, Layer, Surface } from './surface.ts';
import { TilePainter } from './tiles/tile-painter.ts';
import { TileScreen, type TileView } from './tiles/tile-screen.ts';
import { TileStore } from './tiles/tile-store.ts';
import { sameView, toPageBox, type View, viewOf } from './view.ts';

export interface ContentLayerOptions {
  readonly editor: LayerEditor;
  readonly surface: Surface;
  readonly caches: PaintCaches;
  readonly colors: () => CanvasColors;
  readonly createBitmap: CreateBitmap;
  /** In ms. */
  readonly now: () => number;
}

/** Edges are smoothed over the neighbouring pixel: what lies beside the view may show in it. In CSS px. */
const MARGIN = 2;
/** How long after the last zooming the exact picture is painted, in ms. */
const SETTLE_MS = 60;
/** So many nodes are painted within a frame, in any case. */
const FEW_NODES = 400;
/**
 * What painting tiles may take of a frame, in ms: while somebody works, and while nothing moves. To show a frame takes as long as half of
 * that, so short ones would be shown most of the time.
 */
const BUSY_MS = 4;
const QUIET_MS = 22;

/** What is on the screen. */
interface Shown {
  readonly view: View;
  readonly page: NodeId;
  /** Whether tiles of other scales show it, exact ones or not. */
  readonly stretched: boolean;
  /** Whether every pixel is the exact one. */
  readonly exact: boolean;
}

interface TileWork {
  readonly startedAt: number;
  /** What is on the screen is another view, or stretched. */
  readonly redraw: boolean;
  readonly changed: boolean;
  /** Somebody moves the view or the document right now. */
  readonly busy: boolean;
}

export class ContentLayer implements Layer {
  readonly #options: ContentLayerOptions;
  readonly #store: TileStore;
  readonly #painter: TilePainter;
  readonly #screen: TileScreen;
  readonly #stop: (() => void)[];
  #shown: Shown | null = null;
  /** Something in view was changed since the last frame. */
  #changed = false;
  #zoomedAt = -Infinity;

  constructor(options: ContentLayerOptions) {
    this.#options = options;
    const { editor, createBitmap } = options;
    const scratch = createBitmap();
    scratch.resize(1, 1);
    const store = new TileStore(createBitmap);
    this.#store = store;
    this.#painter = new TilePainter({ ...options, store, scratch });
    this.#screen = new TileScreen({ ...options, store, painter: this.#painter });
    this.#stop = [
      editor.scene.subscribe((dirt) => this.#documentChanged(dirt)),
      editor.session.subscribe((now, before) => this.#sessionChanged(now, before)),
    ];
  }

  /** What the tiles' bitmaps take, in bytes. */
  get tileBytes(): number {
    return this.#store.bytes;
  }

  /** Whether every pixel on the screen is the exact one: nothing is stretched, nothing missing. */
  get exact(): boolean {
    return this.#shown?.exact ?? false;
  }

  /** Everything looks different: a font or a theme came. */
  invalidate(): void {
    this.#store.clear();
    this.#shown = null;
    this.#options.surface.requestPaint();
  }

  /** These nodes look different, though the document says the same of them: a picture came. */
  repaint(ids: ReadonlySet<NodeId>): void {
    for (const id of ids) this.#spoilNode(id);
  }

  reset(): void {
    this.#shown = null;
  }

  paint(frame: Frame): void {
    const { camera, page } = this.#options.editor.session.getState();
    const shown: TileView = { frame, view: viewOf(camera, frame.pixelRatio), page };
    const before = this.#shown?.page === page ? this.#shown : null;
    const [changed, startedAt] = [this.#changed, this.#options.now()];
    this.#changed = false;
    if (before !== null && before.view.scale !== shown.view.scale) this.#zoomedAt = startedAt;
    const moved = before === null || !sameView(before.view, shown.view);
    const zooming = before !== null && startedAt - this.#zoomedAt < SETTLE_MS;
    let { stretched, exact } = before ?? { stretched: false, exact: false };
    if (!zooming) {
      const redraw = moved || stretched;
      const complete = this.#paintTiles(shown, { startedAt, redraw, busy: moved || changed, changed });
      exact = complete || (exact && !redraw && !changed);
      stretched = false;
    } else if (moved || changed) {
      stretched = this.#paintZooming(shown);
      exact = !stretched;
    }
    this.#shown = { view: shown.view, page, stretched, exact };
    if (zooming) this.#options.surface.requestPaint();
  }

  /** Paints the page small, for a map. @returns whether all of it is there */
  paintOverview({ view, ...area }: Omit<Frame, 'pixelRatio'> & { readonly view: View }): boolean {
    const { page } = this.#options.editor.session.getState();
    const frame = { ...area, pixelRatio: view.pixelRatio };
    return this.#screen.drawOverview({ frame, view, page }, this.#options.now() + QUIET_MS);
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
  }

  /** @returns whether every tile in view is there */
  #paintTiles(shown: TileView, { startedAt, redraw, changed, busy }: TileWork): boolean {
    const deadlineMs = startedAt + (busy ? BUSY_MS : QUIET_MS);
    const patient = (!redraw && !changed) || (this.#hasMany(shown) && this.#screen.canStandIn(shown.page, shown.view));
    const complete = this.#screen.show(shown, { redraw, changed, deadlineMs: patient ? deadlineMs : Infinity });
    const done = complete && this.#screen.prefetch(shown, deadlineMs);
    this.#screen.fit(shown);
    if (!done) this.#options.surface.requestPaint();
    return complete;
  }

  /** After zooming among few nodes the exact picture is there, and tiles that come do not change it. @returns whether tiles were stretched */
  #paintZooming(shown: TileView): boolean {
    const { frame, view, page } = shown;
    const region = box(0, 0, frame.width, frame.height);
    if (this.#hasMany(shown)) {
      this.#screen.drawStandIn(shown, region);
      return true;
    }
    const ids = this.#options.editor.scene.nodesIn(toPageBox(view, region), page);
    this.#painter.paintRegion({ context: frame.context, view, region }, page, ids);
    return false;
  }

  #hasMany({ frame, view, page }: TileView): boolean {
    const seen = toPageBox(view, box(0, 0, frame.width, frame.height));
    return this.#options.editor.scene.hasMoreThan(FEW_NODES, seen, page);
  }

  #documentChanged({ boxes, ids }: SceneDirt): void {
    const { camera, viewport, page } = this.#options.editor.session.getState();
    if (ids.has(page)) {
      this.invalidate();
      return;
    }
    this.#store.spoil(boxes, this.#shown === null ? null : this.#store.level(page, this.#shown.view.scale));
    const seen = expand(visibleBox(camera, viewport), MARGIN / camera.zoom);
    if (boxes.some((changed) => intersects(changed, seen))) this.#change();
  }

  #sessionChanged(now: SessionState, before: SessionState): void {
    if (now.editingText !== before.editingText) {
      this.#spoilNode(before.editingText);
      this.#spoilNode(now.editingText);
    }
    if (now.outlines !== before.outlines) this.invalidate();
    if (now.camera !== before.camera || now.page !== before.page) this.#options.surface.requestPaint();
  }

  #spoilNode(id: NodeId | null): void {
    const { document, scene } = this.#options.editor;
    if (id === null || !document.isAlive(id)) return;
    this.#store.spoil([scene.paintBox(id)], null);
    this.#change();
  }

  #change(): void {
    this.#changed = true;
    this.#options.surface.requestPaint();
  }
}
