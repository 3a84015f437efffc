/** What a layer of the canvas needs from whatever shows it: the visible stage, or a test. */
import type { Context2D } from './painters/context.ts';

export interface Frame {
  /** In device px, without transform; keeps what was painted before. */
  readonly context: Context2D;
  /** What the context paints on, to be moved by itself. */
  readonly image: CanvasImageSource;
  /** In device px. */
  readonly width: number;
  readonly height: number;
  /** Device px per CSS px. */
  readonly pixelRatio: number;
}

export interface Surface {
  /** Asks for one call of the layer's `paint` in the next animation frame, however often it is called until then. */
  requestPaint(): void;
}

export interface Layer {
  paint(frame: Frame): void;
  /** The surface was resized or its pixel ratio changed: what was painted is gone. `paint` follows at once. */
  reset?(): void;
}
