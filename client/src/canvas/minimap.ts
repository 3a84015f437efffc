/**
 * The whole page, small, in a corner of the canvas, with a rectangle around what is in view; a press or a drag on it goes there. Painted
 * from the coarse tiles that the page has anyway, a while after it changed; a moving view moves the rectangle alone.
 */
import { type Box, box, boxHeight, boxWidth, expand, type Vector } from '@joinery/shared';
import { centred, visibleBox } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';
import type { Context2D } from './painters/context.ts';
import type { View } from './view.ts';

/** What the map is painted by. @returns whether all of it is there */
export type PaintOverview = (area: {
  readonly context: Context2D;
  readonly image: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  readonly view: View;
}) => boolean;

export interface MinimapOptions {
  readonly editor: Pick<Editor, 'document' | 'scene' | 'session' | 'setCamera'>;
  readonly paint: PaintOverview;
}

/** In CSS px. */
const SIZE = { width: 208, height: 140 };
/** An edit shows so much later, in ms: many come in a row. */
const DELAY_MS = 300;
/** Free space around what is on the page, as a share of it. */
const FREE = 0.04;

/** Scale and origin that show a part of the page whole, in the middle. */
export function mapView(shown: Box, { width, height }: typeof SIZE, pixelRatio: number): View {
  const around = expand(shown, FREE * Math.max(boxWidth(shown), boxHeight(shown), 1));
  const scale = Math.min(width / boxWidth(around), height / boxHeight(around)) * pixelRatio;
  const middle = { x: (around.left + around.right) / 2, y: (around.top + around.bottom) / 2 };
  return {
    scale,
    x: Math.round((width * pixelRatio) / 2 - middle.x * scale),
    y: Math.round((height * pixelRatio) / 2 - middle.y * scale),
    pixelRatio,
  };
}

/** @param container is positioned; nothing is put into it before the map is asked for */
export function mountMinimap(
  container: HTMLElement,
  { editor, paint }: MinimapOptions,
): { invalidate(): void; dispose(): void } {
  const { scene, session } = editor;
  let map: SmallMap | null = null;
  const update = (): void => {
    const { minimap } = session.getState().aids;
    if (minimap === (map !== null)) return;
    map?.remove();
    map = minimap ? new SmallMap(container, { editor, paint }) : null;
  };
  const stop = [
    session.subscribe((now, before) => {
      if (now.aids !== before.aids) update();
      if (now.page !== before.page || now.outlines !== before.outlines) map?.paintSoon(0);
      if (now.camera !== before.camera || now.viewport !== before.viewport) map?.showView();
    }),
    scene.subscribe(() => map?.paintSoon(DELAY_MS)),
  ];
  update();
  return {
    invalidate: () => map?.paintSoon(0),
    dispose() {
      for (const end of stop) end();
      map?.remove();
    },
  };
}

class SmallMap {
  readonly #options: MinimapOptions;
  readonly #element = document.createElement('div');
  readonly #canvas = document.createElement('canvas');
  readonly #frame = document.createElement('div');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request = 0;
  #view: View | null = null;

  constructor(container: HTMLElement, options: MinimapOptions) {
    this.#options = options;
    this.#element.dataset['minimap'] = '';
    this.#element.ariaHidden = 'true';
    this.#element.style.cssText = `position:absolute;right:12px;bottom:12px;z-index:2;width:${SIZE.width}px;height:${SIZE.height}px;overflow:hidden;border-radius:8px;background:var(--canvas);box-shadow:var(--shadow-floating);cursor:default`;
    this.#canvas.style.cssText = 'width:100%;height:100%;display:block';
    this.#frame.style.cssText =
      'position:absolute;left:0;top:0;box-sizing:border-box;border:1.5px solid var(--accent);border-radius:2px;background:rgb(67 97 238 / 10%);transform-origin:0 0';
    this.#element.append(this.#canvas, this.#frame);
    container.append(this.#element);
    this.#listen();
    this.paintSoon(0);
  }

  paintSoon(afterMs: number): void {
    // In a hidden tab there are no frames, and nothing is painted.
    this.#timer ??= setTimeout(() => {
      this.#request = requestAnimationFrame(() => {
        this.#timer = undefined;
        this.#paint();
      });
    }, afterMs);
  }

  /** The rectangle of what is in view. */
  showView(): void {
    this.#frame.hidden = this.#view === null;
    if (this.#view === null) return;
    const { camera, viewport } = this.#options.editor.session.getState();
    const { left, top, right, bottom } = visibleBox(camera, viewport);
    const { scale, x, y, pixelRatio } = this.#view;
    const at = (page: number, origin: number): number => (page * scale + origin) / pixelRatio;
    this.#frame.style.transform = `translate(${at(left, x)}px, ${at(top, y)}px)`;
    this.#frame.style.width = `${((right - left) * scale) / pixelRatio}px`;
    this.#frame.style.height = `${((bottom - top) * scale) / pixelRatio}px`;
  }

  remove(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#request);
    this.#element.remove();
  }

  #paint(): void {
    const { editor, paint } = this.#options;
    const pixelRatio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(SIZE.width * pixelRatio), Math.round(SIZE.height * pixelRatio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext('2d');
    if (context === null) return;
    const shown = editor.scene.extent(editor.session.getState().page);
    const view = mapView(shown ?? box(0, 0, 1, 1), SIZE, pixelRatio);
    context.setTransform(1, 0, 0, 1, 0, 0);
    const complete = paint({ context, image: this.#canvas, width, height, view });
    this.#view = shown === undefined ? null : view;
    this.showView();
    if (!complete) this.paintSoon(DELAY_MS);
  }

  #listen(): void {
    const goTo = (event: PointerEvent): void => {
      const { left, top } = this.#element.getBoundingClientRect();
      this.#goTo({ x: event.clientX - left, y: event.clientY - top });
    };
    this.#element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.#element.setPointerCapture(event.pointerId);
      goTo(event);
    });
    this.#element.addEventListener('pointermove', (event) => {
      if (this.#element.hasPointerCapture(event.pointerId)) goTo(event);
    });
    // The canvas below has no part in it.
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'mousedown', 'dblclick', 'contextmenu'])
      this.#element.addEventListener(type, (event) => event.stopPropagation());
  }

  #goTo({ x, y }: Vector): void {
    if (this.#view === null) return;
    const { editor } = this.#options;
    const { camera, viewport } = editor.session.getState();
    const { scale, pixelRatio } = this.#view;
    const point = { x: (x * pixelRatio - this.#view.x) / scale, y: (y * pixelRatio - this.#view.y) / scale };
    editor.setCamera(centred(box(point.x, point.y, point.x, point.y), viewport, camera.zoom));
  }
}
