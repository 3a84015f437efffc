/** Moving and fading by keys: presses in quick succession are one undo step. */
import type { Gesture, NodeId, Vector } from '@joinery/shared';
import type { Editor } from './editor.ts';
import { moveBy } from './node-place.ts';

/** A pause this long ends a burst of key presses, in ms. */
const BURST_PAUSE_MS = 600;

interface Burst {
  readonly gesture: Gesture;
  readonly selection: readonly NodeId[];
  at: number;
}

const bursts = new WeakMap<Editor, Burst>();

/** The gesture that a press of this kind belongs to: the running burst's, or a new one. */
export function burstGesture(editor: Editor, label: string): Gesture {
  const now = editor.ports.now();
  const { selection } = editor.state;
  const open = bursts.get(editor);
  if (open?.gesture.label === label && open.selection === selection && now - open.at < BURST_PAUSE_MS) {
    open.at = now;
    return open.gesture;
  }
  const gesture = editor.beginGesture(label);
  bursts.set(editor, { gesture, selection, at: now });
  return gesture;
}

/** @param delta on the page, in px */
export function nudge(editor: Editor, delta: Vector): void {
  const gesture = burstGesture(editor, 'Nudge');
  editor.editGesture(gesture, (tx) => {
    for (const id of editor.state.selection) moveBy(tx, editor, id, delta);
  });
  // Between presses no hand holds anything.
  editor.endGesture(gesture);
}
