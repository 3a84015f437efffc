/**
 * What the pointer is on. Leaves are tested by their true shape; what was hit is then raised to what a click means:
 * a group as a unit, unless it was entered; frames on the page are looked into.
 */
import {
  type Box,
  containsPoint,
  type DocumentReader,
  expand,
  invert,
  type NodeId,
  transformPoint,
  type Vector,
} from '@joinery/shared';
import type { NodeBoxes } from './node-boxes.ts';
import type { PageIndexes } from './page-index.ts';
import { ancestors, isLocked, subtree } from './selection.ts';
import { shapeContains } from './shape-hit.ts';

export interface HitOptions {
  readonly page: NodeId;
  /** The very node under the pointer, whatever groups it is in. */
  readonly deep: boolean;
  /** The group or nested frame entered by double click. */
  readonly scope: NodeId | null;
  /** How far outside a shape or its stroke still counts, in page px. */
  readonly slack: number;
}

interface HitContext {
  readonly reader: DocumentReader;
  readonly boxes: NodeBoxes;
  readonly indexes: PageIndexes;
}

export function hitTest(context: HitContext, point: Vector, options: HitOptions): NodeId | null {
  const { page, slack } = options;
  const around: Box = expand({ left: point.x, top: point.y, right: point.x, bottom: point.y }, slack);
  const candidates = context.indexes.search(around, page);
  for (let i = candidates.length - 1; i >= 0; i--) {
    const id = candidates[i] as NodeId;
    if (
      isLocked(context.reader, id) ||
      clippedAway(context, id, point) ||
      maskedAway(context, id, point) ||
      !isOn(context, id, point, slack)
    )
      continue;
    return options.deep ? id : raise(context.reader, id, options);
  }
  return null;
}

/**
 * What a click on a node selects: the child of the entered scope that holds it; else the outermost group or nested frame,
 * where frames directly on the page do not count as a unit.
 */
export function raise(reader: DocumentReader, id: NodeId, { page, scope }: Pick<HitOptions, 'page' | 'scope'>): NodeId {
  const path = [id, ...ancestors(reader, id)].reverse();
  const inPage = path.slice(path.indexOf(page) + 1);
  const entered = scope === null ? -1 : inPage.indexOf(scope);
  if (entered >= 0) return inPage[entered + 1] ?? id;
  const [top, second] = inPage;
  return top !== undefined && second !== undefined && reader.get(top, 'type') === 'frame' ? second : (top ?? id);
}

function isOn({ reader, boxes }: HitContext, id: NodeId, point: Vector, slack: number): boolean {
  const local = transformPoint(invert(boxes.pageMatrix(id)), point);
  return shapeContains(reader, id, local, slack);
}

function maskedAway(context: HitContext, id: NodeId, point: Vector): boolean {
  const { masks } = context.indexes;
  if (masks.empty) return false;
  for (let at: NodeId | undefined = id; at !== undefined; at = context.reader.parent(at)) {
    const mask = masks.of(at);
    if (mask !== undefined && ![...subtree(context.reader, mask)].some((part) => isOn(context, part, point, 0)))
      return true;
  }
  return false;
}

function clippedAway({ reader, boxes }: HitContext, id: NodeId, point: Vector): boolean {
  for (const at of ancestors(reader, id)) {
    if (reader.get(at, 'type') !== 'frame' || !reader.get(at, 'clip')) continue;
    if (!containsPoint(boxes.localBox(at), transformPoint(invert(boxes.pageMatrix(at)), point))) return true;
  }
  return false;
}
