import type { DocumentReader, NodeId } from '@joinery/shared';
import { LEAST_ELLIPSE } from './detail.ts';
import { type Outline, rectangleOutline } from './outline.ts';
import type { Painting } from './painting.ts';
import { paintShape } from './stroke.ts';

export function paintEllipse(painting: Painting, id: NodeId): void {
  const outline = ellipseOutline(painting.reader, id, painting.target.view.scale);
  paintShape(painting, id, outline);
}

/** `scale`: device px per px of the node, for level of detail. */
export function ellipseOutline(reader: DocumentReader, id: NodeId, scale: number): Outline {
  const width = reader.get(id, 'width');
  const height = reader.get(id, 'height');
  if (Math.max(width, height) * scale < LEAST_ELLIPSE) return rectangleOutline(width, height);
  return { kind: 'ellipse', x: 0, y: 0, width, height };
}
