/** Guides under the hand: which is where the pointer is, putting one somewhere, removing it. */
import { box, containsPoint, type Document, intersects, type NodeId, type Vector } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { type Axis, GUIDE_PREFIX, type GuideRef } from './guide-ref.ts';
import { mayOwnGuides, type PlacedGuide } from './guides.ts';

/** What a guide that is let go here belongs to: the topmost frame that can have one, or the page. */
export function guideOwner({ document, scene, state }: Editor, { x, y }: Vector): NodeId {
  const frame = scene
    .nodesIn(box(x, y, x, y), state.page)
    .findLast((id) => mayOwnGuides(document, scene, id) && containsPoint(scene.pageBox(id), { x, y }));
  return frame ?? state.page;
}

/** The nearest guide. @param reach in page px */
export function guideAt(editor: Editor, point: Vector, reach: number): PlacedGuide | undefined {
  const around = box(point.x - reach, point.y - reach, point.x + reach, point.y + reach);
  const farness = ({ axis, at }: PlacedGuide): number => Math.abs(at - point[axis]);
  const near = editor.guides
    .near(around, editor.state.page)
    .filter((guide) => farness(guide) <= reach && (guide.within === null || intersects(guide.within, around)));
  return near.sort((a, b) => farness(a) - farness(b))[0];
}

/** Puts a guide where it was let go, in page coordinates. @param from the guide that was moved; null for a new one */
export function putGuide(
  editor: Editor,
  { axis, at, owner }: { readonly axis: Axis; readonly at: number; readonly owner: NodeId },
  from: GuideRef | null,
): void {
  const { document, scene, state } = editor;
  const corner = owner === state.page ? { x: 0, y: 0 } : { x: scene.pageBox(owner).left, y: scene.pageBox(owner).top };
  const key = from?.owner === owner ? from.key : freeKey(document, owner);
  editor.edit(from === null ? 'Add guide' : 'Move guide', (tx) => {
    if (from !== null && from.owner !== owner) tx.setRaw(from.owner, GUIDE_PREFIX + from.key, null);
    tx.setRaw(owner, GUIDE_PREFIX + key, { axis, at: at - corner[axis] });
  });
}

export function removeGuide(editor: Editor, { owner, key }: GuideRef): void {
  editor.edit('Remove guide', (tx) => tx.setRaw(owner, GUIDE_PREFIX + key, null));
}

/** One that only this replica writes. */
function freeKey(document: Document, owner: NodeId): string {
  for (let count = 1; ; count++) {
    const key = `${document.actor}.${count}`;
    if ((document.read(owner, GUIDE_PREFIX + key) ?? null) === null) return key;
  }
}
