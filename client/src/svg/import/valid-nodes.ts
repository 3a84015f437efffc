/** The last check before a document sees what was imported: every value is one that the schema takes. */
import { checkProperty, MAX_LENGTH, type NewNode, type Value } from '@joinery/shared';
import type { SvgNode } from '../../editor/svg-import.ts';
import type { Unsupported } from './unsupported.ts';

/** Without nodes that no document takes, which are named: hostile numbers make them, and shapes light years away. */
export function validNodes(nodes: readonly SvgNode[], unsupported: Unsupported): SvgNode[] {
  return nodes.flatMap((node) => {
    if (!isValid(node.properties)) {
      unsupported.add(TOO_LARGE);
      return [];
    }
    return [node.children.length === 0 ? node : { ...node, children: validNodes(node.children, unsupported) }];
  });
}

export const TOO_LARGE = 'shapes too large for the canvas';

/** Whether place and size are within what coordinates can be. */
export const fitsCanvas = ({ position, width = 0, height = 0 }: NewNode): boolean =>
  [position?.x ?? 0, position?.y ?? 0, width, height].every((value) => Math.abs(value) <= MAX_LENGTH);

function isValid(properties: NewNode): boolean {
  if (!fitsCanvas(properties)) return false;
  return Object.entries(properties).every(
    ([name, value]) => name === 'position' || checkProperty(name, value as Value) === undefined,
  );
}
