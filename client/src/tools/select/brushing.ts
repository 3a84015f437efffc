/** A marquee: selects what it touches; frames of the page only when they lie in it whole. */
import {
  type Box,
  boxFromCorners,
  contains,
  corners,
  intersects,
  invert,
  type NodeId,
  transformBox,
  transformPoint,
  type Vector,
  boxOfPoints,
} from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { raise } from '../../editor/hit-test.ts';
import { isLocked } from '../../editor/selection.ts';

export interface Brush {
  /** Page coordinates. */
  readonly origin: Vector;
  /** What stays selected beside what the marquee finds. */
  readonly base: readonly NodeId[];
}

export function brushing(editor: Editor, { origin, base }: Brush): ToolState {
  const before = editor.state.selection;
  const { scope } = editor.state;
  const update = (): undefined => {
    const marquee = boxFromCorners(origin, editor.pointer.page);
    const found = nodesTouching(editor, marquee, scope);
    editor.session.setState({ marquee });
    editor.select(toggled(base, found));
    return undefined;
  };
  update();
  return {
    name: 'select.brushing',
    cursor: 'default',
    busy: true,
    handle(event) {
      if (event.type === 'cancel') editor.select(before);
      return event.type === 'cancel' || event.type === 'pointerup' ? 'home' : update();
    },
    leave: () => editor.session.setState({ marquee: null }),
  };
}

/** With Shift, what is selected already and touched again is let go. */
const toggled = (base: readonly NodeId[], found: readonly NodeId[]): NodeId[] => [
  ...base.filter((id) => !found.includes(id)),
  ...found.filter((id) => !base.includes(id)),
];

function nodesTouching(editor: Editor, marquee: Box, scope: NodeId | null): NodeId[] {
  const { document, scene, state, pointer } = editor;
  const found = new Set<NodeId>();
  for (const id of scene.nodesIn(marquee, state.page)) {
    if (isLocked(document, id)) continue;
    const whole = document.get(id, 'type') === 'frame' && document.children(id).length > 0;
    if (whole ? !contains(marquee, scene.pageBox(id)) : !touches(editor, id, marquee)) continue;
    found.add(pointer.mod ? id : unit(editor, id, scope));
  }
  return [...found];
}

const unit = ({ document, state }: Editor, id: NodeId, scope: NodeId | null): NodeId =>
  document.get(id, 'type') === 'frame' && document.parent(id) === state.page
    ? id
    : raise(document, id, { page: state.page, scope });

/** Whether the turned box of a node and the upright marquee overlap: neither's axes separate them. */
function touches({ scene }: Editor, id: NodeId, marquee: Box): boolean {
  const local = scene.localBox(id);
  const matrix = scene.pageMatrix(id);
  if (!intersects(transformBox(matrix, local), marquee)) return false;
  const back = invert(matrix);
  const seenFromNode = boxOfPoints(corners(marquee).map((corner) => transformPoint(back, corner)));
  return seenFromNode !== undefined && intersects(seenFromNode, local);
}
