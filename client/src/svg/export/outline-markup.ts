/** The outline of a node as one SVG element. */
import { boxFromSize, type DocumentReader, type Matrix, multiply, type NodeId, scaling } from '@joinery/shared';
import { decimalsFor } from '../geometry/number-text.ts';
import { formatPath, parsePath } from '../geometry/path-data.ts';
import { transformPath } from '../geometry/path-transform.ts';
import { type Radii, roundedRectangle } from '../geometry/rounded-rectangle.ts';
import { type Attributes, markup } from './markup.ts';

export interface Outline {
  /** Element name and geometry; the caller adds paint. */
  readonly name: string;
  readonly attributes: Attributes;
  /** Whether it has an inside and an outside for a stroke to lie on. */
  readonly closed: boolean;
  /** Set for what a centred stroke can stand in for an inner or outer one on. */
  readonly simple?: SimpleOutline;
}

export interface SimpleOutline {
  readonly kind: 'rectangle' | 'ellipse';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

/** @param origin where the node's own 0,0 is, in px: upright nodes are written without a transform */
export function outlineOf(
  reader: DocumentReader,
  id: NodeId,
  origin: { readonly x: number; readonly y: number },
): Outline {
  const [width, height] = [reader.get(id, 'width'), reader.get(id, 'height')];
  const place = { ...origin, width, height };
  const type = reader.get(id, 'type');
  switch (type) {
    case 'ellipse':
      return simpleOutline({ ...place, kind: 'ellipse', radius: 0 });
    case 'line':
      return {
        name: 'line',
        attributes: { x1: zero(place.x), y1: zero(place.y), x2: place.x + width, y2: zero(place.y) },
        closed: false,
      };
    case 'path':
      return pathOutline(reader, id, place);
    case 'page':
    case 'frame':
    case 'group':
    case 'rectangle':
    case 'text':
      return boxOutline(reader, id, place);
    default:
      return type satisfies never;
  }
}

export const outlineMarkup = ({ name, attributes }: Outline, paint: Attributes): string =>
  markup(name, { ...attributes, ...paint });

/** Left out where it is SVG's default. */
const zero = (value: number): number | undefined => (value === 0 ? undefined : value);

/** Rectangles with even corners, and ellipses. */
export function simpleOutline(simple: SimpleOutline): Outline {
  const { kind, x, y, width, height, radius } = simple;
  if (kind === 'rectangle') {
    return {
      name: 'rect',
      attributes: { x: zero(x), y: zero(y), width, height, rx: zero(radius) },
      closed: true,
      simple,
    };
  }
  const center = { cx: x + width / 2, cy: y + height / 2 };
  const circle = width === height;
  return {
    name: circle ? 'circle' : 'ellipse',
    attributes: circle ? { ...center, r: width / 2 } : { ...center, rx: width / 2, ry: height / 2 },
    closed: true,
    simple,
  };
}

type Place = Pick<SimpleOutline, 'x' | 'y' | 'width' | 'height'>;

function boxOutline(reader: DocumentReader, id: NodeId, place: Place): Outline {
  const radius = reader.get(id, 'cornerRadius');
  const radii = fitted(
    typeof radius === 'number'
      ? [radius, radius, radius, radius]
      : [radius[0] ?? 0, radius[1] ?? 0, radius[2] ?? 0, radius[3] ?? 0],
    place,
  );
  const [first] = radii;
  if (radii.every((each) => each === first)) return simpleOutline({ ...place, kind: 'rectangle', radius: first });
  const segments = roundedRectangle(boxFromSize(place.x, place.y, place.width, place.height), radii);
  return {
    name: 'path',
    attributes: { d: formatPath(segments, decimalsFor(Math.max(place.width, place.height))) },
    closed: true,
  };
}

/** Radii that are too large shrink together, as in CSS and canvas. */
function fitted([tl, tr, br, bl]: Radii, { width, height }: Place): Radii {
  const share = Math.min(
    1,
    ...[
      [tl + tr, width],
      [bl + br, width],
      [tl + bl, height],
      [tr + br, height],
    ].map(([sum = 0, side = 0]) => (sum > 0 ? side / sum : 1)),
  );
  return [tl * share, tr * share, br * share, bl * share];
}

function pathOutline(reader: DocumentReader, id: NodeId, { x, y, width, height }: Place): Outline {
  const { data, width: naturalWidth, height: naturalHeight } = reader.get(id, 'path');
  // An outline without extent in a direction, a straight line, cannot be stretched in it.
  const stretch = (size: number, natural: number): number => (natural > 0 ? size / natural : 1);
  const matrix: Matrix = multiply(
    { a: 1, b: 0, c: 0, d: 1, e: x, f: y },
    scaling(stretch(width, naturalWidth), stretch(height, naturalHeight)),
  );
  const segments = transformPath(matrix, parsePath(data));
  const count = (command: string): number => segments.filter(([each]) => each === command).length;
  const rule = reader.get(id, 'fillRule') === 'evenodd' ? 'evenodd' : undefined;
  return {
    name: 'path',
    attributes: { d: formatPath(segments, decimalsFor(Math.max(width, height))), 'fill-rule': rule },
    closed: count('M') === count('Z') && segments.length > 0,
  };
}
