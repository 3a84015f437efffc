/** An empty page and all that paints it, on bitmaps that count. */
import { type Document, type NodeId, ROOT } from '@joinery/shared';
import { replica } from '@joinery/shared/testing';
import { createScene, type Scene } from '../../editor/scene.ts';
import { TextLayouts } from '../../editor/text-layouts.ts';
import { PaintCaches } from '../paint-caches.ts';
import { LayerPool } from '../painters/paint-target.ts';
import { recordingBitmap } from './recording-context.ts';

export interface PaintedPage {
  readonly document: Document;
  readonly page: NodeId;
  readonly scene: Scene;
  readonly layouts: TextLayouts;
  readonly caches: PaintCaches;
  /** Of layers, in the order in which they were made. */
  readonly bitmaps: ReturnType<typeof recordingBitmap>[];
}

export function paintedPage(): PaintedPage {
  const document = replica('me');
  let page = '';
  document.transact((tx) => (page = tx.create('page', ROOT)));
  const layouts = new TextLayouts((text, { fontSize }) => text.length * fontSize * 0.5);
  const bitmaps: PaintedPage['bitmaps'] = [];
  const pool = new LayerPool(() => {
    const bitmap = recordingBitmap();
    bitmaps.push(bitmap);
    return bitmap;
  });
  return {
    document,
    page,
    scene: createScene(document, layouts),
    layouts,
    caches: new PaintCaches(layouts, pool),
    bitmaps,
  };
}
