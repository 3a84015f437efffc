import { type NodeId, unionAll } from '@joinery/shared';
import { fit } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';

/** Selects nodes and brings them into view, on whatever page they are. @returns false when none is there any more */
export function showNodes(editor: Editor, ids: readonly NodeId[]): boolean {
  const alive = ids.filter((id) => editor.document.isAlive(id));
  const page = alive[0] === undefined ? undefined : editor.document.pageOf(alive[0]);
  if (page === undefined) return false;
  editor.setPage(page);
  editor.select(alive);
  const box = unionAll(alive.filter((id) => id !== page).map((id) => editor.scene.paintBox(id)));
  const { viewport, camera } = editor.state;
  // Whoever goes from one to the next wants to see each where it lies, not each as large as the screen.
  if (box !== undefined) editor.setCamera(fit(box, viewport, Math.max(1, camera.zoom)));
  return true;
}
