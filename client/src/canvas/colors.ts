/**
 * The colours of what the canvas draws around the document. They are the interface's tokens (ui/tokens.css), read through
 * an element, since `light-dark()` is only resolved there; read again when the theme changes.
 */
import { luminance } from '../luminance.ts';
export interface CanvasColors {
  /** Behind pages without a fill of their own. */
  readonly canvas: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly handle: string;
  readonly snap: string;
  readonly guide: string;
  /** Of rulers: what panels are made of. */
  readonly surface: string;
  readonly border: string;
  readonly textSoft: string;
  readonly dark: boolean;
}

export const LIGHT_COLORS: CanvasColors = {
  canvas: '#ececef',
  accent: '#4361ee',
  onAccent: '#ffffff',
  handle: '#ffffff',
  snap: '#f0386b',
  guide: '#0a9fbf',
  surface: '#ffffff',
  border: '#d9d9de',
  textSoft: '#63636e',
  dark: false,
};

/** What a person may ask of colours: another answer means that all are read again. */
const PREFERENCES = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'] as const;

export interface ColorSource {
  /** The colours of the theme that shows now. */
  readonly current: CanvasColors;
  dispose(): void;
}

/** @param onChange called after the theme changed, with the new colours current */
export function themeColors(container: HTMLElement, onChange: () => void): ColorSource {
  const queries = PREFERENCES.map((preference) => matchMedia(preference));
  let current = readColors(container);
  const update = (): void => {
    const read = readColors(container);
    if (JSON.stringify(read) === JSON.stringify(current)) return;
    current = read;
    onChange();
  };
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  for (const query of queries) query.addEventListener('change', update);
  return {
    get current() {
      return current;
    },
    dispose() {
      observer.disconnect();
      for (const query of queries) query.removeEventListener('change', update);
    },
  };
}

function readColors(container: HTMLElement): CanvasColors {
  const probe = container.ownerDocument.createElement('div');
  probe.style.display = 'none';
  // Else every colour would be read as that of text.
  probe.style.setProperty('forced-color-adjust', 'none');
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
    handle: read('--handle', LIGHT_COLORS.handle),
    snap: read('--snap', LIGHT_COLORS.snap),
    guide: read('--guide', LIGHT_COLORS.guide),
    surface: read('--surface', LIGHT_COLORS.surface),
    border: read('--border-strong', LIGHT_COLORS.border),
    textSoft: read('--text-soft', LIGHT_COLORS.textSoft),
    dark: luminance(canvas) < 0.4,
  };
  probe.remove();
  return colors;
}
