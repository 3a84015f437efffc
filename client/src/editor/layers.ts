/** The tree as people rearrange it: stacking order, groups, moving layers to another parent. */
import {
  type Box,
  boxHeight,
  boxWidth,
  invert,
  isContainer,
  multiply,
  type NodeId,
  type Transaction,
  transformBox,
  unionAll,
} from '@joinery/shared';
import type { Editor } from './editor.ts';
import { trashEmptyGroups } from './empty-groups.ts';
import { nextName } from './node-names.ts';
import { byParent, inPaintOrder, selectionRoots } from './selection.ts';

export type Stacking = 'forward' | 'backward' | 'front' | 'back';

const STACKING_LABELS: Readonly<Record<Stacking, string>> = {
  forward: 'Bring forward',
  backward: 'Send backward',
  front: 'Bring to front',
  back: 'Send to back',
};

/** Restacks nodes among their siblings; several keep their order among themselves. */
export function restack(editor: Editor, ids: readonly NodeId[], stacking: Stacking): void {
  editor.edit(STACKING_LABELS[stacking], (tx) => {
    for (const [parent, group] of byParent(editor.document, ids)) {
      const siblings = editor.document.children(parent);
      const before = landing(siblings, group, stacking);
      for (const id of group) tx.move(id, parent, before);
    }
  });
}

/** The unmoved sibling that the nodes will lie just behind; null: in front of all. */
function landing(siblings: readonly NodeId[], moving: readonly NodeId[], stacking: Stacking): NodeId | null {
  const still = (id: NodeId | undefined): boolean => id !== undefined && !moving.includes(id);
  const highest = Math.max(...moving.map((id) => siblings.indexOf(id)));
  const lowest = Math.min(...moving.map((id) => siblings.indexOf(id)));
  switch (stacking) {
    case 'front':
      return null;
    case 'back':
      return siblings.find(still) ?? null;
    case 'forward': {
      const passed = siblings.findIndex((id, index) => index > highest && still(id));
      return passed < 0 ? null : (siblings.slice(passed + 1).find(still) ?? null);
    }
    case 'backward':
      return siblings.slice(0, lowest).findLast(still) ?? siblings.find(still) ?? null;
    default:
      return stacking satisfies never;
  }
}

/**
 * Puts layers into a parent, just behind `before` (null: in front of all), in their own order. They stay where they are
 * seen. @returns false when that cannot be: into itself, or into something that holds nothing
 */
export function moveLayers(
  editor: Editor,
  ids: readonly NodeId[],
  { parent, before }: { parent: NodeId; before: NodeId | null },
): boolean {
  const { document, state } = editor;
  const roots = inPaintOrder(document, selectionRoots(document, ids, state.page));
  const holds = isContainer(document.get(parent, 'type')) && document.isAlive(parent);
  if (!holds || roots.length === 0 || roots.some((id) => document.isWithin(parent, id))) return false;
  editor.edit('Move layers', (tx) => {
    const sources = roots.map((id) => document.parent(id) as NodeId);
    const target = firstUnmoved(document.children(parent), before, roots);
    for (const id of roots) tx.move(id, parent, target);
    trashEmptyGroups(tx, document, sources);
  });
  return true;
}

/** `before`, or where that is itself moved, the next sibling that is not. */
function firstUnmoved(siblings: readonly NodeId[], before: NodeId | null, moving: readonly NodeId[]): NodeId | null {
  if (before === null) return null;
  return siblings.slice(siblings.indexOf(before)).find((id) => !moving.includes(id)) ?? null;
}

/**
 * Puts nodes into a new group, or frame, where the frontmost of them is.
 * @param also what else is written in the same change, told the nodes back to front
 * @returns its id
 */
export function wrap(
  editor: Editor,
  ids: readonly NodeId[],
  type: 'group' | 'frame',
  also?: (tx: Transaction, ordered: readonly NodeId[]) => void,
): NodeId | undefined {
  const { document, state } = editor;
  const ordered = inPaintOrder(document, selectionRoots(document, ids, state.page));
  const front = ordered.at(-1);
  const parent = front === undefined ? undefined : document.parent(front);
  if (front === undefined || parent === undefined) return undefined;
  const siblings = document.children(parent);
  const before = siblings.slice(siblings.indexOf(front) + 1).find((id) => !ordered.includes(id)) ?? null;
  const around = unionAll(ordered.map((id) => boxAsSeenFrom(editor, id, parent)));
  if (around === undefined) return undefined;
  const size = type === 'frame' ? { width: boxWidth(around), height: boxHeight(around) } : {};
  const place = { name: nextName(document, state.page, type), position: { x: around.left, y: around.top }, ...size };
  let made: NodeId | undefined;
  editor.edit(type === 'group' ? 'Group' : 'Frame selection', (tx) => {
    const sources = ordered.map((id) => document.parent(id) as NodeId);
    const wrapper = tx.create(type, parent, place, before);
    for (const id of ordered) tx.move(id, wrapper);
    also?.(tx, ordered);
    trashEmptyGroups(tx, document, sources);
    made = wrapper;
  });
  if (made !== undefined) editor.select([made]);
  return made;
}

const boxAsSeenFrom = ({ scene }: Editor, id: NodeId, parent: NodeId): Box =>
  transformBox(multiply(invert(scene.pageMatrix(parent)), scene.pageMatrix(id)), scene.localBox(id));

/** Takes groups and frames apart; what they held stays where it was. */
export function unwrap(editor: Editor, ids: readonly NodeId[]): void {
  const { document } = editor;
  const wrappers = inPaintOrder(document, ids).filter((id) => canUnwrap(editor, id));
  if (wrappers.length === 0) return;
  const freed: NodeId[] = [];
  editor.edit('Ungroup', (tx) => {
    for (const wrapper of wrappers) freed.push(...unwrapOne(tx, editor, wrapper));
  });
  editor.select([...ids.filter((id) => !wrappers.includes(id)), ...freed]);
}

export const canUnwrap = ({ document }: Editor, id: NodeId): boolean => {
  const type = document.get(id, 'type');
  return type === 'group' || type === 'frame';
};

function unwrapOne(tx: Transaction, { document }: Editor, wrapper: NodeId): readonly NodeId[] {
  const parent = document.parent(wrapper) as NodeId;
  const children = [...document.children(wrapper)];
  for (const child of children) tx.move(child, parent, wrapper);
  tx.trash(wrapper);
  return children;
}

/** Of several nodes, the backmost masks the others, in a new group; one alone masks what is above it, or no longer does. */
export function maskOthers(editor: Editor, ids: readonly NodeId[]): void {
  const [only, ...more] = ids;
  if (only === undefined) return;
  if (more.length === 0) editor.edit('Use as mask', (tx) => tx.set(only, 'mask', !editor.document.get(only, 'mask')));
  else
    wrap(editor, ids, 'group', (tx, [back]) => {
      if (back !== undefined) tx.set(back, 'mask', true);
    });
}
