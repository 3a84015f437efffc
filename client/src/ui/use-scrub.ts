import { type PointerEvent, useEffect, useRef } from 'react';
import type { NumberEdit } from './number-edit.ts';

/** Less movement than this is a click, in CSS px. */
const THRESHOLD_PX = 2;

interface Scrub {
  readonly startX: number;
  readonly pointer: number;
  moved: boolean;
}

interface ScrubHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: () => void;
}

/**
 * Dragging sideways changes a number: `step` for each pixel, ten times that with Shift. One drag is one undo step, Escape
 * takes it back. A click without movement focuses the field beside.
 */
export function useScrub(edit: NumberEdit, step: number): ScrubHandlers {
  const scrub = useRef<Scrub | null>(null);
  const latest = useRef(edit);
  useEffect(() => {
    latest.current = edit;
  });
  useEffect(() => {
    const abandon = (): void => {
      if (scrub.current?.moved === true) latest.current.cancel();
      scrub.current = null;
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || scrub.current === null) return;
      event.stopPropagation();
      abandon();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      removeEventListener('keydown', onKeyDown, { capture: true });
      // The field went away under the hand (somebody deleted the node): what was done stays done.
      if (scrub.current?.moved === true) latest.current.end();
      scrub.current = null;
    };
  }, []);
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      scrub.current = { startX: event.clientX, pointer: event.pointerId, moved: false };
    },
    onPointerMove: (event) => {
      const now = scrub.current;
      if (now === null || now.pointer !== event.pointerId) return;
      const distance = event.clientX - now.startX;
      if (!now.moved && Math.abs(distance) < THRESHOLD_PX) return;
      if (!now.moved) latest.current.begin();
      now.moved = true;
      latest.current.shift(Math.round(distance) * step * (event.shiftKey ? 10 : 1));
    },
    onPointerUp: (event) => {
      const now = scrub.current;
      scrub.current = null;
      if (now?.moved === true) latest.current.end();
      else event.currentTarget.parentElement?.querySelector('input')?.focus();
    },
    onPointerCancel: () => {
      if (scrub.current?.moved === true) latest.current.cancel();
      scrub.current = null;
    },
  };
}
