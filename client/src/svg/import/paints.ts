/** Fill and stroke of a style as properties of a node. */
import { type NewNode, type Paint, solid } from '@joinery/shared';
import { type Color, parseColor } from '../css/color.ts';
import { parseLength, parseShare } from '../css/length.ts';
import type { Style } from '../css/style.ts';
import { gradientPaint, type GradientUse, isGradient } from './gradients.ts';
import type { ImportContext } from './import-context.ts';

type PaintedUse = Omit<GradientUse, 'opacity'>;

const MAX_DASHES = 64;

export function fillsOf(context: ImportContext, style: Style, use: PaintedUse): readonly Paint[] {
  return paintsOf(context, style, { ...use, property: 'fill' });
}

/** Nothing where no stroke is seen. @param scale from user space to the node, for lengths */
export function strokeProperties(
  context: ImportContext,
  style: Style,
  use: PaintedUse & { readonly scale: number },
): NewNode {
  const strokes = paintsOf(context, style, { ...use, property: 'stroke' });
  const { width: w, height: h } = use.viewport;
  const lengths = { fontSize: style.fontSize, whole: Math.hypot(w, h) / Math.SQRT2 };
  const width = parseLength(style.get('stroke-width'), lengths) ?? 1;
  if (strokes.length === 0 || !(width > 0)) return {};
  const dashes = dashesOf(style, lengths).map((dash) => dash * use.scale);
  if (dashes.length > MAX_DASHES) context.unsupported.add(`dashes of more than ${MAX_DASHES} parts`);
  return {
    strokes,
    strokeWeight: tidyLength(width * use.scale),
    ...keywordProperties(style),
    ...(dashes.length === 0 || dashes.length > MAX_DASHES ? {} : { strokeDashes: dashes.map(tidyLength) }),
  };
}

const tidyLength = (value: number): number => Math.round(value * 1e6) / 1e6;

function keywordProperties(style: Style): NewNode {
  const cap = style.get('stroke-linecap');
  const join = style.get('stroke-linejoin');
  const miter = Number(style.get('stroke-miterlimit'));
  return {
    ...(cap === 'round' || cap === 'square' ? { strokeCap: cap } : {}),
    ...(join === 'round' || join === 'bevel' ? { strokeJoin: join } : {}),
    ...(miter >= 1 && miter !== 4 ? { strokeMiter: Math.min(miter, 1000) } : {}),
  };
}

function paintsOf(
  context: ImportContext,
  style: Style,
  use: PaintedUse & { readonly property: 'fill' | 'stroke' },
): Paint[] {
  const opacity = parseShare(style.get(`${use.property}-opacity`), 1);
  const value = style.get(use.property).trim();
  const reference = /^(url\([^)]*\))\s*(.*)$/is.exec(value);
  if (reference !== null) {
    const target = context.tree.find(reference[1]);
    if (target !== undefined && isGradient(target)) {
      const paint = gradientPaint(context, target, { ...use, opacity });
      return paint === undefined ? [] : [paint];
    }
    if (target !== undefined)
      context.unsupported.add(target.name === 'pattern' ? 'pattern fills' : `paint by <${target.name.slice(0, 40)}>`);
  }
  const color = colorOf(context, reference === null ? value : (reference[2] ?? ''), style);
  if (color === undefined || color.opacity * opacity === 0) return [];
  return [solid(color.color, color.opacity * opacity)];
}

function colorOf(context: ImportContext, text: string, style: Style): Color | undefined {
  if (/^context-(?:fill|stroke)$/i.test(text)) context.unsupported.add('paint taken from where a shape is used');
  return parseColor(/^currentcolor$/i.test(text) ? style.get('color') : text);
}

/** In user units, an even number of them, turned so that the offset is none. */
function dashesOf(style: Style, lengths: { readonly fontSize: number; readonly whole: number }): number[] {
  const parts = style
    .get('stroke-dasharray')
    .trim()
    .split(/[\s,]+/)
    .map((part) => parseLength(part, lengths));
  const dashes = parts.filter((part) => part !== undefined);
  const total = dashes.reduce((sum, dash) => sum + dash, 0);
  if (dashes.length !== parts.length || dashes.some((dash) => dash < 0) || !(total > 0)) return [];
  const even = dashes.length % 2 === 0 ? dashes : [...dashes, ...dashes];
  const offset = parseLength(style.get('stroke-dashoffset'), lengths) ?? 0;
  return offset === 0 ? even : turned(even, offset);
}

/** A pattern without offset that shows the same dashes: what the offset skips comes at its end. */
function turned(dashes: readonly number[], offset: number): number[] {
  const total = dashes.reduce((sum, dash) => sum + dash, 0);
  let rest = ((offset % total) + total) % total;
  let index = 0;
  for (let dash = dashes[0] ?? 0; rest >= dash && index < dashes.length - 1; dash = dashes[index] ?? 0) {
    rest -= dash;
    index++;
  }
  const cut = dashes[index] ?? 0;
  const ahead = [...dashes.slice(index + 1), ...dashes.slice(0, index)];
  if (rest === 0 && index % 2 === 0) return [cut, ...ahead];
  // Within a dash the rest of it leads and its beginning closes; within a gap an empty dash leads.
  return index % 2 === 0 ? [cut - rest, ...ahead, rest, 0] : [0, cut - rest, ...ahead, rest];
}
