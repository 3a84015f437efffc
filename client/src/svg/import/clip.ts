/**
 * Clip paths and masks that are an upright rectangle (rounded or not) or a circle become clipping frames; where nothing
 * reaches over the edge, they are dropped. Those of one other shape become masks; the rest is named and not applied.
 */
import { type Box, box, boxHeight, boxWidth, IDENTITY, type Matrix, multiply, translation } from '@joinery/shared';
import { parseColor } from '../css/color.ts';
import { parseShare } from '../css/length.ts';
import { Style } from '../css/style.ts';
import type { Segment } from '../geometry/path-data.ts';
import { type Radii, readRoundedRectangle } from '../geometry/rounded-rectangle.ts';
import { elementsOf, type XmlElement } from '../xml/xml-element.ts';
import { hrefOf } from '../xml/xml-tree.ts';
import { elementMatrix } from './element-matrix.ts';
import type { ImportContext, Place } from './import-context.ts';
import { type Geometry, geometryOf, SHAPE_NAMES } from './shapes.ts';

export interface Clip {
  readonly box: Box;
  readonly radii: Radii;
  /** What no frame can be: a mask of this outline. */
  readonly outline?: { readonly geometry: Geometry; readonly evenOdd: boolean };
  /** From the box's coordinates to the user space of the clipped element. */
  readonly matrix: Matrix;
}

/** Clips that frames can show, of an element; what they cannot is named. */
export function clipsOf(context: ImportContext, style: Style, viewport: Place['viewport']): Clip[] {
  const clips: Clip[] = [];
  for (const [property, what] of [
    ['clip-path', 'clip paths'],
    ['mask', 'masks'],
  ] as const) {
    const value = style.get(property).trim();
    if (value === 'none' || value === '') continue;
    const target = context.tree.find(value);
    // A reference to nothing clips nothing.
    if (target === undefined && /^url\(/i.test(value)) continue;
    const clip = target === undefined ? undefined : clipFrom(context, target, viewport);
    if (clip === undefined) context.unsupported.add(what);
    else clips.push(clip);
  }
  return clips;
}

function clipFrom(context: ImportContext, element: XmlElement, viewport: Place['viewport']): Clip | undefined {
  const { name, attributes } = element;
  const isMask = name === 'mask';
  const units = attributes.get(isMask ? 'maskContentUnits' : 'clipPathUnits') ?? 'userSpaceOnUse';
  const style = context.style(element, context.style(context.tree.root, Style.initial));
  const own = [style.get('clip-path'), style.get('mask')].every((value) => value === 'none');
  if ((name !== 'clipPath' && !isMask) || units !== 'userSpaceOnUse' || !own) return undefined;
  const only = onlyShape(context, element);
  if (only === undefined) return undefined;
  const shapeStyle = context.style(only.element, style);
  if (isMask && !isOpaqueWhite(shapeStyle, attributes)) return undefined;
  const geometry = geometryOf(only.element, shapeStyle, viewport);
  if (geometry === undefined || geometry.kind === 'line' || shapeStyle.get('clip-path') !== 'none') return undefined;
  const evenOdd = shapeStyle.get(isMask ? 'fill-rule' : 'clip-rule') === 'evenodd';
  const plain = frameShape(geometry) ?? { box: geometry.box, radii: SQUARE, outline: { geometry, evenOdd } };
  const outer = isMask ? IDENTITY : elementMatrix(element, style, viewport);
  return {
    ...plain,
    matrix: multiply(multiply(outer, only.matrix), elementMatrix(only.element, shapeStyle, viewport)),
  };
}

/** The single shape inside, through groups and `use` that add nothing of their own. */
function onlyShape(context: ImportContext, element: XmlElement): { element: XmlElement; matrix: Matrix } | undefined {
  let at = element;
  for (let steps = 0; steps < 8; steps++) {
    const [child, ...more] =
      at.name === 'use'
        ? [context.tree.find(hrefOf(at))]
        : elementsOf(at).filter(({ name }) => name !== 'title' && name !== 'desc');
    if (child === undefined || more.length > 0) return undefined;
    if (SHAPE_NAMES.has(child.name)) return { element: child, matrix: IDENTITY };
    const style = (child.attributes.get('style') ?? '').trim();
    const plain =
      ['transform', 'x', 'y', 'clip-path', 'opacity', 'class'].every((name) => !child.attributes.has(name)) &&
      /^(?:overflow\s*:\s*visible\s*;?)?$/.test(style);
    if (!plain || (child.name !== 'use' && child.name !== 'g')) return undefined;
    at = child;
  }
  return undefined;
}

function isOpaqueWhite(style: Style, mask: XmlElement['attributes']): boolean {
  const fill = parseColor(style.get('fill'));
  const byAlpha = /mask-type\s*:\s*alpha/.test(mask.get('style') ?? '') || mask.get('mask-type') === 'alpha';
  const opaque =
    fill?.opacity === 1 && parseShare(style.get('fill-opacity'), 1) === 1 && parseShare(style.get('opacity'), 1) === 1;
  return opaque && style.get('stroke') === 'none' && (byAlpha || fill.color === '#ffffff');
}

function frameShape(geometry: Geometry): Pick<Clip, 'box' | 'radii'> | undefined {
  const { box: own } = geometry;
  switch (geometry.kind) {
    case 'rectangle':
      return geometry.rx === geometry.ry ? { box: own, radii: evenRadii(geometry.rx) } : undefined;
    case 'ellipse':
      return boxWidth(own) === boxHeight(own) ? { box: own, radii: evenRadii(boxWidth(own) / 2) } : undefined;
    case 'path':
      return isUprightRectangle(geometry.segments, own)
        ? { box: own, radii: SQUARE }
        : readRoundedRectangle(geometry.segments);
    case 'line':
      return undefined;
    default:
      return geometry satisfies never;
  }
}

const SQUARE: Radii = [0, 0, 0, 0];
const evenRadii = (radius: number): Radii => [radius, radius, radius, radius];

/** `M0 0h24v24H0z` and its turns: four sides along the bounds, each corner once. */
function isUprightRectangle(segments: readonly Segment[], bounds: Box): boolean {
  const points = segments.flatMap((segment) =>
    segment[0] === 'M' || segment[0] === 'L' ? [[segment[1], segment[2]] as const] : [],
  );
  if (
    segments.filter(([command]) => command === 'M').length !== 1 ||
    segments.some(([command]) => command === 'C' || command === 'Q' || command === 'A')
  )
    return false;
  const atCorners = points.every(
    ([x, y]) => (x === bounds.left || x === bounds.right) && (y === bounds.top || y === bounds.bottom),
  );
  const straight = points.every(
    ([x, y], index) => index === 0 || x === points[index - 1]?.[0] || y === points[index - 1]?.[1],
  );
  return atCorners && straight && new Set(points.map((point) => point.join())).size === 4 && points.length <= 5;
}

/** The clip of a viewport that does not let its contents overflow. */
export const viewportClip = (x: number, y: number, { width, height }: Place['viewport']): Clip => ({
  box: box(0, 0, width, height),
  radii: SQUARE,
  matrix: translation(x, y),
});
