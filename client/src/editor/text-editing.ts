/**
 * Typing. The overlay that has the caret is the canvas's; this turns what it holds into changes, one undo step per burst,
 * and keeps the box of a hugging text around its letters.
 */
import { type Document, type Gesture, MAX_TEXT_CHARACTERS, type NodeId, type Transaction } from '@joinery/shared';
import { trashEmptyGroups } from './empty-groups.ts';
import type { Session } from './session.ts';
import type { TextLayouts } from './text-layouts.ts';
import { fitTextBox } from './text-box.ts';

/** A pause this long ends a burst, in ms. */
const BURST_PAUSE_MS = 1000;

export interface TextEditingHost {
  readonly document: Document;
  readonly session: Session;
  readonly textLayouts: TextLayouts;
  readonly ports: { readonly now: () => number };
  select(ids: readonly NodeId[]): void;
  editGesture(gesture: Gesture, build: (tx: Transaction) => void): unknown;
  endGesture(gesture: Gesture): void;
  cancelGesture(gesture: Gesture): void;
  notify(kind: 'info' | 'error', text: string): void;
}

export class TextEditing {
  readonly #host: TextEditingHost;
  #gesture: Gesture | undefined;
  /** The gesture that made the text, while it is still the one typed in. */
  #creation: Gesture | undefined;
  #lastAt = 0;

  constructor(host: TextEditingHost) {
    this.#host = host;
  }

  /** Puts the caret into a text. @param creation the gesture that made the text: typing joins its undo step */
  begin(id: NodeId, creation?: Gesture): void {
    this.finish();
    if (this.#host.session.getState().readOnly) return this.#host.select([id]);
    this.#gesture = creation;
    this.#creation = creation;
    this.#lastAt = this.#host.ports.now();
    this.#host.select([id]);
    this.#host.session.setState({ editingText: id });
  }

  set(id: NodeId, characters: string): void {
    const { document, textLayouts, ports } = this.#host;
    if (!document.isAlive(id)) return;
    if (characters.length > MAX_TEXT_CHARACTERS) {
      this.#host.notify('error', `A text holds at most ${MAX_TEXT_CHARACTERS} characters; what is beyond was cut off`);
    }
    const now = ports.now();
    if (now - this.#lastAt > BURST_PAUSE_MS) this.pause();
    this.#lastAt = now;
    this.#gesture ??= { label: 'Type' };
    this.#host.editGesture(this.#gesture, (tx) => {
      tx.set(id, 'characters', characters.slice(0, MAX_TEXT_CHARACTERS));
      fitTextBox(tx, id, { document, textLayouts });
    });
  }

  /** Ends the burst: what is typed next is another undo step. */
  pause(): void {
    if (this.#gesture !== undefined) this.#host.endGesture(this.#gesture);
    this.#gesture = undefined;
    this.#creation = undefined;
  }

  /** Takes the caret away. A text left empty is deleted; one that was never typed in leaves no undo step either. */
  finish(): void {
    const { session, document } = this.#host;
    const id = session.getState().editingText;
    if (id !== null) {
      session.setState({ editingText: null });
      if (document.isAlive(id) && document.get(id, 'characters') === '') this.#discard(id);
    }
    this.pause();
  }

  #discard(id: NodeId): void {
    const { document } = this.#host;
    if (this.#creation !== undefined) this.#host.cancelGesture(this.#creation);
    if (!document.isAlive(id)) return;
    this.#host.editGesture(this.#gesture ?? { label: 'Delete' }, (tx) => {
      const parent = document.parent(id);
      tx.trash(id);
      if (parent !== undefined) trashEmptyGroups(tx, document, [parent]);
    });
  }
}
