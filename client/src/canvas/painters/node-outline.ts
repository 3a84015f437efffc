/** The outline of a node of any type that has one. */
import type { NodeId } from '@joinery/shared';
import { ellipseOutline } from './ellipse.ts';
import type { Outline } from './outline.ts';
import type { Painting } from './painting.ts';
import { pathOutline } from './path.ts';
import { boxOutline } from './rectangle.ts';

/** Undefined for what encloses nothing by itself: texts, lines, groups. */
export function nodeOutline(painting: Painting, id: NodeId): Outline | undefined {
  const { reader, target } = painting;
  const { scale } = target.view;
  switch (reader.get(id, 'type')) {
    case 'rectangle':
    case 'frame':
      return boxOutline(reader, id, scale);
    case 'ellipse':
      return ellipseOutline(reader, id, scale);
    case 'path':
      return pathOutline(painting, id);
    default:
      return undefined;
  }
}
