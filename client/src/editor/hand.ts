/**
 * What the hand is doing: runs the states of the current tool, one at a time, and knows where the pointer is. A state ends
 * by naming the next one.
 */
import type { Vector } from '@joinery/shared';
import { screenToPage } from './camera.ts';
import type { Session } from './session.ts';
import type { Modifiers, PointerToolEvent, PointerType, ToolEvent } from './tool-event.ts';

/** One thing that the hand can be doing. `home` is the tool's first state. */
export interface ToolState {
  /** Such as `select.translating`. */
  readonly name: string;
  /** CSS cursor while it lasts. */
  readonly cursor: string;
  /** Whether a movement of the hand is under way: commands wait until it is over. */
  readonly busy?: boolean;
  handle(event: ToolEvent): ToolState | 'home' | undefined;
  /** Called once, however the state ends. */
  leave?(): void;
}

/** Where the pointer is now. */
export interface Pointer extends Modifiers {
  /** CSS px from the top left of the canvas. */
  readonly screen: Vector;
  readonly page: Vector;
  readonly type: PointerType;
}

export interface HandOptions {
  readonly session: Session;
  /** The first state of the tool that the session names. */
  readonly home: () => ToolState;
  /** Told what the hand wanted and cannot be, such as a coordinate beyond the limit. It has been taken back. */
  readonly onRefused: (reason: string) => void;
}

export class Hand {
  readonly #options: HandOptions;
  #state: ToolState;
  #pointer: Omit<Pointer, 'page'> = { screen: { x: 0, y: 0 }, type: 'mouse', shift: false, alt: false, mod: false };

  constructor(options: HandOptions) {
    this.#options = options;
    this.#state = options.home();
  }

  get pointer(): Pointer {
    return { ...this.#pointer, page: screenToPage(this.#options.session.getState().camera, this.#pointer.screen) };
  }

  get busy(): boolean {
    return this.#state.busy === true;
  }

  dispatch(event: ToolEvent): void {
    if (event.type !== 'cancel') {
      const { shift, alt, mod } = event;
      const moved = 'point' in event ? { screen: event.point, type: event.pointerType } : {};
      this.#pointer = { ...this.#pointer, ...moved, shift, alt, mod };
    }
    try {
      const next = this.#state.handle(event);
      if (next !== undefined) this.enter(next);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  enter(next: ToolState | 'home'): void {
    this.#state.leave?.();
    this.#state = next === 'home' ? this.#options.home() : next;
    this.#options.session.setState({ toolState: this.#state.name, cursor: this.#state.cursor });
  }

  /** Under a hand that holds still, the page has moved. */
  pageMoved(): void {
    if (!this.busy) return;
    const { screen, type, shift, alt, mod } = this.#pointer;
    const event: PointerToolEvent = {
      type: 'pointermove',
      point: screen,
      pointerType: type,
      button: 0,
      shift,
      alt,
      mod,
    };
    this.dispatch(event);
  }

  #giveUp(error: unknown): void {
    this.#state.handle({ type: 'cancel' });
    this.enter('home');
    if (!(error instanceof RangeError)) throw error;
    this.#options.onRefused(error.message);
  }
}
