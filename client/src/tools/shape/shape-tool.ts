/** Frame, rectangle and ellipse: a drag draws a box, a click puts one of the usual size. Then the select tool is back. */
import { type NodeId, type NodeType, type Transaction } from '@joinery/shared';
import { containerAt } from '../../editor/drop-target.ts';
import type { Editor, Tool } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { defaultLook, DEFAULT_SIZE } from '../../editor/new-node.ts';
import { nextName, typeLabel } from '../../editor/node-names.ts';
import { pointIn, tidy } from '../../editor/node-place.ts';
import { isDrag } from '../drag-threshold.ts';
import { pointerSnap } from '../pointer-snap.ts';
import { drawing } from './drawing.ts';
import type { ShapeType } from './drawing.ts';

export const shapeTool = (type: ShapeType): Tool => ({ id: type, home: (editor) => idle(editor, type) });

function idle(editor: Editor, type: ShapeType): ToolState {
  return {
    name: `${type}.idle`,
    cursor: 'crosshair',
    handle: (event) => (event.type === 'pointerdown' && event.button === 0 ? pointing(editor, type) : undefined),
  };
}

function pointing(editor: Editor, type: ShapeType): ToolState {
  const { screen, page } = editor.pointer;
  const parent = containerAt(editor, page);
  const origin = pointerSnap(editor, parent)(page);
  return {
    name: `${type}.pointing`,
    cursor: 'crosshair',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') return 'home';
      if (event.type === 'pointermove' && isDrag(screen, event.point, event.pointerType))
        return drawing(editor, type, { parent, origin });
      if (event.type === 'pointerup') placeDefault(editor, type, parent);
      return undefined;
    },
    leave: () => editor.session.setState({ snapLines: [] }),
  };
}

function placeDefault(editor: Editor, type: ShapeType, parent: NodeId): void {
  const corner = tidy(pointIn(editor.scene, parent, editor.pointer.page));
  const properties = {
    ...defaultLook(type),
    name: nextName(editor.document, editor.state.page, type),
    width: DEFAULT_SIZE,
    height: DEFAULT_SIZE,
  };
  let made: NodeId | undefined;
  editor.edit(`Draw ${typeLabel(type).toLowerCase()}`, (tx: Transaction) => {
    made = tx.create(type satisfies NodeType, parent, {
      ...properties,
      position: { x: Math.round(corner.x), y: Math.round(corner.y) },
    });
  });
  if (made !== undefined) editor.select([made]);
  editor.setTool('select');
}
