/**
 * Pointers, told apart: one is the tool's, the middle button or Space pushes the page, two fingers push and zoom it. Knows
 * no DOM events, so tests can press it. Moves are coalesced to one per frame: a drag makes at most one change a frame.
 */
import { distance, type Vector } from '@joinery/shared';
import { panBy, zoomAt } from '../editor/camera.ts';
import { isDrag } from '../tools/drag-threshold.ts';
import type { Editor } from '../editor/editor.ts';
import type { Camera } from '../editor/session.ts';
import type { Modifiers, PointerToolEvent, PointerType } from '../editor/tool-event.ts';
import { edgePan } from './edge-pan.ts';

export interface PointerSample extends Modifiers {
  readonly id: number;
  /** CSS px from the top left of the canvas. */
  readonly point: Vector;
  readonly button: number;
  readonly pointerType: PointerType;
}

/** Calls back before the next frame. @returns a function that takes the request back */
export type RequestFrame = (callback: () => void) => () => void;

export interface PointerInputOptions {
  readonly requestFrame: RequestFrame;
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back after some ms. @returns a function that takes the request back */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** A finger was held still at a point of the canvas: what a secondary button would open is asked for. */
  readonly onLongPress: (point: Vector) => void;
}

/** Two presses this close in time and place are a double click. */
const DOUBLE_CLICK_MS = 450;
const DOUBLE_CLICK_PX = 6;
/** A finger held still for so long asks for a menu. */
const LONG_PRESS_MS = 500;

type Hold =
  | { readonly kind: 'none' }
  | { readonly kind: 'tool'; readonly id: number; readonly from: Vector }
  | {
      readonly kind: 'pan';
      readonly id: number;
      readonly from: Vector;
      readonly camera: Camera;
      readonly cursor: string;
    }
  | { readonly kind: 'pinch'; readonly camera: Camera; readonly centre: Vector; readonly spread: number };

interface Click {
  readonly at: number;
  readonly point: Vector;
}

export class PointerInput {
  readonly #editor: Editor;
  readonly #options: PointerInputOptions;
  readonly #fingers = new Map<number, Vector>();
  #hold: Hold = { kind: 'none' };
  #space: { readonly cursor: string } | undefined;
  #pending: PointerSample | undefined;
  #cancelFrame: (() => void) | undefined;
  #lastClick: Click | undefined;
  #stopWaiting: () => void = () => undefined;

  constructor(editor: Editor, options: PointerInputOptions) {
    this.#editor = editor;
    this.#options = options;
  }

