/**
 * Where painters paint: a context, the transform from the page to its pixels, and a stack of layers. A layer collects
 * what is painted until it is popped, and then shows it as one picture, so that a translucent group does not show its
 * members through each other.
 */
import { type Box, boxHeight, boxWidth, type Matrix } from '@joinery/shared';
import { toDeviceBox, type View } from '../view.ts';
import { type Bitmap, type Context2D, type CreateBitmap, hiddenBitmap } from './context.ts';

export interface PaintTargetOptions {
  readonly context: Context2D;
  readonly view: View;
  /** The device pixels that are painted; layers are not larger. */
  readonly region: Box;
  readonly layers: LayerPool;
}

interface Layer {
  readonly context: Context2D;
  /** Its pixels' place among those of the outermost target, in device px. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly bitmap: Bitmap | null;
}

export class PaintTarget {
  readonly view: View;
  readonly region: Box;
  /** Opacity of the node that is being painted; painters multiply it with that of each paint. */
  alpha = 1;
  readonly #pool: LayerPool;
  readonly #below: Layer[] = [];
  #layer: Layer;

  constructor({ context, view, region, layers }: PaintTargetOptions) {
    this.view = view;
    this.region = region;
    this.#pool = layers;
    this.#layer = { context, left: 0, top: 0, width: boxWidth(region), height: boxHeight(region), bitmap: null };
  }

  /** The context to paint on now; another one after a layer is pushed or popped. */
  get context(): Context2D {
    return this.#layer.context;
  }

  /** Paint in the coordinates of a node from here on, given its matrix to the page. */
  place({ a, b, c, d, e, f }: Matrix): void {
    const { scale, x, y } = this.view;
    const { context, left, top } = this.#layer;
    context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale + x - left, f * scale + y - top);
  }

  /** Everything until {@link popLayer} is collected. The caller places anew after both. `pageBox`: holds what will be painted. */
  pushLayer(pageBox: Box): void {
    const wanted = toDeviceBox(this.view, pageBox);
    const left = Math.max(wanted.left - 1, this.region.left);
    const top = Math.max(wanted.top - 1, this.region.top);
    const width = Math.max(1, Math.min(wanted.right + 1, this.region.right) - left);
    const height = Math.max(1, Math.min(wanted.bottom + 1, this.region.bottom) - top);
    const bitmap = this.#pool.take(this.#below.length, width, height);
    this.#below.push(this.#layer);
    this.#layer = { context: bitmap.context, left, top, width, height, bitmap };
  }

  /** Shows what was collected since the matching {@link pushLayer}. */
  popLayer(alpha: number): void {
    const { bitmap, left, top, width, height } = this.#layer;
    const below = this.#below.pop();
    if (bitmap === null || below === undefined) throw new Error('a layer is popped that was not pushed');
    this.#layer = below;
    const { context } = below;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = alpha;
    context.drawImage(bitmap.image, 0, 0, width, height, left - below.left, top - below.top, width, height);
    context.restore();
  }
}

/** Bitmaps for layers, one per depth, kept from frame to frame. */
export class LayerPool {
  readonly #create: CreateBitmap;
  readonly #kept: { bitmap: Bitmap; width: number; height: number }[] = [];

  constructor(create: CreateBitmap = hiddenBitmap) {
    this.#create = create;
  }

  /** An empty bitmap of at least this size; valid until the same depth is taken again. */
  take(depth: number, width: number, height: number): Bitmap {
    let kept = this.#kept[depth];
    if (kept === undefined) {
      kept = { bitmap: this.#create(), width: 0, height: 0 };
      this.#kept[depth] = kept;
    }
    const { context } = kept.bitmap;
    if (kept.width < width || kept.height < height) {
      kept.width = Math.max(kept.width, width);
      kept.height = Math.max(kept.height, height);
      kept.bitmap.resize(kept.width, kept.height);
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    }
    return kept.bitmap;
  }
}
