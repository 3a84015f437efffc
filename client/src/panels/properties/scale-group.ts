/** A group has no size of its own: giving it one scales what it holds, from its top left corner. */
import {
  type DocumentReader,
  IDENTITY,
  type Matrix,
  multiply,
  type NodeId,
  rotation,
  rotationOf,
  scaling,
  type Transaction,
  transformPoint,
  translation,
  type Vector,
} from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import { placeIn } from '../../editor/node-place.ts';
import { resized } from '../../editor/resize.ts';
import { hasProperty } from '../../editor/selection-values.ts';

/** A node inside the group, and what happens to it. Matrices lead to the outermost group's coordinates. */
interface Member {
  readonly id: NodeId;
  readonly matrix: Matrix;
  readonly map: Matrix;
  /** Of its parent, after that was scaled. */
  readonly space: Matrix;
}

const localMatrix = (document: DocumentReader, id: NodeId): Matrix => {
  const { x, y } = document.position(id);
  return multiply(translation(x, y), rotation(document.get(id, 'rotation')));
};

/** @param factor along the group's own axes; greater than 0 */
export function scaleGroup(tx: Transaction, { document, scene }: Editor, id: NodeId, factor: Vector): void {
  const { left, top } = scene.localBox(id);
  const map = multiply(translation(left, top), multiply(scaling(factor.x, factor.y), translation(-left, -top)));
  for (const child of document.children(id)) {
    scaleMember(tx, document, { id: child, matrix: localMatrix(document, child), map, space: IDENTITY });
  }
}

function scaleMember(tx: Transaction, document: DocumentReader, { id, matrix, map, space }: Member): void {
  const type = document.get(id, 'type');
  if (type === 'group') {
    const corner = transformPoint(map, { x: matrix.e, y: matrix.f });
    const next = multiply(translation(corner.x, corner.y), rotation(rotationOf(matrix)));
    const members = document
      .children(id)
      .map((child) => ({ id: child, matrix: multiply(matrix, localMatrix(document, child)) }));
    tx.setPosition(id, placeIn(space, next).position);
    for (const member of members) scaleMember(tx, document, { ...member, map, space: next });
    return;
  }
  const size = { width: document.get(id, 'width'), height: document.get(id, 'height') };
  const next = resized({ matrix, ...size, directed: type === 'line' }, map, IDENTITY);
  const place = placeIn(space, next.matrix);
  if (type === 'text') tx.set(id, 'textSizing', 'fixed');
  if (hasProperty(document, id, 'width')) tx.set(id, 'width', next.width);
  if (type !== 'line' && hasProperty(document, id, 'height')) tx.set(id, 'height', next.height);
  // A rotation that only differs by arithmetic is left as it is.
  if (Math.abs(place.rotation - document.get(id, 'rotation')) > 1e-4) tx.set(id, 'rotation', place.rotation);
  tx.setPosition(id, place.position);
}
