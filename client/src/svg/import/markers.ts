/** Arrow heads and other markers: drawings put on the vertices of an outline. */
import { matrix, type Matrix, multiply, rotation, scaling, transformPoint, translation } from '@joinery/shared';
import { parseLength } from '../css/length.ts';
import { pathVertices, type Vertex } from '../geometry/path-vertices.ts';
import { parseViewBox, viewBoxMatrix } from '../geometry/view-box.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { viewportClip } from './clip.ts';
import { drawClipped } from './draw-clipped.ts';
import type { Draft } from './draft.ts';
import type { ImportContext, Place } from './import-context.ts';
import { type Geometry, lengthReader, outlineOf } from './shapes.ts';

/** Draws the contents of an element. */
export type DrawContents = (element: XmlElement, place: Place) => readonly Draft[];

export interface MarkedShape {
  readonly geometry: Geometry;
  /** With the shape's own style and transform. */
  readonly place: Place;
  readonly drawContents: DrawContents;
}

export function markerDrafts(context: ImportContext, { geometry, place, drawContents }: MarkedShape): Draft[] {
  const markers = (['marker-start', 'marker-mid', 'marker-end'] as const).map((property) =>
    markerOf(context, place.style.get(property), place),
  );
  if (markers.every((marker) => marker === undefined)) return [];
  const vertices = pathVertices(outlineOf(geometry));
  return vertices.flatMap((vertex, index) => {
    const places = [
      index === 0 ? 0 : -1,
      index > 0 && index < vertices.length - 1 ? 1 : -1,
      index === vertices.length - 1 ? 2 : -1,
    ];
    return places.flatMap((which) => {
      const marker = markers[which];
      return marker === undefined
        ? []
        : drawMarker(context, marker, { vertex, first: which === 0, place, drawContents });
    });
  });
}

function markerOf(context: ImportContext, value: string, { within }: Place): XmlElement | undefined {
  const target = value === 'none' ? undefined : context.tree.find(value);
  return target?.name === 'marker' && !within.includes(target) ? target : undefined;
}

interface MarkerUse {
  readonly vertex: Vertex;
  /** At the start of the outline, where `auto-start-reverse` turns round. */
  readonly first: boolean;
  readonly place: Place;
  readonly drawContents: DrawContents;
}

function drawMarker(
  context: ImportContext,
  marker: XmlElement,
  { vertex, first, place, drawContents }: MarkerUse,
): readonly Draft[] {
  const style = context.styleInPlace(marker);
  const length = lengthReader(marker, style, place.viewport);
  const viewport = { width: length('markerWidth', 'width') ?? 3, height: length('markerHeight', 'height') ?? 3 };
  if (!(viewport.width > 0 && viewport.height > 0)) return [];
  const viewBox = parseViewBox(marker.attributes.get('viewBox'));
  const inner = viewBoxMatrix(viewBox, viewport, marker.attributes.get('preserveAspectRatio'));
  const reference = transformPoint(inner, referencePoint(marker, viewBox ?? { x: 0, y: 0, ...viewport }));
  const unit = marker.attributes.get('markerUnits') === 'userSpaceOnUse' ? 1 : strokeWidth(place);
  const turn = rotation(orientation(marker, vertex, first));
  const standing = multiply(
    multiply(translation(vertex.x, vertex.y), turn),
    multiply(scaling(unit, unit), translation(-reference.x, -reference.y)),
  );
  const contents: Place = {
    ...place,
    style,
    viewport: viewBox ?? viewport,
    within: [...place.within, marker],
    depth: place.depth + 1,
    matrix: IGNORED,
  };
  const draw = (under: Matrix): readonly Draft[] =>
    drawContents(marker, { ...contents, matrix: multiply(under, inner) });
  const under = multiply(place.matrix, standing);
  const overflow = style.get('overflow');
  return overflow === 'visible' || overflow === 'auto'
    ? draw(under)
    : drawClipped(context, viewportClip(0, 0, viewport), { matrix: under, draw });
}

/** Stands in until the matrix of the contents is known. */
const IGNORED = matrix(1, 0, 0, 1, 0, 0);

const strokeWidth = ({ style, viewport: { width, height } }: Place): number =>
  parseLength(style.get('stroke-width'), { fontSize: style.fontSize, whole: Math.hypot(width, height) / Math.SQRT2 }) ??
  1;

const KEYWORDS: Readonly<Record<string, number>> = { left: 0, top: 0, center: 0.5, right: 1, bottom: 1 };

function referencePoint(
  { attributes }: XmlElement,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
) {
  const read = (name: 'refX' | 'refY', start: number, whole: number): number => {
    const text = attributes.get(name)?.trim() ?? '0';
    const share = KEYWORDS[text];
    return share === undefined ? (parseLength(text, { fontSize: 16, whole }) ?? 0) : start + share * whole;
  };
  return { x: read('refX', box.x, box.width), y: read('refY', box.y, box.height) };
}

/** In degrees. */
function orientation({ attributes }: XmlElement, { angle }: Vertex, first: boolean): number {
  const orient = attributes.get('orient')?.trim() ?? '0';
  const along = (angle * 180) / Math.PI;
  if (orient === 'auto') return along;
  if (orient === 'auto-start-reverse') return first ? along + 180 : along;
  const fixed = Number.parseFloat(orient);
  return Number.isFinite(fixed) ? fixed : 0;
}