  /** @returns whether the pointer is to be captured */
  down(sample: PointerSample): boolean {
    this.#flush();
    if (sample.pointerType === 'touch') {
      this.#fingers.set(sample.id, sample.point);
      this.#stopWaiting();
      if (this.#fingers.size === 2) this.#beginPinch();
      else if (this.#fingers.size === 1)
        this.#stopWaiting = this.#options.after(LONG_PRESS_MS, () => this.#longPress(sample));
    }
    if (this.#hold.kind !== 'none') return false;
    if (sample.button === 1 || (sample.button === 0 && this.#space !== undefined)) this.#beginPan(sample);
    else {
      this.#hold = { kind: 'tool', id: sample.id, from: sample.point };
      this.#send('pointerdown', sample);
    }
    return true;
  }

  move(sample: PointerSample): void {
    if (this.#fingers.has(sample.id)) {
      this.#fingers.set(sample.id, sample.point);
      if (this.#hold.kind === 'tool' && isDrag(this.#hold.from, sample.point, 'touch')) this.#stopWaiting();
    }
    // A second pointer has no say while another holds something.
    if ((this.#hold.kind === 'tool' || this.#hold.kind === 'pan') && this.#hold.id !== sample.id) return;
    this.#pending = sample;
    this.#askForFrame();
  }

  up(sample: PointerSample): void {
    this.#flush();
    this.#stopWaiting();
    this.#fingers.delete(sample.id);
    const hold = this.#hold;
    if (hold.kind === 'pinch') {
      if (this.#fingers.size === 0) this.#hold = { kind: 'none' };
      return;
    }
    if (hold.kind === 'none' || hold.id !== sample.id) return;
    this.#hold = { kind: 'none' };
    if (hold.kind === 'pan') this.#showCursor(this.#space === undefined ? hold.cursor : 'grab');
    else {
      this.#send('pointerup', sample);
      this.#click(sample, hold.from);
    }
  }

  /** The system took the pointer away. */
  cancel(id: number): void {
    this.#stopWaiting();
    this.#fingers.delete(id);
    this.#pending = undefined;
    const hold = this.#hold;
    if (hold.kind === 'none') return;
    if (hold.kind === 'pinch' ? this.#fingers.size > 0 : hold.id !== id) return;
    this.#hold = { kind: 'none' };
    if (hold.kind === 'pan') this.#showCursor(hold.cursor);
    if (hold.kind === 'tool') this.#editor.dispatch({ type: 'cancel' });
  }

  /** The window lost the person: nothing is held any more. */
  interrupt(): void {
    this.#stopWaiting();
    this.#fingers.clear();
    this.#pending = undefined;
    this.space(false);
    const hold = this.#hold;
    this.#hold = { kind: 'none' };
    if (hold.kind === 'pan') this.#showCursor(hold.cursor);
    if (hold.kind === 'tool' || this.#editor.busy || this.#editor.state.measuring)
      this.#editor.dispatch({ type: 'cancel' });
  }

  /** Whether fingers are down: gesture events of Safari then tell the same pinch twice. */
  get touching(): boolean {
    return this.#fingers.size > 0;
  }

  /** Space is held: a press pushes the page. */
  space(held: boolean): void {
    if (held === (this.#space !== undefined)) return;
    const before = this.#space;
    this.#space = held ? { cursor: this.#editor.state.cursor } : undefined;
    if (this.#hold.kind === 'none') this.#showCursor(before?.cursor ?? 'grab');
    else if (this.#hold.kind === 'pan' && before !== undefined) this.#hold = { ...this.#hold, cursor: before.cursor };
  }

  dispose(): void {
    this.#stopWaiting();
    this.#cancelFrame?.();
  }

  /** The finger has not moved. What it began is taken back, and its going up does nothing any more. */
  #longPress({ id, point }: PointerSample): void {
    // Where letters are typed, a finger held still selects some.
    if (this.#hold.kind !== 'tool' || this.#hold.id !== id || this.#editor.state.editingText !== null) return;
    this.#pending = undefined;
    this.#hold = { kind: 'none' };
    this.#editor.dispatch({ type: 'cancel' });
    this.#options.onLongPress(point);
  }

  #beginPan({ id, point }: PointerSample): void {
    const { camera, cursor } = this.#editor.state;
    this.#hold = { kind: 'pan', id, from: point, camera, cursor: this.#space?.cursor ?? cursor };
    this.#showCursor('grabbing');
  }

  /** What one finger had begun is taken back: it was the first of two. */
  #beginPinch(): void {
    if (this.#hold.kind === 'tool') this.#editor.dispatch({ type: 'cancel' });
    const { centre, spread } = this.#pinch();
    this.#hold = { kind: 'pinch', camera: this.#editor.state.camera, centre, spread };
  }

  #pinch(): { readonly centre: Vector; readonly spread: number } {
    const [a = ORIGIN, b = a] = this.#fingers.values();
    return { centre: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, spread: Math.max(1, distance(a, b)) };
  }

  #askForFrame(): void {
    this.#cancelFrame ??= this.#options.requestFrame(() => {
      this.#cancelFrame = undefined;
      this.#flush();
      this.#panAtEdge();
    });
  }

  #flush(): void {
    const sample = this.#pending;
    if (sample === undefined) return;
    this.#pending = undefined;
    const hold = this.#hold;
    switch (hold.kind) {
      case 'none':
        if (this.#space === undefined && !this.#fingers.has(sample.id)) this.#send('pointermove', sample);
        return;
      case 'tool':
        this.#send('pointermove', sample);
        return;
      case 'pan':
        this.#editor.setCamera(
          panBy(hold.camera, { x: hold.from.x - sample.point.x, y: hold.from.y - sample.point.y }),
        );
        return;
      case 'pinch': {
        if (this.#fingers.size < 2) return;
        const { centre, spread } = this.#pinch();
        const panned = panBy(hold.camera, { x: hold.centre.x - centre.x, y: hold.centre.y - centre.y });
        this.#editor.setCamera(zoomAt(panned, centre, (hold.camera.zoom * spread) / hold.spread));
        return;
      }
      default:
        hold satisfies never;
    }
  }

  #panAtEdge(): void {
    const { toolState, viewport, camera } = this.#editor.state;
    if (this.#hold.kind !== 'tool' || !DRAGGING.test(toolState)) return;
    const by = edgePan(this.#editor.pointer.screen, viewport);
    if (by.x === 0 && by.y === 0) return;
    this.#editor.setCamera(panBy(camera, by));
    this.#askForFrame();
  }

  #click(sample: PointerSample, from: Vector): void {
    const { point, button } = sample;
    const last = this.#lastClick;
    this.#lastClick = undefined;
    if (button !== 0 || distance(point, from) > DOUBLE_CLICK_PX) return;
    const at = this.#options.now();
    const twice =
      last !== undefined && at - last.at <= DOUBLE_CLICK_MS && distance(point, last.point) <= DOUBLE_CLICK_PX;
    if (twice) this.#send('doubleclick', sample);
    else this.#lastClick = { at, point };
  }

  #send(type: PointerToolEvent['type'], { point, button, pointerType, shift, alt, mod }: PointerSample): void {
    this.#editor.dispatch({ type, point, button, pointerType, shift, alt, mod });
  }

  #showCursor(cursor: string): void {
    this.#editor.session.setState({ cursor });
  }
}

/** States in which the view follows the hand over its edge. */
const DRAGGING = /\.(?:translating|resizing|brushing|drawing|moving-end)$/;

const ORIGIN: Vector = { x: 0, y: 0 };
