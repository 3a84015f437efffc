/** Where what is drawn or dropped belongs: the deepest frame under a point, or the page. */
import { box, containsPoint, type DocumentReader, type NodeId, type Vector } from '@joinery/shared';
import { pointIn } from './node-place.ts';
import type { Scene } from './scene.ts';
import { ancestors, isLocked } from './selection.ts';

export interface DropHost {
  readonly document: DocumentReader;
  readonly scene: Scene;
  readonly state: { readonly page: NodeId };
}

/** @param moving what is being dragged: it cannot fall into itself */
export function containerAt(
  { document, scene, state }: DropHost,
  point: Vector,
  moving: readonly NodeId[] = [],
): NodeId {
  const candidates = scene.nodesIn(box(point.x, point.y, point.x, point.y), state.page);
  const inside = (id: NodeId): boolean => containsPoint(scene.localBox(id), pointIn(scene, id, point));
  const frame = candidates.findLast(
    (id) =>
      document.get(id, 'type') === 'frame' &&
      inside(id) &&
      !isLocked(document, id) &&
      !moving.some((moved) => document.isWithin(id, moved)) &&
      [...ancestors(document, id)].every(
        (at) => document.get(at, 'type') !== 'frame' || !document.get(at, 'clip') || inside(at),
      ),
  );
  return frame ?? state.page;
}

/** The frame or page that a node lies in, whatever groups (and kinds that only newer versions know) are between. */
export function homeOf(document: DocumentReader, id: NodeId): NodeId | undefined {
  for (const at of ancestors(document, id)) if (['frame', 'page'].includes(document.get(at, 'type'))) return at;
  return undefined;
}
