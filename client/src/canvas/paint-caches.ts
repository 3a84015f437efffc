/** What painters keep between frames, forgotten as the document changes. One for the canvas; a file to save gets its own. */
import type { Document } from '@joinery/shared';
import { NO_PICTURES } from '../editor/ports.ts';
import { LayerPool } from './painters/paint-target.ts';
import type { Pictures } from './painters/painting.ts';
import { PATH_PROPERTIES, PathCache } from './painters/path-cache.ts';
import { type LayoutSource, TEXT_PROPERTIES, TextCache } from './painters/text-cache.ts';

export class PaintCaches {
  readonly paths = new PathCache();
  readonly texts: TextCache;
  readonly layers: LayerPool;
  readonly pictures: Pictures;

  constructor(layouts: LayoutSource, layers = new LayerPool(), pictures: Pictures = NO_PICTURES) {
    this.pictures = pictures;
    this.texts = new TextCache(layouts);
    this.layers = layers;
  }

  /** Keeps the caches true to the document. @returns a function that ends it */
  follow(document: Document): () => void {
    return document.subscribe(({ touched }) => {
      for (const [id, properties] of touched) {
        if (PATH_PROPERTIES.some((property) => properties.has(property))) this.paths.forget(id);
        if (TEXT_PROPERTIES.some((property) => properties.has(property))) this.texts.forget(id);
      }
    });
  }
}
