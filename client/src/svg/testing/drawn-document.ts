/** A document with imported nodes on its only page, and the way back to SVG. */
import { box, Document, type NodeId, ROOT, type Transaction } from '@joinery/shared';
import type { SvgImport, SvgNode } from '../../editor/svg-import.ts';
import { layoutText } from '../../editor/text-layout.ts';
import { textBlockOf } from '../../editor/text-layouts.ts';
import { exportSvg } from '../export/export-svg.ts';
import { measureHalf } from './read-svg.ts';

export interface DrawnDocument {
  readonly document: Document;
  readonly page: NodeId;
}

export function drawnDocument(nodes: readonly SvgNode[]): DrawnDocument {
  const document = new Document({ actor: 'A1b2C3d4', wall: () => 1_800_000_000_000 });
  let page: NodeId = ROOT;
  document.transact((tx) => {
    page = tx.create('page', ROOT);
    createAll(tx, page, nodes);
  });
  return { document, page };
}

function createAll(tx: Transaction, parent: NodeId, nodes: readonly SvgNode[]): void {
  for (const { type, properties, children } of nodes) createAll(tx, tx.create(type, parent, properties), children);
}

/** The page as SVG, showing 0,0 to the size of the picture. */
export const exportPage = (
  { document, page }: DrawnDocument,
  { width, height }: Pick<SvgImport, 'width' | 'height'>,
): string =>
  exportSvg(document, [page], {
    paintBox: () => box(0, 0, width, height),
    layout: (id) => layoutText(textBlockOf(document, id), measureHalf),
  });

export const exportNodes = (nodes: readonly SvgNode[]): string =>
  exportPage(drawnDocument(nodes), { width: 100, height: 100 });
