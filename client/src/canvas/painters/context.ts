/** The part of a 2D context that painters use: the visible canvas, an offscreen one and a recording one all have it. */
export type Context2D = CanvasState &
  CanvasTransform &
  CanvasCompositing &
  CanvasFillStrokeStyles &
  CanvasFilters &
  CanvasImageSmoothing &
  CanvasShadowStyles &
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

/**
 * A canvas element that is shown nowhere. Not an OffscreenCanvas: Chromium cuts clips there without smoothing their edges.
 * @throws when the browser has no memory for it
 */
export function hiddenCanvas(
  width: number,
  height: number,
): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error(`The browser has no memory for a picture of ${width} × ${height} px`);
  return { canvas, context };
}

export function hiddenBitmap(): Bitmap {
  const { canvas, context } = hiddenCanvas(1, 1);
  return {
    context,
    image: canvas,
    resize(width, height) {
      canvas.width = width;
      canvas.height = height;
    },
  };
}
