/** A press becomes a drag when the pointer has moved this far, in CSS px: fingers are less steady than mice. */
import { distance, type Vector } from '@joinery/shared';
import type { PointerType } from '../editor/tool-event.ts';

const DRAG_THRESHOLD: Readonly<Record<PointerType, number>> = { mouse: 4, pen: 4, touch: 6 };

export const isDrag = (from: Vector, to: Vector, pointer: PointerType): boolean =>
  distance(from, to) >= DRAG_THRESHOLD[pointer];
