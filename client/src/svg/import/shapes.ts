/** Basic shapes and paths as geometry in their own user space. */
import { type Box, box } from '@joinery/shared';
import { parseLength } from '../css/length.ts';
import type { Style } from '../css/style.ts';
import { pathBounds } from '../geometry/path-bounds.ts';
import { parsePath, type Segment } from '../geometry/path-data.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import type { Place } from './import-context.ts';

export type Geometry =
  | { readonly kind: 'rectangle'; readonly box: Box; readonly rx: number; readonly ry: number }
  | { readonly kind: 'ellipse'; readonly box: Box }
  | {
      readonly kind: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly box: Box;
    }
  | { readonly kind: 'path'; readonly segments: readonly Segment[]; readonly box: Box };

export const SHAPE_NAMES: ReadonlySet<string> = new Set([
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
]);

/** Undefined for a shape that the specification says is not drawn: one without size or points. */
export function geometryOf(element: XmlElement, style: Style, viewport: Place['viewport']): Geometry | undefined {
  const length = lengthReader(element, style, viewport);
  switch (element.name) {
    case 'rect':
      return rectangle(length);
    case 'circle': {
      const r = length('r', 'both') ?? 0;
      return ellipse(length, r, r);
    }
    case 'ellipse': {
      const [rx, ry] = [length('rx', 'width'), length('ry', 'height')];
      return ellipse(length, rx ?? ry ?? 0, ry ?? rx ?? 0);
    }
    case 'line': {
      const [x1, y1] = [length('x1', 'width') ?? 0, length('y1', 'height') ?? 0];
      const [x2, y2] = [length('x2', 'width') ?? 0, length('y2', 'height') ?? 0];
      return {
        kind: 'line',
        x1,
        y1,
        x2,
        y2,
        box: box(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)),
      };
    }
    case 'polyline':
    case 'polygon':
      return path(polygonSegments(element.attributes.get('points') ?? '', element.name === 'polygon'));
    case 'path':
      return path(parsePath(element.attributes.get('d') ?? ''));
    default:
      return undefined;
  }
}

export type LengthReader = (name: string, percentOf: 'width' | 'height' | 'both') => number | undefined;

/** Reads attributes as px; percentages are of the viewport's width, height or diagonal (by √2, as the specification says). */
export function lengthReader(
  element: XmlElement,
  { fontSize }: Style,
  { width, height }: Place['viewport'],
): LengthReader {
  const wholes = { width, height, both: Math.hypot(width, height) / Math.SQRT2 };
  return (name, percentOf) => parseLength(element.attributes.get(name), { fontSize, whole: wholes[percentOf] });
}

function rectangle(length: LengthReader): Geometry | undefined {
  const [x, y] = [length('x', 'width') ?? 0, length('y', 'height') ?? 0];
  const [width, height] = [length('width', 'width') ?? 0, length('height', 'height') ?? 0];
  if (!(width > 0 && height > 0)) return undefined;
  const [rx, ry] = [positive(length('rx', 'width')), positive(length('ry', 'height'))];
  return {
    kind: 'rectangle',
    box: box(x, y, x + width, y + height),
    rx: Math.min(rx ?? ry ?? 0, width / 2),
    ry: Math.min(ry ?? rx ?? 0, height / 2),
  };
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 0 ? value : undefined;

function ellipse(length: LengthReader, rx: number, ry: number): Geometry | undefined {
  if (!(rx > 0 && ry > 0)) return undefined;
  const [cx, cy] = [length('cx', 'width') ?? 0, length('cy', 'height') ?? 0];
  return { kind: 'ellipse', box: box(cx - rx, cy - ry, cx + rx, cy + ry) };
}

function polygonSegments(points: string, closed: boolean): Segment[] {
  const numbers = points.match(/[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/gi) ?? [];
  const segments: Segment[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const [x, y] = [Number(numbers[index]), Number(numbers[index + 1])];
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    segments.push([index === 0 ? 'M' : 'L', x, y]);
  }
  if (closed && segments.length > 0) segments.push(['Z']);
  return segments;
}

function path(segments: readonly Segment[]): Geometry | undefined {
  const bounds = pathBounds(segments);
  return bounds === undefined || segments.length < 2 ? undefined : { kind: 'path', segments, box: bounds };
}

/** The outline of any geometry as segments, for what no simpler node can show. */
export function outlineOf(geometry: Geometry): readonly Segment[] {
  switch (geometry.kind) {
    case 'path':
      return geometry.segments;
    case 'line':
      return [
        ['M', geometry.x1, geometry.y1],
        ['L', geometry.x2, geometry.y2],
      ];
    case 'ellipse': {
      const { left, top, right, bottom } = geometry.box;
      const [rx, ry, middle] = [(right - left) / 2, (bottom - top) / 2, (top + bottom) / 2];
      return [['M', right, middle], ['A', rx, ry, 0, 0, 1, left, middle], ['A', rx, ry, 0, 0, 1, right, middle], ['Z']];
    }
    case 'rectangle':
      return rectangleOutline(geometry);
    default:
      return geometry satisfies never;
  }
}

function rectangleOutline({
  box: { left, top, right, bottom },
  rx,
  ry,
}: Extract<Geometry, { kind: 'rectangle' }>): Segment[] {
  if (rx === 0 || ry === 0)
    return [['M', left, top], ['L', right, top], ['L', right, bottom], ['L', left, bottom], ['Z']];
  const corner = (x: number, y: number): Segment => ['A', rx, ry, 0, 0, 1, x, y];
  return [
    ['M', left + rx, top],
    ['L', right - rx, top],
    corner(right, top + ry),
    ['L', right, bottom - ry],
    corner(right - rx, bottom),
    ['L', left + rx, bottom],
    corner(left, bottom - ry),
    ['L', left, top + ry],
    corner(left + rx, top),
    ['Z'],
  ];
}
