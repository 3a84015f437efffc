/** All layers of the canvas over a real editor, on surfaces that tests flush by hand and contexts that count. */
import { type Document, ROOT } from '@joinery/shared';
import { createStore } from 'zustand/vanilla';
import { NOBODY } from '../../collaboration/authors.ts';
import type { PeopleStore, Person } from '../../collaboration/people.ts';
import type { Editor } from '../../editor/editor.ts';
import { createEditor } from '../../tools/create-editor.ts';
import { LIGHT_COLORS } from '../colors.ts';
import { ContentLayer } from '../content-layer.ts';
import { OverlayLayer } from '../overlay-layer.ts';
import { PaintCaches } from '../paint-caches.ts';
import { LayerPool } from '../painters/paint-target.ts';
import { PeopleLayer } from '../people-layer.ts';
import type { Layer, Surface } from '../surface.ts';
import { type Call, recordingBitmap, recordingContext, type Recording } from './recording-context.ts';
import { NO_PICTURES } from '../../editor/ports.ts';

/** Everything is somebody's. */
const NO_AUTHORS = { of: () => NOBODY, subscribe: () => () => {} };

export type LayerName = 'content' | 'overlay' | 'people';

class DrivenSurface implements Surface {
  readonly recording: Recording = recordingContext();
  /** Frames asked for, each answered once. */
  wanted = false;
  painted = 0;
  layer: Layer | null = null;

  requestPaint(): void {
    this.wanted = true;
  }
}

export class CanvasDriver {
  readonly editor: Editor;
  readonly people: PeopleStore = createStore<{ readonly people: readonly Person[] }>(() => ({ people: [] }));
  readonly bitmaps: ReturnType<typeof recordingBitmap>[] = [];
  /** What tiles are painted on. */
  readonly tiles: ReturnType<typeof recordingBitmap>[] = [];
  readonly surfaces: Readonly<Record<LayerName, DrivenSurface>> = {
    content: new DrivenSurface(),
    overlay: new DrivenSurface(),
    people: new DrivenSurface(),
  };
  readonly content: ContentLayer;
  nowMs = 0;
  /** Whether this person wants no motion. */
  still = false;

  /** @param document with at least one page */
  constructor(document: Document) {
    if (document.children(ROOT).length === 0) throw new Error('expected a document with a page');
    this.editor = createEditor({
      document,
      now: () => this.nowMs,
      measureText: (text, { fontSize }) => text.length * fontSize * 0.5,
      clipboard: { write: () => Promise.resolve(), read: () => Promise.resolve({}) },
      pictures: NO_PICTURES,
      files: {
        save: () => undefined,
        rasterise: () => Promise.resolve(new Uint8Array()),
        toSvg: () => Promise.resolve(''),
        parseSvg: () => Promise.resolve({ nodes: [], width: 0, height: 0, unsupported: [] }),
      },
    });
    this.content = this.#mount();
    this.frame();
    this.clear();
  }

  /** One animation frame. @returns the layers that were painted in it */
  frame(): LayerName[] {
    this.nowMs += 16;
    const names = (Object.keys(this.surfaces) as LayerName[]).filter((name) => this.surfaces[name].wanted);
    for (const name of names) {
      const surface = this.surfaces[name];
      surface.wanted = false;
      surface.painted += 1;
      const { width, height } = this.editor.state.viewport;
      const { context } = surface.recording;
      surface.layer?.paint({ context, image: context as never, width, height, pixelRatio: 1 });
    }
    return names;
  }

  /** Frames until nobody asks for one. @returns how many it took, and what was painted in all */
  settle(): { readonly frames: number; readonly painted: readonly LayerName[] } {
    const painted: LayerName[] = [];
    for (let frames = 0; frames < 100; frames++) {
      const names = this.frame();
      if (names.length === 0) return { frames, painted };
      painted.push(...names);
    }
    throw new Error('the canvas asks for frames without end');
  }

  /** What painters did for the content, on tiles and directly. */
  paintedOn(...methods: readonly string[]): readonly Call[] {
    const recordings = [this.surfaces.content.recording, ...this.tiles.map(({ recording }) => recording)];
    return recordings.flatMap((recording) => recording.of(...methods));
  }

  clear(): void {
    for (const { recording } of Object.values(this.surfaces)) recording.clear();
    for (const { recording } of [...this.bitmaps, ...this.tiles]) recording.clear();
  }

  #mount(): ContentLayer {
    const { editor, people, surfaces } = this;
    const pool = new LayerPool(() => kept(this.bitmaps));
    const caches = new PaintCaches(editor.textLayouts, pool);
    caches.follow(editor.document);
    const shared = { editor, caches, colors: () => LIGHT_COLORS };
    const content = new ContentLayer({
      ...shared,
      surface: surfaces.content,
      createBitmap: () => kept(this.tiles),
      now: () => this.nowMs,
    });
    surfaces.content.layer = content;
    surfaces.overlay.layer = new OverlayLayer({ ...shared, authors: NO_AUTHORS, surface: surfaces.overlay });
    surfaces.people.layer = new PeopleLayer({
      ...shared,
      people,
      surface: surfaces.people,
      now: () => this.nowMs,
      still: () => this.still,
    });
    for (const surface of Object.values(surfaces)) surface.requestPaint();
    return content;
  }
}

function kept(bitmaps: ReturnType<typeof recordingBitmap>[]): ReturnType<typeof recordingBitmap> {
  const bitmap = recordingBitmap();
  bitmaps.push(bitmap);
  return bitmap;
}
