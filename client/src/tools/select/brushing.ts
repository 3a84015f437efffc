/** A marquee: selects what it touches; frames of the page only when they lie in it whole. */
import { boxFromCorners, type NodeId, type Vector } from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import type { ToolState } from '../../editor/hand.ts';
import { TouchedUnits } from './touched-units.ts';

export interface Brush {
  /** Page coordinates. */
  readonly origin: Vector;
  /** What stays selected beside what the marquee finds. */
  readonly base: readonly NodeId[];
}

export function brushing(editor: Editor, { origin, base }: Brush): ToolState {
  const before = editor.state.selection;
  const touched = new TouchedUnits(editor, editor.state.scope);
  const update = (): undefined => {
    const { page, mod } = editor.pointer;
    const marquee = boxFromCorners(origin, page);
    const found = touched.update(marquee, mod);
    editor.session.setState({ marquee });
    if (found !== undefined) editor.select(toggled(base, found));
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
    leave: () => {
      touched.dispose();
      editor.session.setState({ marquee: null });
    },
  };
}

/** With Shift, what is selected already and touched again is let go. */
function toggled(base: readonly NodeId[], found: readonly NodeId[]): readonly NodeId[] {
  if (base.length === 0) return found;
  const [kept, touched] = [new Set(base), new Set(found)];
  return [...base.filter((id) => !touched.has(id)), ...found.filter((id) => !kept.has(id))];
}
