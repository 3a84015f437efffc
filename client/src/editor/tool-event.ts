/** What the hand does, without a DOM: `client/src/input` makes these, tool states take them. */
import type { Vector } from '@joinery/shared';

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Cmd on a Mac, Ctrl elsewhere. */
  readonly mod: boolean;
}

export type PointerType = 'mouse' | 'touch' | 'pen';

export interface PointerToolEvent extends Modifiers {
  readonly type: 'pointerdown' | 'pointermove' | 'pointerup' | 'doubleclick';
  /** CSS px from the top left of the canvas. */
  readonly point: Vector;
  /** As in the DOM: 0 main, 1 middle, 2 secondary. */
  readonly button: number;
  readonly pointerType: PointerType;
}

/** A key that is no command; modifiers are reported as keys too, so that a drag follows Shift and Alt. */
export interface KeyToolEvent extends Modifiers {
  readonly type: 'keydown' | 'keyup';
  /** As `KeyboardEvent.key`. */
  readonly key: string;
}

/** The hand was taken away: Escape, a lost pointer, a hidden page. Whatever ran leaves no trace. */
export interface CancelToolEvent {
  readonly type: 'cancel';
}

export type ToolEvent = PointerToolEvent | KeyToolEvent | CancelToolEvent;
