import type { NodeId } from '@joinery/shared';
import type { Outline } from './outline.ts';
import type { Painting } from './painting.ts';
import { paintShape } from './stroke.ts';

export function paintPath(painting: Painting, id: NodeId): void {
  const outline = pathOutline(painting, id);
  paintShape(painting, id, outline);
}

export function pathOutline({ reader, paths }: Pick<Painting, 'reader' | 'paths'>, id: NodeId): Outline {
  return { kind: 'path', ...paths.of(reader, id), rule: reader.get(id, 'fillRule') };
}
