/** Fonts as CSS: a document says "Inter", the bundled file is called "Inter Variable". */
import type { FontStyle } from '../../editor/text-layout.ts';

const FALLBACK = "'Inter Variable', Inter, ui-sans-serif, system-ui, sans-serif";
const GENERIC = new Set([
  'serif',
  'sans-serif',
  'monospace',
  'cursive',
  'fantasy',
  'system-ui',
  'ui-sans-serif',
  'ui-serif',
  'ui-monospace',
]);

const kept = new Map<string, string>();
const MAX_KEPT = 2000;

/** For `ctx.font` and CSS `font`. Setting a context's font parses it, so equal fonts give the same string. */
export function fontString({ fontStyle, fontWeight, fontSize, fontFamily }: FontStyle): string {
  const key = `${fontStyle}/${fontWeight}/${fontSize}/${fontFamily}`;
  let font = kept.get(key);
  if (font === undefined) {
    font = `${fontStyle} ${fontWeight} ${fontSize}px ${familyList(fontFamily)}`;
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, font);
  }
  return font;
}

/** The family with what stands in for it where it is not installed. A document may give a list, as SVG files do. */
export function familyList(fontFamily: string): string {
  const families = fontFamily
    .split(',')
    .map((family) => family.trim().replace(/^['"]|['"]$/g, ''))
    .filter((family) => family !== '' && family !== 'Inter')
    .map((family) => (GENERIC.has(family) ? family : `"${family.replace(/["\\]/g, '\\$&')}"`));
  return [...families, FALLBACK].join(', ');
}
