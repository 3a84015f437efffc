import type { DocumentReader, NodeId } from '@joinery/shared';
import { LEAST_RADIUS } from './detail.ts';
import { type Outline, type Radii, rectangleOutline } from './outline.ts';
import type { Painting } from './painting.ts';
import { paintShape } from './stroke.ts';

export function paintRectangle(painting: Painting, id: NodeId): void {
  const outline = boxOutline(painting.reader, id, painting.target.view.scale);
  paintShape(painting, id, outline);
}

/** The outline of a node with corner radii. `scale`: device px per px of the node, for level of detail. */
export function boxOutline(reader: DocumentReader, id: NodeId, scale: number): Outline {
  const width = reader.get(id, 'width');
  const height = reader.get(id, 'height');
  return rectangleOutline(width, height, radiiOf(reader.get(id, 'cornerRadius'), { width, height }, scale));
}

/** Four radii that fit the box, shrunk together as CSS does; null where nobody would see them. */
function radiiOf(
  radius: number | readonly number[],
  { width, height }: { width: number; height: number },
  scale: number,
): Radii | null {
  const [a, b, c, d] = typeof radius === 'number' ? [radius, radius, radius, radius] : fourOf(radius);
  if (Math.max(a, b, c, d) * scale < LEAST_RADIUS) return null;
  const fit = Math.min(1, width / (a + b), width / (d + c), height / (a + d), height / (b + c));
  return fit < 1 ? [a * fit, b * fit, c * fit, d * fit] : [a, b, c, d];
}

const fourOf = (radii: readonly number[]): Radii => [radii[0] ?? 0, radii[1] ?? 0, radii[2] ?? 0, radii[3] ?? 0];
