/**
 * The colours of what the canvas draws around the document. They are the interface's tokens (ui/tokens.css), read through
 * an element, since `light-dark()` is only resolved there; read again when the theme changes.
 */
export interface CanvasColors {
  /** Behind pages without a fill of their own. */
  readonly canvas: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly handle: string;
  readonly snap: string;
  readonly dark: boolean;
}

export const LIGHT_COLORS: CanvasColors = {
  canvas: '#ececef',
  accent: '#4361ee',
  onAccent: '#ffffff',
  handle: '#ffffff',
  snap: '#f0386b',
  dark: false,
};

export interface ColorSource {
  /** The colours of the theme that shows now. */
  readonly current: CanvasColors;
  dispose(): void;
}

/** @param onChange called after the theme changed, with the new colours current */
export function themeColors(container: HTMLElement, onChange: () => void): ColorSource {
  const query = matchMedia('(prefers-color-scheme: dark)');
  let current = readColors(container);
  const update = (): void => {
    const read = readColors(container);
    if (JSON.stringify(read) === JSON.stringify(current)) return;
    current = read;
    onChange();
  };
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  query.addEventListener('change', update);
  return {
    get current() {
      return current;
    },
    dispose() {
      observer.disconnect();
      query.removeEventListener('change', update);
    },
  };
}

function readColors(container: HTMLElement): CanvasColors {
  const probe = container.ownerDocument.createElement('div');
  probe.style.display = 'none';
  container.append(probe);
  const read = (token: string, otherwise: string): string => {
    probe.style.color = `var(${token}, ${otherwise})`;
    return getComputedStyle(probe).color || otherwise;
  };
  const canvas = read('--canvas', LIGHT_COLORS.canvas);
  const colors: CanvasColors = {
    canvas,
    accent: read('--accent', LIGHT_COLORS.accent),
    onAccent: read('--on-accent', LIGHT_COLORS.onAccent),
    handle: LIGHT_COLORS.handle,
    snap: LIGHT_COLORS.snap,
    dark: luminance(canvas) < 0.4,
  };
  probe.remove();
  return colors;
}

/** How bright a colour (`#rrggbb` or `rgb(r, g, b)`) looks, 0 to 1. */
export function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = color.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
    : (color.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (part: number): number => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
