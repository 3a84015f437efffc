/** Draws within a clip. A frame comes out only where something would be cut. */
import {
  type Box,
  box,
  contains,
  expand,
  invert,
  type Matrix,
  multiply,
  type NewNode,
  solid,
  subtract,
  transformBox,
  ZERO,
} from '@joinery/shared';
import { meanScale, rigidPart } from '../geometry/rigid.ts';
import type { Radii } from '../geometry/rounded-rectangle.ts';
import type { Clip } from './clip.ts';
import { type Draft, groupOf, movedBy, paintBoxOf, tidy, turnedInto } from './draft.ts';
import type { ImportContext } from './import-context.ts';
import { leafDraft } from './leaf.ts';
import { placeBox, placeShape, type PlacedBox } from './placed-shape.ts';

/** Draws something, given the matrix from its user space to the coordinates of the node that will hold it. */
export type DrawUnder = (matrix: Matrix) => readonly Draft[];

/** How far paint may reach over an edge before it counts as cut, in px. */
const SLACK = 1e-3;

export function drawClipped(
  context: ImportContext,
  clip: Clip,
  { matrix, draw }: { readonly matrix: Matrix; readonly draw: DrawUnder },
): readonly Draft[] {
  const m = multiply(matrix, clip.matrix);
  if (clip.outline !== undefined) return drawMasked(context, clip.outline, { matrix: m, drafts: draw(matrix) });
  const { kind, turn, rest } = rigidPart(m);
  const radii = scaledRadii(clip.radii, rest);
  if (kind === 'skewed' || radii === undefined) {
    context.unsupported.add('clip paths');
    return draw(matrix);
  }
  const placed = placeBox(transformBox(rest, clip.box), turn, m);
  const { position, width, height } = placed.properties;
  // Contents are drawn in the frame's coordinates, but without its shift as long as it may turn out to be needless.
  const upright = turn === 0;
  const drafts = draw(upright ? matrix : multiply(invert(placed.matrix), matrix));
  if (drafts.length === 0) return [];
  const inside = box(0, 0, width, height);
  const area = upright ? transformBox(placed.matrix, inside) : inside;
  const cuts = radii.some((radius) => radius > 0) || !contains(expand(area, SLACK), paintBoxOf(drafts));
  if (!cuts) return upright ? drafts : drafts.map((draft) => turnedInto(draft, placed.matrix, turn));
  const children = upright ? drafts.map((draft) => movedBy(draft, subtract(ZERO, position))) : drafts;
  return [frameOf(placed, radii, children)];
}

/** A group in which the outline masks what is drawn. */
function drawMasked(
  context: ImportContext,
  { geometry, evenOdd }: NonNullable<Clip['outline']>,
  { matrix, drafts }: { readonly matrix: Matrix; readonly drafts: readonly Draft[] },
): readonly Draft[] {
  if (drafts.length === 0) return drafts;
  const placed = placeShape(geometry, matrix);
  const rule: NewNode = placed?.type === 'path' && evenOdd ? { fillRule: 'evenodd' } : {};
  const mask = placed && leafDraft(context, placed, { ...rule, fills: [solid('#ffffff')], mask: true, name: 'Mask' });
  // Nothing is seen through an outline without area.
  return mask === undefined ? [] : [groupOf([mask, ...drafts], {})];
}

/** Undefined for uneven radii that are mirrored, which would change places. */
function scaledRadii(radii: Radii, rest: Matrix): Radii | undefined {
  const even = radii.every((radius) => radius === radii[0]);
  if (!even && (rest.a < 0 || rest.d < 0)) return undefined;
  const scale = meanScale(rest);
  const [tl, tr, br, bl] = radii;
  return [tidy(tl * scale), tidy(tr * scale), tidy(br * scale), tidy(bl * scale)];
}

function frameOf({ properties, matrix }: PlacedBox, radii: Radii, children: readonly Draft[]): Draft {
  const [first] = radii;
  const even = radii.every((radius) => radius === first);
  const rounding = even ? (first === 0 ? {} : { cornerRadius: first }) : { cornerRadius: radii };
  const area: Box = transformBox(matrix, box(0, 0, properties.width, properties.height));
  return {
    node: {
      type: 'frame',
      properties: { ...properties, clip: true, ...rounding },
      children: children.map(({ node }) => node),
    },
    box: area,
    paintBox: area,
  };
}
