/**
 * The only file that knows Konva: a stage of layers that paint themselves. Konva owns the canvases, their size and the
 * animation frames; it has no node per document node and listens to nothing.
 */
import { Layer as KonvaLayer } from 'konva/lib/Layer.js';
import { Shape } from 'konva/lib/Shape.js';
import { Stage as KonvaStage } from 'konva/lib/Stage.js';
import type { Layer, Surface } from './surface.ts';

interface StagedLayer {
  readonly layer: Layer;
  readonly konva: KonvaLayer;
}

export class Stage {
  readonly #stage: KonvaStage;
  readonly #layers: StagedLayer[] = [];
  #pixelRatio: number;

  constructor(container: HTMLDivElement, pixelRatio: number) {
    this.#stage = new KonvaStage({ container, width: 0, height: 0, listening: false });
    this.#pixelRatio = pixelRatio;
  }

  /** Adds a layer in front of the others. `create` gets the surface to ask for frames. */
  add<L extends Layer>(create: (surface: Surface) => L): L {
    const konva = new KonvaLayer({ listening: false, clearBeforeDraw: false });
    const layer = create({ requestPaint: () => konva.batchDraw() });
    konva.add(
      new Shape({
        listening: false,
        perfectDrawEnabled: false,
        sceneFunc: () => this.#paint(layer, konva),
      }),
    );
    konva.getCanvas().setPixelRatio(this.#pixelRatio);
    this.#layers.push({ layer, konva });
    this.#stage.add(konva);
    return layer;
  }

  /** Paints at once: the browser shows a resized canvas empty in this very frame. Lengths in CSS px. */
  resize(width: number, height: number, pixelRatio: number): void {
    for (const { layer, konva } of this.#layers) {
      if (pixelRatio !== this.#pixelRatio) konva.getCanvas().setPixelRatio(pixelRatio);
      layer.reset?.();
    }
    this.#pixelRatio = pixelRatio;
    if (this.#stage.width() === width && this.#stage.height() === height)
      for (const { konva } of this.#layers) konva.draw();
    else this.#stage.size({ width, height });
  }

  dispose(): void {
    this.#stage.destroy();
  }

  #paint(layer: Layer, konva: KonvaLayer): void {
    const canvas = konva.getCanvas();
    const image = konva.getNativeCanvasElement();
    const context = image.getContext('2d');
    const { width, height } = image;
    if (context === null || width === 0 || height === 0) return;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    layer.paint({ context, image, width, height, pixelRatio: canvas.getPixelRatio() });
    context.restore();
  }
}
