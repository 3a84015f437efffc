/**
 * What people do to a document, as plain data. An edit names its nodes by labels that mean the same on every replica and
 * carries its values, so that a list of edits still makes sense when some of them are taken out (which is how failing
 * runs are shrunk). An edit whose nodes are not there, or that would be refused, does nothing.
 */
import type { Document } from '../src/document/document.ts';
import type { Gesture } from '../src/document/gesture.ts';
import { type NodeId, ROOT, TRASH } from '../src/document/node-id.ts';
import type { UndoHistory } from '../src/document/undo-history.ts';
import { canonicalJson } from '../src/document/document-json.ts';
import { isContainer, type NodeType } from '../src/schema/properties.ts';
import { type Value, valuesEqual } from '../src/schema/value.ts';

/** A node's name in actions: `root`, `trash`, or n0, n1 … */
export type Label = string;

export type Edit =
  | { readonly do: 'create'; readonly node: Label; readonly type: NodeType; readonly parent: Label; readonly x: number }
  | { readonly do: 'set'; readonly node: Label; readonly property: string; readonly value: Value }
  | { readonly do: 'move'; readonly node: Label; readonly parent: Label; readonly before: Label | null }
  /** Several moves in one change, as a selection that is dragged into a frame. */
  | { readonly do: 'gather'; readonly nodes: readonly Label[]; readonly parent: Label }
  /** The same, and then it fails: nothing may have happened. */
  | { readonly do: 'fail'; readonly nodes: readonly Label[]; readonly parent: Label }
  | { readonly do: 'place'; readonly node: Label; readonly x: number; readonly y: number }
  | { readonly do: 'trash'; readonly node: Label }
  | { readonly do: 'restore'; readonly node: Label }
  /** A step of a drag; the first one begins the gesture. */
  | { readonly do: 'drag'; readonly node: Label; readonly x: number; readonly y: number }
  | { readonly do: 'drop' }
  | { readonly do: 'cancel' }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  /** Undo so many times and redo as often: nothing may have changed. */
  | { readonly do: 'undo-redo'; readonly steps: number };

/** One person at a document. */
export interface Desk {
  readonly document: Document;
  readonly history: UndoHistory;
  gesture: Gesture | undefined;
}

/** Label → id, the same for all replicas of a world. */
export type Names = Map<Label, NodeId>;

/**
 * How an edit went. A complaint is a broken promise in words: an own edit that is not seen at once, an undo that is not
 * the inverse of a redo.
 */
export type Outcome = 'done' | 'nothing' | { readonly complaint: string };

export function perform(desk: Desk, names: Names, edit: Edit): Outcome {
  const { document, history } = desk;
  const id = (label: Label): NodeId => names.get(label) ?? label;
  switch (edit.do) {
    case 'create':
      return create(document, names, edit);
    case 'set':
      return set(document, id(edit.node), edit);
    case 'move':
      return move(document, {
        node: id(edit.node),
        parent: id(edit.parent),
        before: edit.before === null ? null : id(edit.before),
      });
    case 'gather':
    case 'fail':
      return gather(document, edit.nodes.map(id), { parent: id(edit.parent), fails: edit.do === 'fail' });
    case 'place':
    case 'drag':
      return place(desk, id(edit.node), edit);
    case 'trash':
      return move(document, { node: id(edit.node), parent: TRASH, before: null });
    case 'restore':
      return restore(document, id(edit.node));
    case 'drop':
    case 'cancel':
      return endGesture(desk, edit.do);
    case 'undo':
    case 'redo':
      endGesture(desk, 'drop');
      return history[edit.do]() === undefined ? 'nothing' : 'done';
    case 'undo-redo':
      endGesture(desk, 'drop');
      return undoRedo(desk, edit.steps);
    default:
      return edit satisfies never;
  }
}

function create(document: Document, names: Names, edit: Edit & { do: 'create' }): Outcome {
  const parent = names.get(edit.parent) ?? edit.parent;
  const holds =
    edit.type === 'page'
      ? parent === ROOT
      : document.has(parent) && parent !== ROOT && parent !== TRASH && isContainer(document.get(parent, 'type'));
  if (names.has(edit.node) || !holds) return 'nothing';
  document.transact((tx) => {
    const position = edit.type === 'page' ? undefined : { x: edit.x, y: -edit.x };
    names.set(edit.node, tx.create(edit.type, parent, position && { position }));
  });
  const made = names.get(edit.node) ?? '';
  return document.has(made) && document.parent(made) === parent
    ? 'done'
    : { complaint: `${edit.node} was made and is not there` };
}

