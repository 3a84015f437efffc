/** The part of a 2D context that painters use: the visible canvas, an offscreen one and a recording one all have it. */
export type Context2D = CanvasState &
  CanvasTransform &
  CanvasCompositing &
  CanvasFillStrokeStyles &
  CanvasRect &
  CanvasPath &
  CanvasDrawPath &
  CanvasDrawImage &
  CanvasPathDrawingStyles &
  CanvasText &
  CanvasTextDrawingStyles;

/** A bitmap to paint on besides the visible one. */
export interface Bitmap {
  readonly context: Context2D;
  /** What `drawImage` takes. */
  readonly image: CanvasImageSource;
  /** Gives it at least this size in px; what was on it is gone. */
  resize(width: number, height: number): void;
}

export type CreateBitmap = () => Bitmap;

/** @throws when the browser has no 2D contexts to give */
export function offscreenBitmap(): Bitmap {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser gave no 2D context for an offscreen canvas');
  return {
    context,
    image: canvas,
    resize(width, height) {
      canvas.width = width;
      canvas.height = height;
    },
  };
}
