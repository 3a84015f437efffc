/** Paints text line by line. Strokes of text lie centred on the letters' outline: letters have no inside to clip to. */
import type { GradientPaint, NodeId, Paint } from '@joinery/shared';
import type { TextLine } from '../../editor/text-layout.ts';
import type { Context2D } from './context.ts';
import { LEAST_FONT } from './detail.ts';
import { gradientSize, isSeen, paintStyle } from './fill.ts';
import { lastStopStyle } from './gradient.ts';
import type { Painting } from './painting.ts';
import type { KeptText } from './text-cache.ts';

export function paintText(painting: Painting, id: NodeId): void {
  const { reader, target, texts, editingText } = painting;
  if (id === editingText) return;
  const text = texts.of(reader, id);
  if (text.layout.lines.length === 0) return;
  const { context } = target;
  if (reader.get(id, 'fontSize') * target.view.scale < LEAST_FONT) {
    paintEach(painting, id, 'fills', () => paintBars(context, text, reader.get(id, 'fontSize')));
    return;
  }
  setFont(context, text.font, reader.get(id, 'letterSpacing'));
  const decorate = decoration(painting, id);
  paintEach(painting, id, 'fills', () => {
    for (const line of text.layout.lines) {
      if (line.text !== '') context.fillText(line.text, line.x, line.baseline);
      decorate(line);
    }
  });
  paintTextStrokes(painting, id, text);
}

/** Sets without asking what is set: contexts answer slowly. Older Safari knows neither spacing nor rendering, and ignores both. */
export function setFont(context: Context2D, font: string, letterSpacing: number): void {
  context.font = font;
  context.letterSpacing = `${letterSpacing}px`;
  context.textRendering = 'geometricPrecision';
}

/** Calls `paint` once per visible paint, with the style set for filling and stroking. */
function paintEach({ reader, target }: Painting, id: NodeId, property: 'fills' | 'strokes', paint: () => void): void {
  const { context } = target;
  const size = gradientSize(reader, id);
  for (const one of reader.get(id, property)) {
    if (!isSeen(one)) continue;
    context.globalAlpha = target.alpha * one.opacity;
    // Text cannot be a clip, so an elliptical gradient shows as its rim.
    const style = paintStyle(context, one, size) ?? lastStopStyle(one as GradientPaint);
    context.fillStyle = style;
    context.strokeStyle = style;
    paint();
  }
}

function paintTextStrokes(painting: Painting, id: NodeId, { layout }: KeptText): void {
  const { reader, target } = painting;
  const weight = reader.get(id, 'strokeWeight');
  if (weight === 0 || !reader.get(id, 'strokes').some((paint: Paint) => isSeen(paint))) return;
  const { context } = target;
  context.lineWidth = weight;
  context.lineJoin = reader.get(id, 'strokeJoin');
  context.miterLimit = reader.get(id, 'strokeMiter');
  paintEach(painting, id, 'strokes', () => {
    for (const line of layout.lines) if (line.text !== '') context.strokeText(line.text, line.x, line.baseline);
  });
}

/** Too small to read: a bar per line, as heavy as the letters look from afar. */
function paintBars(context: Context2D, { layout }: KeptText, fontSize: number): void {
  context.globalAlpha *= 0.5;
  for (const { x, baseline, width } of layout.lines) {
    if (width > 0) context.fillRect(x, baseline - fontSize * 0.55, width, fontSize * 0.55);
  }
}

/** Thickness of lines under and through text, and the middle of each below the baseline, as shares of the font size. */
export const DECORATION = { thickness: 0.07, underline: 0.12, through: -0.31 } as const;

/** Lines under or through a line of text, in the colour that is set. */
function decoration({ reader, target }: Painting, id: NodeId): (line: TextLine) => void {
  const kind = reader.get(id, 'textDecoration');
  if (kind === 'none') return () => undefined;
  const fontSize = reader.get(id, 'fontSize');
  const thickness = fontSize * DECORATION.thickness;
  const top = fontSize * (kind === 'underline' ? DECORATION.underline : DECORATION.through - DECORATION.thickness / 2);
  return ({ x, baseline, width }) => target.context.fillRect(x, baseline + top, width, thickness);
}
