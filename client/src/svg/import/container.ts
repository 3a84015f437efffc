/** Elements that hold others, as groups or clipping frames, or as nothing where they would add nothing. */
import {
  IDENTITY,
  invert,
  type Matrix,
  multiply,
  type NewNode,
  rotation,
  transformBox,
  translation,
} from '@joinery/shared';
import { rigidPart } from '../geometry/rigid.ts';
import type { Clip } from './clip.ts';
import { drawClipped, type DrawUnder } from './draw-clipped.ts';
import { type Draft, groupOf, withProperties } from './draft.ts';
import type { ImportContext } from './import-context.ts';

export interface Container {
  /** From the user space of the contents to the coordinates of the node that will hold them. */
  readonly matrix: Matrix;
  /** Name, opacity and visibility, each only where it is set. */
  readonly properties: NewNode;
  readonly clips: readonly Clip[];
  /** Whether a name asks for a group even around a single node. */
  readonly grouped?: boolean;
  readonly draw: DrawUnder;
}

export function containerDrafts(
  context: ImportContext,
  { matrix, properties, clips, grouped = true, draw }: Container,
): readonly Draft[] {
  if (clips.length > 0) return decorated(drawInside(context, clips, { matrix, draw }), properties);
  const asGroup = properties.visible !== undefined || (grouped && properties.name !== undefined);
  if (!asGroup) return decorated(draw(matrix), properties);
  return turnedGroup(draw, matrix, properties);
}

/** The first clip is the outermost. */
function drawInside(
  context: ImportContext,
  [first, ...rest]: readonly Clip[],
  under: { readonly matrix: Matrix; readonly draw: DrawUnder },
): readonly Draft[] {
  if (first === undefined) return under.draw(under.matrix);
  const draw: DrawUnder = (matrix) => drawInside(context, rest, { matrix, draw: under.draw });
  return drawClipped(context, first, { matrix: under.matrix, draw });
}

/** One draft takes the properties itself, unless it has some of its own; several need a group for them. */
function decorated(drafts: readonly Draft[], properties: NewNode): readonly Draft[] {
  const [only, ...more] = drafts;
  if (only === undefined || Object.keys(properties).length === 0) return drafts;
  if (more.length > 0) return [groupOf(drafts, properties)];
  const own = only.node.properties;
  if (properties.name !== undefined && own.name !== undefined) return [groupOf(drafts, properties)];
  // Effects come before opacity, and those outside after those inside: only a node without any takes them over.
  const filtered = properties.effects !== undefined || properties.blendMode !== undefined;
  if (filtered && (own.effects !== undefined || own.blendMode !== undefined || own.opacity !== undefined))
    return [groupOf(drafts, properties)];
  const opacity = (own.opacity ?? 1) * (properties.opacity ?? 1);
  return [withProperties(only, { ...properties, ...(opacity === 1 ? {} : { opacity }) })];
}

/** A group that keeps the turn of its transform, so that its contents stand upright in it. */
function turnedGroup(draw: DrawUnder, matrix: Matrix, properties: NewNode): readonly Draft[] {
  const { kind, turn } = rigidPart(matrix);
  const frame = kind === 'similar' && turn !== 0 ? multiply(translation(matrix.e, matrix.f), rotation(turn)) : IDENTITY;
  const drafts = draw(frame === IDENTITY ? matrix : multiply(invert(frame), matrix));
  if (drafts.length === 0) return [];
  const group = groupOf(drafts, properties);
  if (frame === IDENTITY) return [group];
  const { x, y } = group.node.properties.position ?? { x: 0, y: 0 };
  const { e, f } = multiply(frame, translation(x, y));
  return [
    {
      node: { ...group.node, properties: { ...group.node.properties, position: { x: e, y: f }, rotation: turn } },
      box: transformBox(frame, group.box),
      paintBox: transformBox(frame, group.paintBox),
    },
  ];
}
