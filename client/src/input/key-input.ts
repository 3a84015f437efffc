/**
 * Keys of the window, to commands and tools. A field that is typed in keeps its keys; so do menus and dialogs; and keys
 * that move or press what is focused (Tab, Enter, arrows, Space) belong to the canvas only while the focus is there.
 */
import type { BoundCommand, Keymap } from './keymap.ts';
import type { Editor } from '../editor/editor.ts';

export interface KeyInputOptions {
  readonly editor: Editor;
  readonly keymap: Keymap;
  readonly canvas: HTMLElement;
  readonly mac: boolean;
  space(held: boolean): void;
}

/** The browser's clipboard events run these; swallowing the key would swallow the event. */
const BY_EVENT: ReadonlySet<string> = new Set(['copy', 'cut', 'paste']);

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Alt', 'Control', 'Meta']);

/** Keys that also work what is focused outside the canvas. */
const FOCUS_KEYS = /^(?:Tab|Enter| |Arrow\w+|Home|End|PageUp|PageDown|Backspace|Delete)$/;

export class KeyInput {
  readonly #options: KeyInputOptions;

  constructor(options: KeyInputOptions) {
    this.#options = options;
  }

  down(event: KeyboardEvent): void {
    const { editor } = this.#options;
    if (event.defaultPrevented || event.isComposing) return;
    if (MODIFIERS.has(event.key)) {
      this.#tellTool('keydown', event);
      return;
    }
    if (event.key === 'Escape' && editor.busy) {
      event.preventDefault();
      editor.dispatch({ type: 'cancel' });
      return;
    }
    if (event.key === 'Escape' && editor.state.dialog !== null) {
      event.preventDefault();
      editor.session.setState({ dialog: null });
      return;
    }
    if (event.key === 'Escape' && !isField(event.target) && !isInPopup(event.target) && editor.run('stop-following')) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && this.#canPlace(event.target)) {
      event.preventDefault();
      this.#clickTheMiddle();
      return;
    }
    const command = this.#commandFor(event);
    if (command !== undefined) this.#run(event, command);
    else if (event.key === ' ' && this.#onCanvas(event.target) && !isField(event.target)) {
      event.preventDefault();
      this.#options.space(true);
    }
  }

  up(event: KeyboardEvent): void {
    if (MODIFIERS.has(event.key)) this.#tellTool('keyup', event);
    if (event.key === ' ') this.#options.space(false);
  }

  #commandFor(event: KeyboardEvent): BoundCommand | undefined {
    const { editor, keymap } = this.#options;
    const command = keymap({
      key: event.key,
      code: event.code,
      shiftKey: event.shiftKey,
      altKey: event.altKey,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altGraph: event.getModifierState('AltGraph'),
    });
    if (command === undefined || BY_EVENT.has(command.id)) return undefined;
    const group = editor.commands.get(command.id)?.group;
    if (isField(event.target)) return group === 'text' && editor.state.editingText !== null ? command : undefined;
    if (isInPopup(event.target)) return undefined;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && FOCUS_KEYS.test(event.key) && !this.#onCanvas(event.target)) return undefined;
    return command;
  }

  #run(event: KeyboardEvent, { id, args }: BoundCommand): void {
    const { editor } = this.#options;
    const ran = editor.run(id, args);
    // A key of ours that can do nothing just now must not open the browser's bookmarks; reloading stays possible.
    if (ran || ((event.ctrlKey || event.metaKey) && id !== 'rename')) event.preventDefault();
  }

  /** Whether a tool that makes something waits for a place on the canvas. */
  #canPlace(target: EventTarget | null): boolean {
    const { busy, state } = this.#options.editor;
    return !busy && state.tool !== 'select' && state.tool !== 'hand' && this.#onCanvas(target) && !isField(target);
  }

  /** Without a mouse: Enter does what a click in the middle of the view would. */
  #clickTheMiddle(): void {
    const { editor } = this.#options;
    const { width, height } = editor.state.viewport;
    const point = { x: width / 2, y: height / 2 };
    const event = { point, button: 0, pointerType: 'mouse', shift: false, alt: false, mod: false } as const;
    editor.dispatch({ type: 'pointerdown', ...event });
    editor.dispatch({ type: 'pointerup', ...event });
  }

  #tellTool(type: 'keydown' | 'keyup', event: KeyboardEvent): void {
    const { editor, mac } = this.#options;
    const mod = mac ? event.metaKey : event.ctrlKey;
    const measured = editor.state.measuring;
    editor.dispatch({ type, key: event.key, shift: event.shiftKey, alt: event.altKey, mod });
    // Alt alone would put the focus into the browser's menu.
    if (event.key === 'Alt' && (editor.busy || measured || editor.state.measuring)) event.preventDefault();
  }

  #onCanvas(target: EventTarget | null): boolean {
    const { canvas } = this.#options;
    return target === canvas.ownerDocument.body || (target instanceof Node && canvas.contains(target));
  }
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'range', 'color'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

const isInPopup = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]') !== null;