function set(document: Document, node: NodeId, { property, value }: Edit & { do: 'set' }): Outcome {
  if (!document.has(node) || node === ROOT || node === TRASH) return 'nothing';
  const change = document.transact((tx) => tx.setRaw(node, property, value));
  if (!valuesEqual(document.read(node, property) ?? null, value))
    return { complaint: `${property} was set to ${JSON.stringify(value)} and reads otherwise` };
  return change === undefined ? 'nothing' : 'done';
}

function move(
  document: Document,
  { node, parent, before }: { node: NodeId; parent: NodeId; before: NodeId | null },
): Outcome {
  if (!document.has(node) || document.parent(node) === undefined || !document.has(parent)) return 'nothing';
  const page = document.get(node, 'type') === 'page';
  const holds =
    parent === TRASH || (page ? parent === ROOT : parent !== ROOT && isContainer(document.get(parent, 'type')));
  if (!holds || document.isWithin(parent, node)) return 'nothing';
  const next = before !== null && before !== node && document.parent(before) === parent ? before : null;
  const change = document.transact((tx) => tx.move(node, parent, next));
  if (document.parent(node) !== parent) return { complaint: 'a node was moved and is not where it was put' };
  const siblings = document.children(parent);
  if (change !== undefined && siblings[siblings.indexOf(node) + 1] !== (next ?? undefined))
    return { complaint: 'a node was moved and stands elsewhere among its siblings' };
  return change === undefined ? 'nothing' : 'done';
}

class OnPurpose extends Error {}

function gather(
  document: Document,
  nodes: readonly NodeId[],
  { parent, fails }: { parent: NodeId; fails: boolean },
): Outcome {
  const holds = (id: NodeId): boolean =>
    document.has(id) &&
    document.get(id, 'type') !== 'page' &&
    document.parent(id) !== undefined &&
    !document.isWithin(parent, id);
  if (!document.has(parent) || parent === ROOT || parent === TRASH || !isContainer(document.get(parent, 'type')))
    return 'nothing';
  const before = canonicalJson(document.toJSON());
  try {
    const change = document.transact((tx) => {
      for (const node of nodes) {
        if (holds(node)) tx.move(node, parent);
        if (fails && holds(node)) {
          tx.move(tx.create('rectangle', parent), parent, node);
          tx.set(node, 'rotation', 17);
          if (node !== nodes[0]) tx.trash(node);
        }
      }
      if (fails) throw new OnPurpose('on purpose');
    });
    return change === undefined ? 'nothing' : 'done';
  } catch (error) {
    if (!(error instanceof OnPurpose)) throw error;
    return canonicalJson(document.toJSON()) === before
      ? 'nothing'
      : { complaint: 'a change that failed has left something behind' };
  }
}

function place(desk: Desk, node: NodeId, { x, y, do: how }: Edit & { do: 'place' | 'drag' }): Outcome {
  const { document } = desk;
  if (!document.has(node) || document.parent(node) === undefined || document.get(node, 'type') === 'page')
    return 'nothing';
  if (how === 'drag') desk.gesture ??= { label: 'Drag' };
  const gesture = how === 'drag' ? desk.gesture : undefined;
  const change = document.transact((tx) => tx.setPosition(node, { x, y }), gesture && { gesture });
  const at = document.position(node);
  if (at.x !== x || at.y !== y) return { complaint: `a node was put at ${x},${y} and stands at ${at.x},${at.y}` };
  return change === undefined ? 'nothing' : 'done';
}

function restore(document: Document, node: NodeId): Outcome {
  const hasHome =
    document.children(ROOT).some((page) => document.has(page)) ||
    (document.has(node) && document.get(node, 'type') === 'page');
  if (!document.has(node) || document.parent(node) !== TRASH || !hasHome) return 'nothing';
  document.transact((tx) => tx.restore(node));
  return document.isAlive(node) ? 'done' : { complaint: 'a node was restored and is still in the trash' };
}

function endGesture(desk: Desk, how: 'drop' | 'cancel'): Outcome {
  const { gesture } = desk;
  if (gesture === undefined) return 'nothing';
  desk.gesture = undefined;
  if (how === 'cancel') desk.history.cancel(gesture);
  else desk.document.release(gesture);
  return 'done';
}

function undoRedo({ document, history }: Desk, steps: number): Outcome {
  const pages = (): string => canonicalJson({ ...document.toJSON(), trash: [] });
  const before = pages();
  // What lies in something purged can be taken out, but not put back (D9).
  const purged = namesWhatIsGone(document);
  let undone = 0;
  while (undone < steps && history.undo() !== undefined) undone += 1;
  for (let i = 0; i < undone; i++) history.redo();
  if (pages() !== before && !purged)
    return { complaint: `${undone} undos and as many redos have changed the document from ${before} to ${pages()}` };
  return undone === 0 ? 'nothing' : 'done';
}

function namesWhatIsGone(document: Document): boolean {
  for (const id of document.nodes()) if (!document.has(document.get(id, 'placement').parent)) return true;
  return false;
}
