/** A node that is being imported, with the boxes that the nodes around it need to know. */
import {
  type Matrix,
  transformPoint,
  add,
  type Box,
  box,
  type NodeType,
  subtract,
  transformBox,
  translation,
  unionAll,
  type Vector,
  ZERO,
} from '@joinery/shared';
import type { SvgNode } from '../../editor/svg-import.ts';

export interface Draft {
  readonly node: SvgNode;
  /** Geometry, in the coordinates of the parent. */
  readonly box: Box;
  /** With strokes. */
  readonly paintBox: Box;
}

/** The draft as seen from an origin elsewhere. */
export function movedBy(draft: Draft, by: Vector): Draft {
  if (by.x === 0 && by.y === 0) return draft;
  const position = add(draft.node.properties.position ?? ZERO, by);
  const shift = translation(by.x, by.y);
  return {
    node: { ...draft.node, properties: { ...draft.node.properties, position: rounded(position) } },
    box: transformBox(shift, draft.box),
    paintBox: transformBox(shift, draft.paintBox),
  };
}

/**
 * The draft out of coordinates that are turned, in those around them.
 * @param matrix from the turned coordinates, a rotation by `turn` degrees and a shift
 */
export function turnedInto({ node, box: own, paintBox }: Draft, matrix: Matrix, turn: number): Draft {
  const rotation = tidy(((((node.properties.rotation ?? 0) + turn + 180) % 360) + 360) % 360) - 180;
  const position = rounded(transformPoint(matrix, node.properties.position ?? ZERO));
  return {
    node: { ...node, properties: { ...node.properties, position, rotation } },
    box: transformBox(matrix, own),
    paintBox: transformBox(matrix, paintBox),
  };
}

const boxOf = (drafts: readonly Draft[]): Box => unionAll(drafts.map((draft) => draft.box)) ?? box(0, 0, 0, 0);
export const paintBoxOf = (drafts: readonly Draft[]): Box =>
  unionAll(drafts.map((draft) => draft.paintBox)) ?? box(0, 0, 0, 0);

/** The draft with properties that only name it or set how it shows. */
export const withProperties = (draft: Draft, properties: SvgNode['properties']): Draft => ({
  ...draft,
  node: { ...draft.node, properties: { ...draft.node.properties, ...properties } },
});

/** A group around drafts, in the coordinates they are in, its corner at the corner of their box. */
export function groupOf(drafts: readonly Draft[], properties: SvgNode['properties']): Draft {
  const all = boxOf(drafts);
  const corner = rounded({ x: all.left, y: all.top });
  const children = drafts.map((draft) => movedBy(draft, subtract(ZERO, corner)).node);
  return {
    node: { type: 'group' satisfies NodeType, properties: { ...properties, position: corner }, children },
    box: all,
    paintBox: paintBoxOf(drafts),
  };
}

/** To millionths of a px: below what any zoom shows, and free of the noise of floating point. */
export const tidy = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;
export const rounded = ({ x, y }: Vector): Vector => ({ x: tidy(x), y: tidy(y) });
