/** How the textarea over a text node looks, so that its letters stand exactly where the painted ones do. */
import {
  type DocumentReader,
  isGradient,
  type Matrix,
  multiply,
  type NodeId,
  scaling,
  translation,
} from '@joinery/shared';
import type { Camera } from '../editor/session.ts';
import type { TextLayout } from '../editor/text-layout.ts';
import { isSeen } from './painters/fill.ts';
import { familyList } from './painters/font.ts';
import { DECORATION } from './painters/text.ts';
import { screenMatrix, viewOf } from './view.ts';

/** In px of the screen, along the node's own axes: browsers place lines on whole px, so they are laid out as large as seen. */
export interface TextareaLook {
  /** Px of the screen per px of the node. */
  readonly scale: number;
  readonly font: Pick<
    CSSStyleDeclaration,
    'fontFamily' | 'fontSize' | 'fontWeight' | 'fontStyle' | 'lineHeight' | 'letterSpacing'
  >;
  readonly style: Pick<
    CSSStyleDeclaration,
    'color' | 'caretColor' | 'opacity' | 'textAlign' | 'textDecoration' | 'whiteSpace'
  >;
  readonly width: number;
  readonly height: number;
  /** Where the letters of the first line stand. */
  readonly baseline: number;
}

/** Larger type is laid out at this size and scaled up: browsers have a largest font. In px. */
const MAX_FONT_SIZE = 2000;

export function textareaLook(
  reader: DocumentReader,
  id: NodeId,
  { layout, zoom }: { layout: TextLayout; zoom: number },
): TextareaLook {
  const fontSize = reader.get(id, 'fontSize');
  const color = colorOf(reader, id);
  const scale = Math.min(zoom, MAX_FONT_SIZE / fontSize);
  return {
    scale,
    font: {
      fontFamily: familyList(reader.get(id, 'fontFamily')),
      fontSize: `${fontSize * scale}px`,
      fontWeight: String(reader.get(id, 'fontWeight')),
      fontStyle: reader.get(id, 'fontStyle'),
      lineHeight: `${layout.lineHeight * scale}px`,
      letterSpacing: `${reader.get(id, 'letterSpacing') * scale}px`,
    },
    style: {
      color,
      caretColor: color,
      opacity: String(reader.get(id, 'opacity')),
      textAlign: reader.get(id, 'textAlign'),
      textDecoration: reader.get(id, 'textDecoration'),
      whiteSpace: reader.get(id, 'textSizing') === 'width' ? 'pre' : 'pre-wrap',
    },
    width: reader.get(id, 'width') * scale,
    height: layout.height * scale,
    baseline: (layout.lines[0]?.baseline ?? 0) * scale,
  };
}

export function placeTextarea(
  textarea: HTMLTextAreaElement,
  look: TextareaLook,
  { matrix, camera }: { readonly matrix: Matrix; readonly camera: Camera },
): void {
  // Room around the letters, so that the caret, slanted letters and what is just being typed are neither cut nor scrolled.
  const room = Math.ceil(Number.parseFloat(look.font.fontSize));
  const top = look.baseline - cssBaseline(look.font);
  const seen = screenMatrix(viewOf(camera, window.devicePixelRatio || 1));
  const toScreen = multiply(multiply(seen, matrix), scaling(1 / look.scale, 1 / look.scale));
  // Browsers move an upright box by whole pixels only: then the fraction is given to the lines inside it.
  const upright = Math.abs(toScreen.a - 1) < 1e-6 && Math.abs(toScreen.b) < 1e-6;
  const whole = upright ? Math.floor(top) : top;
  const { a, b, c, d, e, f } = multiply(toScreen, translation(-room, whole - room));
  Object.assign(textarea.style, FIXED_STYLE, look.font, look.style, {
    padding: `${room + top - whole}px ${room}px ${room}px`,
    // A little more than laid out: the browser rounds widths to 1/64 px and would wrap a line that just fits.
    width: `${look.width + 0.05}px`,
    height: `${Math.max(look.height, 0)}px`,
    transform: `matrix(${a}, ${b}, ${c}, ${d}, ${e}, ${f})`,
  });
  textarea.scrollTop = 0;
  textarea.scrollLeft = 0;
}

const FIXED_STYLE = {
  position: 'absolute',
  left: '0',
  top: '0',
  margin: '0',
  border: '0',
  outline: 'none',
  borderRadius: '0',
  boxShadow: 'none',
  boxSizing: 'content-box',
  background: 'transparent',
  overflow: 'hidden',
  resize: 'none',
  pointerEvents: 'auto',
  transformOrigin: '0 0',
  overflowWrap: 'anywhere',
  textRendering: 'geometricPrecision',
  fontFeatureSettings: 'normal',
  textDecorationSkipInk: 'none',
  textDecorationThickness: `${DECORATION.thickness}em`,
  textUnderlineOffset: `${DECORATION.underline}em`,
} as const;

const MAX_BASELINES = 500;
const baselines = new Map<string, number>();

/**
 * Where the browser puts the first baseline of a block in this type, in px from its top. Asked of the browser, which rounds
 * a font's ascent in its own way and knows fonts that we do not.
 */
function cssBaseline(font: TextareaLook['font']): number {
  const key = JSON.stringify(font);
  const known = baselines.get(key);
  if (known !== undefined) return known;
  const block = document.createElement('div');
  Object.assign(block.style, font, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre',
    top: '0',
    left: '0',
    textRendering: 'geometricPrecision',
  });
  const mark = document.createElement('span');
  mark.style.cssText = 'display:inline-block;width:0;height:0';
  block.append(mark, 'x');
  document.body.append(block);
  const baseline = mark.getBoundingClientRect().bottom - block.getBoundingClientRect().top;
  block.remove();
  if (baselines.size >= MAX_BASELINES) baselines.clear();
  baselines.set(key, baseline);
  return baseline;
}

/** A font came: it may stand elsewhere than what stood in for it. */
export const forgetBaselines = (): void => baselines.clear();

/** The topmost solid fill, as the letters look. */
function colorOf(reader: DocumentReader, id: NodeId): string {
  const seen = reader.get(id, 'fills').filter(isSeen);
  const top = seen.findLast((paint) => paint.type === 'solid');
  if (top !== undefined) return `color-mix(in srgb, ${top.color} ${top.opacity * 100}%, transparent)`;
  const gradient = seen.filter(isGradient).at(-1);
  return gradient?.stops[0]?.color ?? '#000000';
}
