/** Puts the canvas into an element: layers, their size, theme and fonts. Draws from the document; handles no input. */
import type { Authors } from '../collaboration/authors.ts';
import type { Collaboration } from '../collaboration/collaboration.ts';
import type { Editor } from '../editor/editor.ts';
import { themeColors } from './colors.ts';
import { ContentLayer } from './content-layer.ts';
import { whenFontsArrive } from './fonts.ts';
import { mountMinimap } from './minimap.ts';
import { OverlayLayer } from './overlay-layer.ts';
import { PaintCaches } from './paint-caches.ts';
import { hiddenBitmap } from './painters/context.ts';
import { PeopleLayer } from './people-layer.ts';
import { pointerCursor } from './pointer-cursor.ts';
import { Stage } from './stage.ts';
import { mountTextEditor } from './text-editor.ts';
import { forgetBaselines } from './text-editor-look.ts';
import { watchViewport } from './viewport.ts';

export interface MountedCanvas {
  /** Whether every pixel of the document on the screen is the exact one: nothing is painted later. */
  readonly exact: boolean;
  /** What tiles take, in bytes. */
  readonly tileBytes: number;
  dispose(): void;
}

/** @param container is filled; it must be positioned */
export function mountCanvas(
  container: HTMLElement,
  editor: Editor,
  { people, authors }: Pick<Collaboration, 'people'> & { readonly authors: Pick<Authors, 'of' | 'subscribe'> },
): MountedCanvas {
  const element = document.createElement('div');
  element.style.cssText = 'position:absolute;inset:0;overflow:hidden';
  element.ariaHidden = 'true';
  container.append(element);
  const { pictures } = editor.ports;
  const caches = new PaintCaches(editor.textLayouts, undefined, pictures);
  const theme = themeColors(container, () => invalidate());
  const colors = () => theme.current;
  const now = (): number => performance.now();
  const motion = matchMedia('(prefers-reduced-motion: reduce)');
  const still = (): boolean => motion.matches;
  const stage = new Stage(element, window.devicePixelRatio || 1);
  const layers = [
    stage.add((surface) => new ContentLayer({ editor, surface, caches, colors, createBitmap: hiddenBitmap, now })),
    stage.add((surface) => new OverlayLayer({ editor, surface, caches, colors, authors })),
    stage.add((surface) => new PeopleLayer({ editor, people, surface, caches, colors, now, still })),
  ] as const;
  const textEditor = mountTextEditor(container, editor);
  const minimap = mountMinimap(container, { editor, paint: (area) => layers[0].paintOverview(area) });
  const invalidate = (): void => {
    for (const layer of layers) layer.invalidate();
    minimap.invalidate();
  };
  const showCursor = (): void => {
    const cursor = pointerCursor(editor);
    if (container.style.cursor !== cursor) container.style.cursor = cursor;
  };
  showCursor();
  const stop = [
    caches.follow(editor.document),
    pictures.subscribe((ids) => layers[0].repaint(ids)),
    watchViewport(element, ({ width, height, pixelRatio }) => {
      const { viewport } = editor.session.getState();
      if (viewport.width !== width || viewport.height !== height)
        editor.session.setState({ viewport: { width, height } });
      stage.resize(width, height, pixelRatio);
    }),
    whenFontsArrive(() => {
      editor.textLayouts.clear();
      caches.texts.clear();
      forgetBaselines();
      textEditor.refresh();
      invalidate();
    }),
    editor.session.subscribe((now, before) => {
      if (now.cursor !== before.cursor || now.toolState !== before.toolState) showCursor();
    }),
  ];
  return {
    get exact() {
      return layers[0].exact;
    },
    get tileBytes() {
      return layers[0].tileBytes;
    },
    dispose() {
      for (const end of stop) end();
      theme.dispose();
      for (const layer of layers) layer.dispose();
      textEditor.dispose();
      minimap.dispose();
      stage.dispose();
      element.remove();
    },
  };
}
