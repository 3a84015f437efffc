/** Which painter paints which type of node. */
import type { NodeId } from '@joinery/shared';
import { isSeen } from './fill.ts';
import { LEAST_LAYER, LEAST_NODE } from './detail.ts';
import { isPlain, paintWithEffects } from './effects.ts';
import { paintEllipse } from './ellipse.ts';
import { paintFrame } from './frame.ts';
import { paintLine } from './line.ts';
import type { Painting } from './painting.ts';
import { paintPath } from './path.ts';
import { paintRectangle } from './rectangle.ts';
import { paintText } from './text.ts';

/** Paints a leaf with its opacity. Nothing of it overlaps itself: what could is painted as one layer. */
export function paintLeaf(painting: Painting, id: NodeId): void {
  const { reader, target, scene } = painting;
  const extent = Math.max(reader.get(id, 'width'), reader.get(id, 'height')) * target.view.scale;
  const opacity = reader.get(id, 'opacity');
  if (extent < LEAST_NODE || opacity === 0) return;
  if (!isPlain(reader.get(id, 'effects'), reader.get(id, 'blendMode'))) {
    paintWithEffects(painting, id, () => paintNode(painting, id));
    return;
  }
  const layered = opacity < 1 && extent >= LEAST_LAYER && paintsOverItself(painting, id);
  if (layered) target.pushLayer(scene.paintBox(id));
  target.alpha = layered ? 1 : opacity;
  target.place(scene.pageMatrix(id));
  paintNode(painting, id);
  target.alpha = 1;
  if (layered) target.popLayer(opacity);
}

/** Paints what a node paints itself, in place and at the target's opacity. */
export function paintNode(painting: Painting, id: NodeId): void {
  const kind = painting.reader.get(id, 'type');
  switch (kind) {
    case 'rectangle':
      paintRectangle(painting, id);
      return;
    case 'text':
      paintText(painting, id);
      return;
    case 'path':
      paintPath(painting, id);
      return;
    case 'ellipse':
      paintEllipse(painting, id);
      return;
    case 'line':
      paintLine(painting, id);
      return;
    case 'frame':
      paintFrame(painting, id);
      return;
    case 'group':
    case 'page':
      return;
    default:
      // A type that only newer clients know is kept in the document and not painted (D13).
      kind satisfies never;
  }
}

/** Whether a translucent node needs a layer: two paints would show through each other. */
function paintsOverItself({ reader }: Painting, id: NodeId): boolean {
  const strokes = reader.get(id, 'strokeWeight') > 0 ? reader.get(id, 'strokes') : [];
  let seen = 0;
  for (const paint of reader.get(id, 'fills')) if (isSeen(paint)) seen += 1;
  for (const paint of strokes) if (isSeen(paint)) seen += 1;
  return seen > 1;
}
