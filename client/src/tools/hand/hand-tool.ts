/** Pushing the page around. */
import { subtract } from '@joinery/shared';
import { panBy } from '../../editor/camera.ts';
import type { Editor, Tool } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';

export const HAND_TOOL: Tool = { id: 'hand', home: idle };

function idle(editor: Editor): ToolState {
  return {
    name: 'hand.idle',
    cursor: 'grab',
    handle: (event) => (event.type === 'pointerdown' && event.button === 0 ? dragging(editor) : undefined),
  };
}

function dragging(editor: Editor): ToolState {
  const { screen } = editor.pointer;
  const { camera } = editor.state;
  return {
    name: 'hand.dragging',
    cursor: 'grabbing',
    handle(event) {
      if (event.type === 'pointermove') editor.setCamera(panBy(camera, subtract(screen, event.point)));
      return event.type === 'pointerup' || event.type === 'cancel' ? 'home' : undefined;
    },
  };
}
