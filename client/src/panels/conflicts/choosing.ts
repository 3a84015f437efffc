/** Choosing between two values, as one undo step however many conflicts it settles. */
import type { Conflict, ConflictChoice } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';

/** Whether there is anything to choose: both count in sets and counters, and who may only look changes nothing. */
export const canChoose = ({ document, state }: Editor, { strategy, node }: Conflict): boolean =>
  !state.readOnly && strategy !== 'semantic-merge' && document.has(node);

export function choose(editor: Editor, conflicts: readonly Conflict[], choice: ConflictChoice): void {
  const gesture = editor.beginGesture(choice === 'mine' ? 'Keep mine' : 'Take theirs');
  for (const conflict of conflicts) {
    if (!canChoose(editor, conflict)) continue;
    if (choice === 'mine') conflict.keepMine(gesture);
    else conflict.takeTheirs(gesture);
  }
  editor.endGesture(gesture);
}
