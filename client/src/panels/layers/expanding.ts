import type { NodeId } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';

/** Opens or closes containers in the layers panel. */
export function setExpanded(editor: Editor, ids: readonly NodeId[], open: boolean): void {
  editor.session.setState(({ expanded }) => {
    for (const id of ids) {
      if (open) expanded[id] = true;
      else delete expanded[id];
    }
  });
}
