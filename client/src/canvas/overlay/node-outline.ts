/** The outline of one node on the screen: its true shape under the pointer, its box when selected. */
import { type DocumentReader, type NodeId, transformBox } from '@joinery/shared';
import { addTo, type Outline } from '../painters/outline.ts';
import { ellipseOutline } from '../painters/ellipse.ts';
import { boxOutline } from '../painters/rectangle.ts';
import { pathOutline } from '../painters/path.ts';
import type { PathCache } from '../painters/path-cache.ts';
import type { Scene } from '../../editor/scene.ts';
import { isOnScreen, type Pen, quadOf, strokeQuad, placeOnScreen } from './pen.ts';

/** Of a line that stands for itself, in CSS px. */
const LINE_WIDTH = 3;

export interface OutlineSource {
  readonly reader: DocumentReader;
  readonly scene: Scene;
  readonly paths: PathCache;
}

export function strokeNodeBox(pen: Pen, { scene }: OutlineSource, id: NodeId, lineWidth = 1): void {
  const quad = quadOf(pen.view, scene.pageMatrix(id), scene.localBox(id));
  if (isOnScreen(pen, quad)) strokeQuad(pen, quad, lineWidth);
}

/** Of the node's own shape where it has one that is not its box. */
export function strokeNodeShape(pen: Pen, source: OutlineSource, id: NodeId, lineWidth: number): void {
  const outline = shapeOf(source, id, pen.view.scale);
  if (outline === null) {
    strokeNodeBox(pen, source, id, lineWidth);
    return;
  }
  const { context, view } = pen;
  const { a, b, c, d, e, f } = source.scene.pageMatrix(id);
  const toDevice = [
    a * view.scale,
    b * view.scale,
    c * view.scale,
    d * view.scale,
    e * view.scale + view.x,
    f * view.scale + view.y,
  ] as const;
  context.lineWidth = lineWidth;
  if (outline.kind === 'path') {
    const ratio = view.pixelRatio;
    const [sa, sb, sc, sd, se, sf] = toDevice.map((part) => part / ratio) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const path = new Path2D();
    path.addPath(outline.path, { a: sa, b: sb, c: sc, d: sd, e: se, f: sf });
    context.stroke(path);
    return;
  }
  context.setTransform(...toDevice);
  context.beginPath();
  addTo(context, outline);
  placeOnScreen(pen);
  context.stroke();
}

/** The node's shape in a colour all over; of a line, the line. */
export function fillNodeShape(pen: Pen, source: OutlineSource, id: NodeId): void {
  const outline = shapeOf(source, id, pen.view.scale);
  if (outline?.kind === 'line') return strokeNodeShape(pen, source, id, LINE_WIDTH);
  const { context, view } = pen;
  const { a, b, c, d, e, f } = source.scene.pageMatrix(id);
  const { scale } = view;
  context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale + view.x, f * scale + view.y);
  if (outline?.kind === 'path') context.fill(outline.path);
  else {
    context.beginPath();
    const { left, top, right, bottom } = source.scene.localBox(id);
    if (outline === null) context.rect(left, top, right - left, bottom - top);
    else addTo(context, outline);
    context.fill();
  }
  placeOnScreen(pen);
}

/** Null where the node's box is its shape. */
function shapeOf({ reader, paths }: OutlineSource, id: NodeId, scale: number): Outline | null {
  switch (reader.get(id, 'type')) {
    case 'ellipse':
      return ellipseOutline(reader, id, scale);
    case 'path':
      return pathOutline({ reader, paths }, id);
    case 'line':
      return { kind: 'line', width: reader.get(id, 'width') };
    case 'rectangle':
    case 'frame':
      return reader.get(id, 'cornerRadius') === 0 ? null : boxOutline(reader, id, scale);
    default:
      return null;
  }
}

/** The node's longer side on the screen, in CSS px. */
export function screenExtent({ view }: Pen, { scene }: OutlineSource, id: NodeId): number {
  const { left, top, right, bottom } = transformBox(scene.pageMatrix(id), scene.localBox(id));
  return (Math.max(right - left, bottom - top) * view.scale) / view.pixelRatio;
}
