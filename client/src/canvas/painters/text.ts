/** Paints text line by line. Strokes of text lie centred on the letters' outline: letters have no inside to clip to. */
import { type GradientPaint, invert, type NodeId, type Paint, transformBox } from '@joinery/shared';
import type { TextLine } from '../../editor/text-layout.ts';
import type { Context2D } from './context.ts';
import { LEAST_FONT } from './detail.ts';
import { coverWithGradient, gradientSize, isSeen, paintStyle } from './fill.ts';
import type { Painting } from './painting.ts';
import type { KeptText } from './text-cache.ts';

export function paintText(painting: Painting, id: NodeId): void {
  const { reader, target, texts, editingText } = painting;
  if (id === editingText) return;
  const text = texts.of(reader, id);
  if (text.layout.lines.length === 0) return;
  if (reader.get(id, 'fontSize') * target.view.scale < LEAST_FONT) {
    paintEach(painting, id, 'fills', (context) => paintBars(context, text, reader.get(id, 'fontSize')));
    return;
  }
  const decorate = decoration(painting, id);
  paintEach(painting, id, 'fills', (on) => {
    setFont(on, text.font, reader.get(id, 'letterSpacing'));
    for (const line of text.layout.lines) {
      if (line.text !== '') on.fillText(line.text, line.x, line.baseline);
      decorate(on, line);
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
function paintEach(
  painting: Painting,
  id: NodeId,
  property: 'fills' | 'strokes',
  paint: (context: Context2D) => void,
): void {
  const { reader, target } = painting;
  const { context } = target;
  const size = gradientSize(reader, id);
  for (const one of reader.get(id, property)) {
    if (!isSeen(one)) continue;
    const style = paintStyle(painting, id, one, size);
    if (style === undefined) {
      paintCovered(painting, id, one as GradientPaint, paint);
      continue;
    }
    context.globalAlpha = target.alpha * one.opacity;
    context.fillStyle = style;
    context.strokeStyle = style;
    paint(context);
  }
}

/** Text cannot be a clip: for a gradient that no style can be, the letters first, then the colours into them. */
function paintCovered(painting: Painting, id: NodeId, one: GradientPaint, paint: (context: Context2D) => void): void {
  const { reader, target, scene } = painting;
  const matrix = scene.pageMatrix(id);
  const page = scene.paintBox(id);
  target.pushLayer(page);
  target.place(matrix);
  const { context } = target;
  Object.assign(context, { globalAlpha: 1, fillStyle: '#000', strokeStyle: '#000' });
  paint(context);
  context.globalAlpha = 1;
  const area = transformBox(invert(matrix), page);
  coverWithGradient(painting, id, { paint: one, size: gradientSize(reader, id), area, within: true });
  target.popLayer(target.alpha * one.opacity);
  target.place(matrix);
}

function paintTextStrokes(painting: Painting, id: NodeId, { layout, font }: KeptText): void {
  const { reader } = painting;
  const weight = reader.get(id, 'strokeWeight');
  if (weight === 0 || !reader.get(id, 'strokes').some((paint: Paint) => isSeen(paint))) return;
  paintEach(painting, id, 'strokes', (context) => {
    setFont(context, font, reader.get(id, 'letterSpacing'));
    context.lineWidth = weight;
    context.lineJoin = reader.get(id, 'strokeJoin');
    context.miterLimit = reader.get(id, 'strokeMiter');
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
function decoration({ reader }: Painting, id: NodeId): (context: Context2D, line: TextLine) => void {
  const kind = reader.get(id, 'textDecoration');
  if (kind === 'none') return () => undefined;
  const fontSize = reader.get(id, 'fontSize');
  const thickness = fontSize * DECORATION.thickness;
  const top = fontSize * (kind === 'underline' ? DECORATION.underline : DECORATION.through - DECORATION.thickness / 2);
  return (context, { x, baseline, width }) => context.fillRect(x, baseline + top, width, thickness);
}
