/** Puts a person's hands on the editor: listens to the canvas and the window, and tells pointer, wheel and key input. */
import type { Vector } from '@joinery/shared';
import type { Editor } from '../editor/editor.ts';
import { zoomAt } from '../editor/camera.ts';
import type { PointerType } from '../editor/tool-event.ts';
import { KeyInput } from './key-input.ts';
import { createKeymap } from './keymap.ts';
import { PointerInput, type PointerSample } from './pointer-input.ts';
import { turned } from './wheel.ts';

/** @param canvas takes the focus and the pointer @returns a function that ends it */
export function bindInput(canvas: HTMLElement, editor: Editor): () => void {
  const end = new AbortController();
  const mac = /Mac|iPhone|iPad|iPod/.test(navigator.platform);
  const pointers = new PointerInput(editor, {
    requestFrame,
    now: () => performance.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    onLongPress: (point) => {
      canvas.dispatchEvent(new Event(LONG_PRESS));
      askForMenu(canvas, point);
    },
  });
  const hands: Hands = { canvas, editor, pointers, mac, signal: end.signal };
  canvas.style.touchAction = 'none';
  if (!canvas.hasAttribute('tabindex')) canvas.tabIndex = 0;
  listenToPointers(hands);
  listenToLongPresses(hands);
  listenToWheel(hands);
  listenToSafariGestures(hands);
  listenToKeys(hands);
  listenToInterruptions(hands);
  return () => {
    end.abort();
    pointers.interrupt();
    pointers.dispose();
  };
}

interface Hands {
  readonly canvas: HTMLElement;
  readonly editor: Editor;
  readonly pointers: PointerInput;
  readonly mac: boolean;
  readonly signal: AbortSignal;
}

const requestFrame = (callback: () => void): (() => void) => {
  const request = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(request);
};

function listenToPointers({ canvas, editor, pointers, mac, signal }: Hands): void {
  const sample = (event: PointerEvent): PointerSample => ({
    id: event.pointerId,
    point: pointIn(canvas, event),
    // Ctrl-click is a Mac's secondary button.
    button: mac && event.ctrlKey && event.button === 0 ? 2 : event.button,
    pointerType: pointerTypeOf(event),
    shift: event.shiftKey,
    alt: event.altKey,
    mod: mac ? event.metaKey : event.ctrlKey,
  });
  const down = (event: PointerEvent): void => {
    canvas.focus({ preventScroll: true });
    if (pointers.down(sample(event)) && event.button !== 2) canvas.setPointerCapture(event.pointerId);
  };
  const press = (event: MouseEvent): void => {
    // Otherwise the browser begins to scroll by itself, and selects text elsewhere. A caret is its own business.
    if (event.button !== 2 && !(event.target instanceof HTMLTextAreaElement)) event.preventDefault();
  };
  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('mousedown', press, { signal });
  canvas.addEventListener('pointermove', (event) => pointers.move(sample(event)), { signal });
  canvas.addEventListener('pointerup', (event) => pointers.up(sample(event)), { signal });
  canvas.addEventListener('pointercancel', (event) => pointers.cancel(event.pointerId), { signal });
  canvas.addEventListener('lostpointercapture', (event) => pointers.cancel(event.pointerId), { signal });
  canvas.addEventListener('pointerleave', () => editor.session.setState({ hovered: null }), { signal });
}

/** Tells listeners of the canvas that the finger on it has asked for a menu. */
const LONG_PRESS = 'joinery-long-press';

/** As a secondary button does. */
function askForMenu(canvas: HTMLElement, { x, y }: Vector): void {
  const { left, top } = canvas.getBoundingClientRect();
  const at = { clientX: left + x, clientY: top + y };
  canvas.dispatchEvent(new MouseEvent('contextmenu', { ...at, button: 2, bubbles: true, cancelable: true }));
}

/** Some browsers have a long press of their own, at about the same time: ours knows whether the finger drags or pinches. */
function listenToLongPresses({ canvas, pointers, signal }: Hands): void {
  const keep = (event: Event): void => event.stopPropagation();
  let menu = false;
  canvas.addEventListener(LONG_PRESS, () => (menu = true), { signal });
  for (const type of ['touchstart', 'touchmove', 'touchcancel'])
    canvas.addEventListener(type, keep, { signal, passive: true });
  // A click comes after a finger went up, and would close the menu that it has opened.
  const up = (event: TouchEvent): void => {
    keep(event);
    if (menu && event.cancelable) event.preventDefault();
    menu = false;
  };
  canvas.addEventListener('touchend', up, { signal, passive: false });
  const native = (event: Event): void => {
    if (!event.isTrusted || !pointers.touching || event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    event.stopPropagation();
  };
  canvas.addEventListener('contextmenu', native, { signal, capture: true });
}

function listenToWheel({ canvas, editor, signal }: Hands): void {
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { deltaX, deltaY, deltaMode, shiftKey } = event;
    const turn = {
      point: pointIn(canvas, event),
      deltaX,
      deltaY,
      deltaMode,
      shiftKey,
      zooming: event.ctrlKey || event.metaKey,
    };
    editor.setCamera(turned(editor.state.camera, turn));
  };
  canvas.addEventListener('wheel', wheel, { signal, passive: false });
}

/** Safari tells a trackpad's pinch by events of its own, with a scale since the start. */
interface SafariGestureEvent extends UIEvent {
  readonly scale: number;
  readonly clientX: number;
  readonly clientY: number;
}

function listenToSafariGestures({ canvas, editor, pointers, signal }: Hands): void {
  let zoom = 1;
  const on = (type: string, handle: (event: SafariGestureEvent) => void): void => {
    const listener = (event: Event): void => {
      event.preventDefault();
      if (!pointers.touching) handle(event as SafariGestureEvent);
    };
    canvas.addEventListener(type, listener, { signal });
  };
  on('gesturestart', () => (zoom = editor.state.camera.zoom));
  on('gesturechange', (event) =>
    editor.setCamera(zoomAt(editor.state.camera, pointIn(canvas, event), zoom * event.scale)),
  );
  on('gestureend', () => undefined);
}

function listenToKeys({ canvas, editor, pointers, mac, signal }: Hands): void {
  const keymap = createKeymap([...editor.commands.values()], mac);
  const keys = new KeyInput({ editor, keymap, canvas, mac, space: (held) => pointers.space(held) });
  addEventListener('keydown', (event) => keys.down(event), { signal });
  addEventListener('keyup', (event) => keys.up(event), { signal });
}

function listenToInterruptions({ pointers, signal }: Hands): void {
  const interrupt = (): void => pointers.interrupt();
  addEventListener('blur', interrupt, { signal });
  addEventListener('pagehide', interrupt, { signal });
}

function pointIn(
  canvas: HTMLElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): { x: number; y: number } {
  const { left, top } = canvas.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

const pointerTypeOf = ({ pointerType }: PointerEvent): PointerType =>
  pointerType === 'touch' || pointerType === 'pen' ? pointerType : 'mouse';
