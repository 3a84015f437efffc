/** Tells the size of an element and the screen's pixel ratio, now and whenever one changes. */
export interface Viewport {
  /** In CSS px. */
  readonly width: number;
  readonly height: number;
  /** Device px per CSS px. */
  readonly pixelRatio: number;
}

/** @returns a function that ends it */
export function watchViewport(element: HTMLElement, onChange: (viewport: Viewport) => void): () => void {
  let query: MediaQueryList | null = null;
  const tell = (): void => {
    const { clientWidth, clientHeight } = element;
    onChange({ width: clientWidth, height: clientHeight, pixelRatio: window.devicePixelRatio || 1 });
  };
  // A query for exactly today's ratio changes once; then the next one is armed.
  const rearm = (): void => {
    query?.removeEventListener('change', ratioChanged);
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', ratioChanged);
  };
  const ratioChanged = (): void => {
    rearm();
    tell();
  };
  const observer = new ResizeObserver(tell);
  observer.observe(element);
  rearm();
  tell();
  return () => {
    observer.disconnect();
    query?.removeEventListener('change', ratioChanged);
  };
}
