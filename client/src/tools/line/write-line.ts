/** Where a line runs: its position is one end, its width the length, its rotation the direction. */
import { distance, multiply, type NodeId, rotation, type Transaction, translation, type Vector } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import { placeIn, tidyNumber } from '../../editor/node-place.ts';
import { degreesBetween } from '../angle.ts';

/** Ends in page coordinates. */
export interface Segment {
  readonly from: Vector;
  readonly to: Vector;
}

export function writeLine(
  tx: Transaction,
  { document, scene, state }: Editor,
  id: NodeId,
  { from, to }: Segment,
): void {
  const matrix = multiply(translation(from.x, from.y), rotation(degreesBetween(from, to)));
  const place = placeIn(scene.pageMatrix(document.parent(id) ?? state.page), matrix);
  tx.setPosition(id, place.position);
  tx.set(id, 'rotation', place.rotation);
  tx.set(id, 'width', tidyNumber(distance(from, to)));
}
