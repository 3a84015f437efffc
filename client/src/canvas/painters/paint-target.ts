/**
 * Where painters paint: a context, the transform from the page to its pixels, and a stack of layers. A layer collects
 * what is painted until it is popped, and then shows it as one picture, so that a translucent group does not show its
 * members through each other.
 */
import { type Box, box, boxHeight, boxWidth, expand, type Matrix } from '@joinery/shared';
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
  /** Its place on the outermost target, in device px. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Its own pixels per device px: fewer where what is seen of it is blurred. */
  readonly density: number;
  readonly bitmap: Bitmap | null;
}

/** What was collected on a layer, to be drawn. */
export type LayerPicture = Layer & { readonly bitmap: Bitmap };

/** What is asked of a layer besides its place. */
export interface LayerNeeds {
  /** How far beyond what is painted its contents matter, in device px: as far as a blur reaches. */
  readonly reach?: number;
  /** Its own pixels per device px, at most 1. */
  readonly density?: number;
}

/** How a layer is shown. */
export interface LayerLook {
  readonly alpha: number;
  readonly blend?: GlobalCompositeOperation;
  /** Standard deviation, in device px. */
  readonly blur?: number;
}

/** A blur of more than this standard deviation is made of fewer pixels: browsers have a widest one. In px of the context. */
const FINE_BLUR = 24;

/** What a layer needs whose contents are blurred so far, so that it is no larger than it has to be. @param blur standard deviation, in device px */
export const needsOfBlur = (blur: number): LayerNeeds =>
  blur <= FINE_BLUR ? {} : { density: FINE_BLUR / blur, reach: (2 * blur) / FINE_BLUR };

/** A layer's sides have at most so many pixels; beyond that it is coarser. */
const MAX_LAYER_SIDE = 4096;

export class PaintTarget {
  readonly view: View;
  readonly region: Box;
  /** Opacity of the node that is being painted; painters multiply it with that of each paint. */
  alpha = 1;
  readonly #pool: LayerPool;
  readonly #below: Layer[] = [];
  /** Layers that are taken off and still being drawn. */
  #held = 0;
  #layer: Layer;

  constructor({ context, view, region, layers }: PaintTargetOptions) {
    this.view = view;
    this.region = region;
    this.#pool = layers;
    const [width, height] = [boxWidth(region), boxHeight(region)];
    this.#layer = { context, left: 0, top: 0, width, height, density: 1, bitmap: null };
  }

  /** The context to paint on now; another one after a layer is pushed or popped. */
  get context(): Context2D {
    return this.#layer.context;
  }

  /** Pixels of the context per page px: for what transforms leave alone, as shadows. */
  get pixelScale(): number {
    return this.view.scale * this.#layer.density;
  }

  /** Left edge of what is painted on, in device px of the outermost target. */
  get left(): number {
    return this.#layer.left;
  }

  /** Size of the context's own pixels that are painted on. */
  get width(): number {
    return Math.ceil(this.#layer.width * this.#layer.density);
  }

  get height(): number {
    return Math.ceil(this.#layer.height * this.#layer.density);
  }

  /** Paint in the coordinates of a node from here on, given its matrix to the page. */
  place({ a, b, c, d, e, f }: Matrix): void {
    const { scale, x, y } = this.view;
    const { context, left, top, density } = this.#layer;
    if (density === 1) {
      context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale + x - left, f * scale + y - top);
      return;
    }
    const dense = scale * density;
    const [across, down] = [(e * scale + x - left) * density, (f * scale + y - top) * density];
    context.setTransform(a * dense, b * dense, c * dense, d * dense, across, down);
  }

  /** Everything until {@link popLayer} is collected. The caller places anew after both. `pageBox`: holds what will be painted. */
  pushLayer(pageBox: Box, needs: LayerNeeds = {}): void {
    this.#push(toDeviceBox(this.view, pageBox), needs);
  }

  /** @param wanted in device px of the outermost target */
  #push(wanted: Box, { reach = 0, density: wish = 1 }: LayerNeeds): void {
    const limit = expand(this.#limit(), Math.ceil(reach));
    const left = Math.max(wanted.left - 1, limit.left);
    const top = Math.max(wanted.top - 1, limit.top);
    const width = Math.max(1, Math.min(wanted.right + 1, limit.right) - left);
    const height = Math.max(1, Math.min(wanted.bottom + 1, limit.bottom) - top);
    const density = Math.min(this.#layer.density, wish, MAX_LAYER_SIDE / Math.max(width, height));
    const bitmap = this.#pool.take(
      this.#below.length + this.#held,
      Math.ceil(width * density),
      Math.ceil(height * density),
    );
    this.#below.push(this.#layer);
    this.#layer = { context: bitmap.context, left, top, width, height, density, bitmap };
  }

  /** Shows what was collected since the matching {@link pushLayer}. */
  popLayer(look: LayerLook | number): void {
    this.takeLayer((picture) => this.drawPicture(picture, typeof look === 'number' ? { alpha: look } : look));
  }

  /** Ends the layer; until `show` returns, its picture can be drawn and more layers be pushed. */
  takeLayer(show: (picture: LayerPicture) => void): void {
    const layer = this.#layer;
    const below = this.#below.pop();
    if (layer.bitmap === null || below === undefined) throw new Error('a layer is popped that was not pushed');
    this.#layer = below;
    this.#held += 1;
    show(layer as LayerPicture);
    this.#held -= 1;
  }

  /** Draws a picture where it belongs. */
  drawPicture(picture: LayerPicture, { alpha, blend, blur = 0 }: LayerLook): void {
    if (blur * this.#layer.density > FINE_BLUR * 1.01) {
      const { left, top, width, height } = picture;
      this.#push(box(left, top, left + width, top + height), needsOfBlur(blur));
      this.drawPicture(picture, { alpha: 1, blur });
      this.popLayer({ alpha, ...(blend !== undefined && { blend }) });
      return;
    }
    this.drawPictureWith(picture, (context) => {
      context.globalAlpha = alpha;
      if (blend !== undefined) context.globalCompositeOperation = blend;
      if (blur > 0) context.filter = `blur(${blur * this.#layer.density}px)`;
    });
  }

  /**
   * Draws a picture in a style of one's own. @param aside how far to the left of where it belongs, in px of the context
   */
  drawPictureWith(picture: LayerPicture, style: (context: Context2D) => void, aside = 0): void {
    const { context, left, top, density } = this.#layer;
    const [across, down] = [picture.width * picture.density, picture.height * picture.density];
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    style(context);
    context.drawImage(
      picture.bitmap.image,
      0,
      0,
      across,
      down,
      (picture.left - left) * density - aside,
      (picture.top - top) * density,
      picture.width * density,
      picture.height * density,
    );
    context.restore();
  }

  /** What is painted now at most, in device px of the outermost target. */
  #limit(): Box {
    const { left, top, width, height, bitmap } = this.#layer;
    return bitmap === null ? this.region : box(left, top, left + width, top + height);
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
