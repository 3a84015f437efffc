/** Keeps a text's box as its sizing says: hugging the letters, or as high as its lines. Written in the same change. */
import type { DocumentReader, NodeId, Transaction, Vector } from '@joinery/shared';
import { add, rotation, transformVector } from '@joinery/shared';
import { textBlockOf, type TextLayouts } from './text-layouts.ts';

export interface TextBoxHost {
  readonly document: DocumentReader;
  readonly textLayouts: TextLayouts;
}

/** Call after writing anything a text's layout depends on. A box that grows keeps the side its lines are aligned to. */
export function fitTextBox(tx: Transaction, id: NodeId, { document, textLayouts }: TextBoxHost): void {
  const sizing = document.get(id, 'textSizing');
  if (sizing === 'fixed') return;
  const block = textBlockOf(document, id);
  const layout = textLayouts.layout({
    ...block,
    boxWidth: sizing === 'width' ? null : block.boxWidth,
    boxHeight: null,
  });
  const width = sizing === 'width' ? roundUp(layout.width) : document.get(id, 'width');
  const height = roundUp(layout.height);
  const grown: Vector = { x: document.get(id, 'width') - width, y: 0 };
  const shift = transformVector(rotation(document.get(id, 'rotation')), {
    x: grown.x * { left: 0, center: 0.5, right: 1 }[block.textAlign],
    y: 0,
  });
  tx.set(id, 'width', width);
  tx.set(id, 'height', height);
  if (shift.x !== 0 || shift.y !== 0) tx.setPosition(id, add(document.position(id), shift));
}

/** To hundredths, never less than the letters need. */
const roundUp = (length: number): number => Math.ceil(length * 100 - 1e-6) / 100;
