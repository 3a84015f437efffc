/**
 * The layer with the document on it. Decides when and which pixels are painted; {@link paintPage} says how they look.
 * While the camera rests, only the boxes around what changed are painted again; while it pans, only what comes into view.
 */
import { type Box, box, expand, intersects, type NodeId, type Vector } from '@joinery/shared';
import { visibleBox } from '../editor/camera.ts';
import type { SceneDirt } from '../editor/scene.ts';
import type { SessionState } from '../editor/session.ts';
import type { CanvasColors } from './colors.ts';
import { Damage } from './damage.ts';
import type { LayerEditor } from './layer-editor.ts';
import { pageFills, paintPageFills } from './page-background.ts';
import type { PaintCaches } from './paint-caches.ts';
import { paintPage } from './paint-page.ts';
import { PaintTarget } from './painters/paint-target.ts';
import type { Frame, Layer, Surface } from './surface.ts';
import { sameView, toDeviceBox, toPageBox, type View, viewOf } from './view.ts';

export interface ContentLayerOptions {
  readonly editor: LayerEditor;
  readonly surface: Surface;
  readonly caches: PaintCaches;
  readonly colors: () => CanvasColors;
}

/** Edges are smoothed over the neighbouring pixel, so damage reaches a little further than what changed. In device px. */
const MARGIN = 2;

export class ContentLayer implements Layer {
  readonly #options: ContentLayerOptions;
  readonly #damage = new Damage();
  readonly #stop: (() => void)[];
  #painted: View | null = null;

  constructor(options: ContentLayerOptions) {
    this.#options = options;
    const { scene, session } = options.editor;
    this.#stop = [
      scene.subscribe((dirt) => this.#documentChanged(dirt)),
      session.subscribe((now, before) => this.#sessionChanged(now, before)),
    ];
  }

  /** Everything looks different: a font or a theme came. */
  invalidate(): void {
    this.#damage.addEverything();
    this.#options.surface.requestPaint();
  }

  reset(): void {
    this.#damage.addEverything();
  }

  paint(frame: Frame): void {
    const view = viewOf(this.#options.editor.session.getState().camera, frame.pixelRatio);
    const whole = box(0, 0, frame.width, frame.height);
    this.#moveTo(view, frame, whole);
    const regions = this.#damage.take(whole, (pageBox) => expand(toDeviceBox(view, pageBox), MARGIN));
    for (const region of regions) this.#paintRegion(frame, view, region);
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
  }

  /** A view moved by whole pixels shows most of what it showed: that is moved, and only what came into view is painted. */
  #moveTo(view: View, { context, image }: Frame, whole: Box): void {
    const before = this.#painted;
    this.#painted = view;
    if (before !== null && sameView(before, view)) return;
    const shift = before === null ? null : { x: view.x - before.x, y: view.y - before.y };
    const near = shift !== null && Math.abs(shift.x) < whole.right && Math.abs(shift.y) < whole.bottom;
    if (before?.scale !== view.scale || before.pixelRatio !== view.pixelRatio || !near || this.#damage.everything) {
      this.#damage.addEverything();
      return;
    }
    context.save();
    context.globalCompositeOperation = 'copy';
    context.drawImage(image, shift.x, shift.y);
    context.restore();
    for (const strip of exposed(whole, shift)) this.#damage.add(toPageBox(view, strip));
  }

  #paintRegion({ context }: Frame, view: View, region: Box): void {
    const { editor, caches, colors } = this.#options;
    const { document: reader, scene, session } = editor;
    const { page, editingText } = session.getState();
    context.save();
    context.beginPath();
    context.rect(region.left, region.top, region.right - region.left, region.bottom - region.top);
    context.clip();
    paintPageFills(context, [{ color: colors().canvas, opacity: 1 }, ...pageFills(reader, page)], region);
    const target = new PaintTarget({ context, view, region, layers: caches.layers });
    paintPage(
      { reader, scene, target, paths: caches.paths, texts: caches.texts, editingText },
      page,
      toPageBox(view, region),
    );
    context.restore();
  }

  #documentChanged({ boxes, ids }: SceneDirt): void {
    const { camera, viewport, page } = this.#options.editor.session.getState();
    if (ids.has(page)) this.#damage.addEverything();
    const seen = expand(visibleBox(camera, viewport), MARGIN / camera.zoom);
    for (const changed of boxes) if (intersects(changed, seen)) this.#damage.add(changed);
    if (!this.#damage.empty) this.#options.surface.requestPaint();
  }

  #sessionChanged(now: SessionState, before: SessionState): void {
    if (now.page !== before.page) this.#damage.addEverything();
    if (now.editingText !== before.editingText) {
      this.#damageNode(before.editingText);
      this.#damageNode(now.editingText);
    }
    if (!this.#damage.empty || now.camera !== before.camera) this.#options.surface.requestPaint();
  }

  #damageNode(id: NodeId | null): void {
    const { document, scene } = this.#options.editor;
    if (id !== null && document.isAlive(id)) this.#damage.add(scene.paintBox(id));
  }
}

/** What of a box is not covered by itself moved. */
function exposed({ left, top, right, bottom }: Box, { x, y }: Vector): Box[] {
  const strips: Box[] = [];
  if (x > 0) strips.push(box(left, top, left + x, bottom));
  if (x < 0) strips.push(box(right + x, top, right, bottom));
  if (y > 0) strips.push(box(left, top, right, top + y));
  if (y < 0) strips.push(box(left, bottom + y, right, bottom));
  return strips;
}
