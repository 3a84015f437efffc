/** Writing where nodes are, given in page coordinates whatever they lie in. */
import {
  add,
  type DocumentReader,
  invert,
  type Matrix,
  multiply,
  type NodeId,
  rotationOf,
  transformPoint,
  transformVector,
  type Transaction,
  type Vector,
} from '@joinery/shared';
import type { Scene } from './scene.ts';

export interface PlaceHost {
  readonly document: DocumentReader;
  readonly scene: Scene;
}

/** Moves a node by a distance on the page. Reads the scene, so the node's parents must stand still in this change. */
export function moveBy(tx: Transaction, { document, scene }: PlaceHost, id: NodeId, delta: Vector): void {
  const parent = document.parent(id);
  if (parent === undefined) return;
  const inParent = transformVector(invert(scene.pageMatrix(parent)), delta);
  tx.setPosition(id, tidy(add(document.position(id), inParent)));
}

/** Where a node with this matrix stands in a parent with that one: position and rotation to write. */
export function placeIn(parent: Matrix, node: Matrix): { readonly position: Vector; readonly rotation: number } {
  const local = multiply(invert(parent), node);
  return { position: tidy({ x: local.e, y: local.f }), rotation: normalDegrees(rotationOf(local)) };
}

/** Frees coordinates of the noise that rotations leave. */
export const tidy = ({ x, y }: Vector): Vector => ({ x: tidyNumber(x), y: tidyNumber(y) });

export const tidyNumber = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

/** The same angle in (-180, 180]. */
export function normalDegrees(degrees: number): number {
  const turn = tidyNumber(((degrees % 360) + 360) % 360);
  return turn > 180 ? tidyNumber(turn - 360) : turn % 360;
}

/** Page point → the coordinates of a node. */
export const pointIn = (scene: Scene, id: NodeId, point: Vector): Vector =>
  transformPoint(invert(scene.pageMatrix(id)), point);
