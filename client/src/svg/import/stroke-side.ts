/**
 * Strokes on one side of an outline. SVG has none; programs (this one too) write one of twice the width and cut off the
 * wrong half: by a clip path that is the shape itself, or by a mask that is white but for the shape.
 */
import { parseColor } from '../css/color.ts';
import type { Style } from '../css/style.ts';
import { elementsOf, type XmlElement } from '../xml/xml-element.ts';
import type { ImportContext, Place } from './import-context.ts';
import { type Geometry, geometryOf, SHAPE_NAMES } from './shapes.ts';

export interface StrokedShape {
  readonly geometry: Geometry;
  readonly style: Style;
  readonly viewport: Place['viewport'];
}

/** On which side of its outline alone a shape's stroke is seen; undefined for any other clip path or mask. */
export function strokeSide(
  context: ImportContext,
  { geometry, style, viewport }: StrokedShape,
): 'inside' | 'outside' | undefined {
  if (style.get('stroke') === 'none' || !isClosed(geometry)) return undefined;
  const [clip, mask] = [style.get('clip-path'), style.get('mask')];
  const isSame = (element: XmlElement | undefined): boolean =>
    element !== undefined && isOutline(context, element, { geometry, style, viewport });
  if (mask === 'none') {
    const target = context.tree.find(clip);
    const [only, ...more] = target?.name === 'clipPath' && isPlain(target) ? elementsOf(target) : [];
    return more.length === 0 && isSame(only) ? 'inside' : undefined;
  }
  const target = clip === 'none' && style.get('fill') === 'none' ? context.tree.find(mask) : undefined;
  const [all, hole, ...more] = target?.name === 'mask' && isPlain(target) ? elementsOf(target) : [];
  const isHole = more.length === 0 && isSame(hole) && hasFill(all, '#ffffff') && hasFill(hole, '#000000');
  return isHole && all?.name === 'rect' ? 'outside' : undefined;
}

const isClosed = (geometry: Geometry): boolean => {
  if (geometry.kind !== 'path') return geometry.kind !== 'line';
  const count = (command: string): number => geometry.segments.filter(([each]) => each === command).length;
  return count('M') === count('Z');
};

const isPlain = ({ attributes }: XmlElement): boolean =>
  ['transform', 'clip-path', 'mask', 'clipPathUnits', 'maskContentUnits'].every((name) => !attributes.has(name));

const hasFill = (element: XmlElement | undefined, color: string): boolean => {
  const fill = parseColor(element?.attributes.get('fill') ?? '');
  return fill?.color === color && fill.opacity === 1;
};

function isOutline(context: ImportContext, element: XmlElement, { geometry, style, viewport }: StrokedShape): boolean {
  if (!SHAPE_NAMES.has(element.name) || element.attributes.has('transform') || element.attributes.has('style'))
    return false;
  const other = geometryOf(element, style, viewport);
  context.countDrawn();
  return JSON.stringify(other) === JSON.stringify(geometry);
}
