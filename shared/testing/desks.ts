/** People at one file who can undo: what stories of undo begin with. */
import type { Document } from '../src/document/document.ts';
import { canonicalJson } from '../src/document/document-json.ts';
import { type NodeId, ROOT } from '../src/document/node-id.ts';
import { UndoHistory } from '../src/document/undo-history.ts';
import { exchange, replica } from './replicas.ts';

export interface UndoDesk {
  readonly document: Document;
  readonly history: UndoHistory;
}

export interface UndoDesks {
  readonly ann: UndoDesk;
  readonly bob: UndoDesk;
  readonly cid: UndoDesk;
  readonly page: NodeId;
  readonly frames: readonly [NodeId, NodeId];
  /** A rectangle on the page, 10 wide, at (1, 1). */
  readonly shape: NodeId;
  /** Everybody learns everything. */
  readonly sync: () => void;
}

/** Ann, Bob and Cid at one page with two frames and a rectangle, each with a history that starts here. */
export function desks(): UndoDesks {
  const documents = [replica('ann'), replica('bob'), replica('cid')] as const;
  let [page, outer, inner, shape]: [NodeId, NodeId, NodeId, NodeId] = ['', '', '', ''];
  documents[0].transact((tx) => {
    page = tx.create('page', ROOT);
    outer = tx.create('frame', page);
    inner = tx.create('frame', page, { position: { x: 50, y: 50 } });
    shape = tx.create('rectangle', page, { width: 10, position: { x: 1, y: 1 } });
  });
  exchange(...documents);
  const desk = (document: Document): UndoDesk => ({ document, history: new UndoHistory(document) });
  const [ann, bob, cid] = [desk(documents[0]), desk(documents[1]), desk(documents[2])];
  return { ann, bob, cid, page, frames: [outer, inner], shape, sync: () => exchange(...documents) };
}

/** Undo puts a created node in the trash, so the trash is left out where only what is seen counts. */
export const pagesOf = ({ document }: UndoDesk): string => canonicalJson({ ...document.toJSON(), trash: [] });

/** Undoes until nothing is left, and redoes as often. @returns how often */
export function backAndForth({ history }: UndoDesk): number {
  let undone = 0;
  while (history.undo() !== undefined) undone += 1;
  for (let i = 0; i < undone; i++) history.redo();
  return undone;
}
