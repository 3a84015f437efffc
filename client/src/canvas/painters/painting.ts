/** What every painter gets: a document to read, a target to paint on, caches. Painters keep nothing and write nothing. */
import type { DocumentReader, NodeId } from '@joinery/shared';
import type { Scene } from '../../editor/scene.ts';
import type { PicturesPort } from '../../editor/ports.ts';
import type { PaintTarget } from './paint-target.ts';
import type { PathCache } from './path-cache.ts';
import type { TextCache } from './text-cache.ts';

/** Where nodes are on their page, kept by the scene. */
export type PlacedScene = Pick<Scene, 'pageMatrix' | 'paintBox' | 'hasMasks' | 'maskOf'>;

/** Pictures by their hashes. */
export type Pictures = Pick<PicturesPort, 'of'>;

export interface Painting {
  readonly reader: DocumentReader;
  readonly scene: PlacedScene;
  readonly target: PaintTarget;
  readonly paths: PathCache;
  readonly texts: TextCache;
  readonly pictures: Pictures;
  /** The text node whose letters somebody is typing over in the DOM right now. */
  readonly editingText: NodeId | null;
}
