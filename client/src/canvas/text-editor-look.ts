/** How the textarea over a text node looks, so that its letters stand exactly where the painted ones do. */
import { type DocumentReader, type Matrix, multiply, type NodeId, translation } from '@joinery/shared';
import type { Camera } from '../editor/session.ts';
import type { TextLayout } from '../editor/text-layout.ts';
import { isSeen } from './painters/fill.ts';
import { familyList } from './painters/font.ts';
import { DECORATION } from './painters/text.ts';
import { screenMatrix, viewOf } from './view.ts';

/** In the node's own px and coordinates. */
export interface TextareaLook {
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
  /** Top of the first line, and where its letters stand. */
  readonly top: number;
  readonly baseline: number;
}

export function textareaLook(reader: DocumentReader, id: NodeId, layout: TextLayout): TextareaLook {
  const fontSize = reader.get(id, 'fontSize');
  const color = colorOf(reader, id);
  return {
    font: {
      fontFamily: familyList(reader.get(id, 'fontFamily')),
      fontSize: `${fontSize}px`,
      fontWeight: String(reader.get(id, 'fontWeight')),
      fontStyle: reader.get(id, 'fontStyle'),
      lineHeight: `${layout.lineHeight}px`,
      letterSpacing: `${reader.get(id, 'letterSpacing')}px`,
    },
    style: {
      color,
      caretColor: color,
      opacity: String(reader.get(id, 'opacity')),
      textAlign: reader.get(id, 'textAlign'),
      textDecoration: reader.get(id, 'textDecoration'),
      whiteSpace: reader.get(id, 'textSizing') === 'width' ? 'pre' : 'pre-wrap',
    },
    width: reader.get(id, 'width'),
    height: layout.height,
    top: layout.lines[0]?.y ?? 0,
    baseline: layout.lines[0]?.baseline ?? 0,
  };
}

export function placeTextarea(
  textarea: HTMLTextAreaElement,
  look: TextareaLook,
  { matrix, camera }: { readonly matrix: Matrix; readonly camera: Camera },
): void {
  // Room around the letters, so that the caret, slanted letters and what is just being typed are neither cut nor scrolled.
  const room = Number.parseFloat(look.font.fontSize);
  const top = look.baseline - cssBaseline(look.font);
  const placed = multiply(
    multiply(screenMatrix(viewOf(camera, window.devicePixelRatio || 1)), matrix),
    translation(-room, top - room),
  );
  Object.assign(textarea.style, FIXED_STYLE, look.font, look.style, {
    padding: `${room}px`,
    // A hundredth more than laid out: the browser rounds widths to 1/64 px and would wrap a line that just fits.
    width: `${look.width + 0.05}px`,
    height: `${Math.max(look.height, 0)}px`,
    transform: `matrix(${placed.a}, ${placed.b}, ${placed.c}, ${placed.d}, ${placed.e}, ${placed.f})`,
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
  const gradient = seen.flatMap((paint) => (paint.type === 'solid' ? [] : [paint])).at(-1);
  return gradient?.stops[0]?.color ?? '#000000';
}
