/**
 * The caret. While a text is edited, a textarea lies over its node, placed, scaled and turned like it and set in the same
 * type, and the painters leave the letters out: nothing jumps when editing begins or ends. The browser gives selection,
 * input methods, spell checking and the clipboard.
 */
import type { NodeId } from '@joinery/shared';
import type { Editor } from '../editor/editor.ts';
import { textBlockOf, type TextLayouts } from '../editor/text-layouts.ts';
import { placeTextarea, textareaLook } from './text-editor-look.ts';

export type TextEditorHost = Pick<Editor, 'document' | 'scene' | 'session' | 'setText' | 'finishText'> & {
  readonly textLayouts: TextLayouts;
};

export interface TextEditor {
  /** A font came: letters may stand elsewhere. */
  refresh(): void;
  dispose(): void;
}

export function mountTextEditor(container: HTMLElement, editor: TextEditorHost): TextEditor {
  // Clipping instead of hiding: what cannot scroll is not scrolled when the caret leaves the window.
  const host = document.createElement('div');
  host.style.cssText = 'position:absolute;inset:0;overflow:clip;pointer-events:none';
  container.append(host);
  let open: OpenText | null = null;

  const update = (): void => {
    const { editingText } = editor.session.getState();
    if (open !== null && open.id !== editingText) {
      open.close();
      open = null;
      if (document.activeElement === document.body) container.focus({ preventScroll: true });
    }
    if (editingText !== null) {
      if (open === null) open = new OpenText(host, editor, editingText);
      else open.place();
    }
  };
  const pressed = (event: PointerEvent): void => {
    if (open !== null && !open.holds(event.target)) editor.finishText();
  };
  container.addEventListener('pointerdown', pressed, { capture: true });
  const stop = [
    editor.session.subscribe((now, before) => {
      if (now.editingText !== before.editingText || (open !== null && now.camera !== before.camera)) update();
    }),
    editor.scene.subscribe(({ ids }) => {
      if (open !== null && ids.has(open.id)) open.documentChanged();
    }),
    () => container.removeEventListener('pointerdown', pressed, { capture: true }),
  ];
  update();
  return {
    refresh: () => open?.place(),
    dispose() {
      for (const end of stop) end();
      open?.close();
      host.remove();
    },
  };
}

/** Keys that style text go on to the key map; every other key typed here is text. */
const STYLE_KEYS = new Set(['KeyB', 'KeyI', 'KeyU']);

class OpenText {
  readonly id: NodeId;
  readonly #editor: TextEditorHost;
  readonly #textarea: HTMLTextAreaElement;
  readonly #closed = new AbortController();
  /** An input method is making a word: the textarea is not written to. */
  #composing = false;

  constructor(host: HTMLElement, editor: TextEditorHost, id: NodeId) {
    this.id = id;
    this.#editor = editor;
    this.#textarea = createTextarea();
    this.#textarea.value = editor.document.get(id, 'characters');
    this.#listen();
    host.append(this.#textarea);
    this.place();
    this.#textarea.focus({ preventScroll: true });
    this.#textarea.select();
    this.#tellCaret();
  }

  holds(target: EventTarget | null): boolean {
    return target === this.#textarea;
  }

  place(): void {
    const { document, scene, session, textLayouts } = this.#editor;
    if (!document.isAlive(this.id)) return;
    const { camera } = session.getState();
    // While it is edited, all of it is seen.
    const layout = textLayouts.layout({ ...textBlockOf(document, this.id), maxLines: undefined });
    const look = textareaLook(document, this.id, { layout, zoom: camera.zoom });
    placeTextarea(this.#textarea, look, { matrix: scene.pageMatrix(this.id), camera });
  }

  /** Somebody else may have typed into it; their text replaces mine in the register, so it does here. */
  documentChanged(): void {
    const { value, selectionStart, selectionEnd } = this.#textarea;
    const characters = this.#editor.document.get(this.id, 'characters');
    if (characters !== value && !this.#composing) {
      this.#textarea.value = characters;
      this.#textarea.setSelectionRange(selectionStart, selectionEnd);
      this.#tellCaret();
    }
    this.place();
  }

  close(): void {
    this.#closed.abort();
    this.#textarea.remove();
    this.#editor.session.setState({ caret: null });
  }

  /** Others see where I write. */
  #tellCaret(): void {
    const { selectionStart: start, selectionEnd: end, selectionDirection } = this.#textarea;
    const caret = selectionDirection === 'backward' ? { anchor: end, focus: start } : { anchor: start, focus: end };
    const known = this.#editor.session.getState().caret;
    if (known?.anchor === caret.anchor && known.focus === caret.focus) return;
    this.#editor.session.setState({ caret });
  }

  #listen(): void {
    const textarea = this.#textarea;
    const { signal } = this.#closed;
    textarea.addEventListener('input', () => this.#editor.setText(this.id, textarea.value));
    // Some browsers tell it of the document, some of the textarea, and some not while one types.
    document.addEventListener('selectionchange', () => this.#tellCaret(), { signal });
    for (const type of ['selectionchange', 'input', 'keyup'] as const)
      textarea.addEventListener(type, () => this.#tellCaret());
    textarea.addEventListener('compositionstart', () => (this.#composing = true));
    textarea.addEventListener('compositionend', () => (this.#composing = false));
    textarea.addEventListener('keydown', (event) => this.#pressKey(event));
    for (const type of [
      'keyup',
      'pointerdown',
      'pointermove',
      'pointerup',
      'dblclick',
      'copy',
      'cut',
      'paste',
    ] as const) {
      textarea.addEventListener(type, (event) => event.stopPropagation());
    }
  }

  #pressKey(event: KeyboardEvent): void {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && !event.altKey && STYLE_KEYS.has(event.code)) return;
    event.stopPropagation();
    // Escape and Enter end an input method's word first.
    if (event.isComposing || this.#composing) return;
    if (event.key !== 'Escape' && !(event.key === 'Enter' && mod)) return;
    event.preventDefault();
    this.#editor.finishText();
  }
}

function createTextarea(): HTMLTextAreaElement {
  const textarea = document.createElement('textarea');
  textarea.setAttribute('aria-label', 'Text');
  textarea.spellcheck = false;
  textarea.autocapitalize = 'off';
  textarea.wrap = 'soft';
  return textarea;
}
