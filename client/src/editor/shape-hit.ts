/** Whether a point in a node's own coordinates is on what the node paints. */
import { boxFromSize, containsPoint, type DocumentReader, expand, type NodeId, type Vector } from '@joinery/shared';
import { encloses, isNear, outlineOf } from './path-outline.ts';

/** @param slack how far beside a shape or stroke still counts, in px */
export function shapeContains(reader: DocumentReader, id: NodeId, point: Vector, slack: number): boolean {
  const width = reader.get(id, 'width');
  const height = reader.get(id, 'height');
  const bounds = boxFromSize(0, 0, width, height);
  const stroked = reader.get(id, 'strokes').some((paint) => paint.visible);
  const reach = stroked ? reader.get(id, 'strokeWeight') / 2 + slack : slack;
  if (!containsPoint(expand(bounds, reach), point)) return false;
  switch (reader.get(id, 'type')) {
    case 'frame':
    case 'text':
    case 'line':
      return true;
    case 'path':
      return onPath(reader, id, point, reach);
    case 'ellipse':
      return onEllipse(point, { width, height, reach, filled: isFilled(reader, id) });
    case 'rectangle':
      return isFilled(reader, id) || !containsPoint(expand(bounds, -reach), point);
    case 'group':
    case 'page':
      return false;
    default:
      // A node type from a newer client: its box will do.
      return true;
  }
}

/** A shape without fill is picked by its outline only, so that what lies in it can be reached. */
const isFilled = (reader: DocumentReader, id: NodeId): boolean =>
  reader.get(id, 'fills').some((paint) => paint.visible);

interface Ellipse {
  readonly width: number;
  readonly height: number;
  readonly reach: number;
  readonly filled: boolean;
}

function onEllipse({ x, y }: Vector, { width, height, reach, filled }: Ellipse): boolean {
  const inside = (rx: number, ry: number): boolean =>
    rx > 0 && ry > 0 && ((x - width / 2) / rx) ** 2 + ((y - height / 2) / ry) ** 2 <= 1;
  if (!inside(width / 2 + reach, height / 2 + reach)) return false;
  return filled || !inside(width / 2 - reach, height / 2 - reach);
}

function onPath(reader: DocumentReader, id: NodeId, { x, y }: Vector, reach: number): boolean {
  const { data, width, height } = reader.get(id, 'path');
  const stretch = { x: scaleOf(reader.get(id, 'width'), width), y: scaleOf(reader.get(id, 'height'), height) };
  const outline = outlineOf(data);
  if (isFilled(reader, id) && encloses(outline, { x: x / stretch.x, y: y / stretch.y }, reader.get(id, 'fillRule')))
    return true;
  return isNear(outline, { x, y }, reach, stretch);
}

/** A path without extent along an axis is not stretched along it. */
const scaleOf = (length: number, natural: number): number => (length > 0 && natural > 0 ? length / natural : 1);
