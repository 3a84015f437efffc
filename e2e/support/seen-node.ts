import type { NodeId, Value, Vector } from '@joinery/shared';
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';

/** A node as its person sees it now: visible values of all properties that are set, and where it is. */
export interface SeenNode {
  /** On a page, not in the trash. */
  readonly alive: boolean;
  readonly parent: NodeId | undefined;
  /** Among its siblings, 0 at the back. */
  readonly index: number;
  /** Its rotated top-left corner, in page coordinates. */
  readonly onPage: Vector;
  readonly properties: Readonly<Record<string, Value | undefined>>;
}

/** Runs in the page. @returns null while the node has not arrived */
export function seenNode({ editor }: Joinery, id: NodeId): SeenNode | null {
  const { document, scene } = editor;
  if (!document.has(id)) return null;
  const parent = document.parent(id);
  const names = [...(document.row(id)?.keys() ?? [])];
  const { e, f } = scene.pageMatrix(id);
  return {
    alive: document.isAlive(id),
    parent,
    index: parent === undefined ? -1 : document.children(parent).indexOf(id),
    onPage: { x: Math.round(e * 1e6) / 1e6, y: Math.round(f * 1e6) / 1e6 },
    properties: Object.fromEntries(names.map((name) => [name, document.read(id, name)])),
  };
}
