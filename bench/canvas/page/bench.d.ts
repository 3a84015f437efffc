/** What a page that is measured offers to whoever measures; the last few only where there is something to measure. */
interface MeasuredPage {
  readonly version: string;
  prepare(shapes: number): Promise<void>;
  open(view: 'overview' | 'working'): Promise<{ firstMs: number; visible: number }>;
  run(action: string, frames: number): Promise<number[]>;
  rest(ms?: number): Promise<void>;
  sharpAfterZoom?(): Promise<number>;
  hitMs?(): number;
  tileBytes?(): number;
  zoomAround?(times: number): Promise<void>;
}

interface Window {
  bench: MeasuredPage;
}
