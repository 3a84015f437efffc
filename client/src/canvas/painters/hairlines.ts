/**
 * Outline mode: each node as a line of one pixel along its shape, whatever its paints, opacity, effects and masks are, and without the
 * clipping of frames. So what is hidden behind others, cut off or transparent is found.
 */
import type { NodeId } from '@joinery/shared';
import { luminance } from '../../luminance.ts';
import { LEAST_FONT, LEAST_NODE } from './detail.ts';
import { ellipseOutline } from './ellipse.ts';
import { type Outline, strokeOutline } from './outline.ts';
import type { Painting } from './painting.ts';
import { pathOutline } from './path.ts';
import { boxOutline } from './rectangle.ts';
import { setFont } from './text.ts';

/** Seen on this background, and quieter than letters on it. */
export const outlineColor = (background: string): string => (luminance(background) < 0.4 ? '#c4c4ce' : '#4a4a55');

/** @param ids leaves and frames, back to front @param color of all lines */
export function paintHairlines(painting: Painting, ids: readonly NodeId[], color: string): void {
  const { reader, target } = painting;
  const { context } = target;
  Object.assign(context, { strokeStyle: color, fillStyle: color, globalAlpha: 1, lineJoin: 'miter', lineCap: 'butt' });
  for (const id of ids) {
    const extent = Math.max(reader.get(id, 'width'), reader.get(id, 'height')) * target.view.scale;
    if (extent < LEAST_NODE || id === painting.editingText) continue;
    if (reader.get(id, 'type') === 'text') strokeLetters(painting, id);
    else strokeShape(painting, id);
  }
}

function strokeShape(painting: Painting, id: NodeId): void {
  const { target, scene } = painting;
  const outline = outlineOf(painting, id);
  if (outline === null) return;
  const { context, view } = target;
  const matrix = scene.pageMatrix(id);
  if (outline.kind === 'rectangle' && outline.radii === null && matrix.b === 0 && matrix.a > 0) {
    strokeUpright(painting, id, outline);
    return;
  }
  target.place(matrix);
  context.lineWidth = 1 / view.scale;
  strokeOutline(context, outline);
}

/** On whole pixels. */
function strokeUpright(
  { target: { context, view }, scene }: Painting,
  id: NodeId,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const { e, f } = scene.pageMatrix(id);
  const crisp = (at: number, origin: number): number => Math.floor(at * view.scale + origin) + 0.5;
  const [left, top] = [crisp(e, view.x), crisp(f, view.y)];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.lineWidth = 1;
  context.strokeRect(left, top, crisp(e + width, view.x) - left, crisp(f + height, view.y) - top);
}

function outlineOf({ reader, target, paths }: Painting, id: NodeId): Outline | null {
  const { scale } = target.view;
  switch (reader.get(id, 'type')) {
    case 'frame':
    case 'rectangle':
      return boxOutline(reader, id, scale);
    case 'ellipse':
      return ellipseOutline(reader, id, scale);
    case 'path':
      return pathOutline({ reader, paths }, id);
    case 'line':
      return { kind: 'line', width: reader.get(id, 'width') };
    default:
      return null;
  }
}

/** Too small to be read, a text is a bar a line. */
function strokeLetters({ reader, target, texts, scene }: Painting, id: NodeId): void {
  const { layout, font } = texts.of(reader, id);
  const { context, view } = target;
  const fontSize = reader.get(id, 'fontSize');
  target.place(scene.pageMatrix(id));
  if (fontSize * view.scale < LEAST_FONT) {
    context.globalAlpha = 0.5;
    for (const { x, baseline, width } of layout.lines)
      context.fillRect(x, baseline - fontSize * 0.55, width, fontSize * 0.55);
    context.globalAlpha = 1;
    return;
  }
  setFont(context, font, reader.get(id, 'letterSpacing'));
  context.lineWidth = 1 / view.scale;
  for (const { text, x, baseline } of layout.lines) if (text !== '') context.strokeText(text, x, baseline);
}
