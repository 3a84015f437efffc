/** Nothing is pressed: shows what the pointer is on, and decides what a press begins. */
import type { Editor } from '../../editor/editor.ts';
import { guideAt } from '../../editor/guide-edits.ts';
import type { Axis, GuideRef } from '../../editor/guide-ref.ts';
import { rulerAt } from '../../editor/rulers.ts';
import { draggingGuide, guideCursor } from './dragging-guide.ts';
import type { ToolState } from '../../editor/hand.ts';
import { gripAt, gripCursor } from '../../editor/handles.ts';
import { inSelectionBox, isBackdrop, openUnderPointer, pick } from './picking.ts';
import { pointingCanvas } from './pointing-canvas.ts';
import { pointingHandle } from './pointing-handle.ts';
import { pointingNode } from './pointing-node.ts';

export function idle(editor: Editor): ToolState {
  return {
    name: 'select.idle',
    cursor: 'default',
    handle(event) {
      switch (event.type) {
        case 'pointermove':
          hover(editor);
          measure(editor);
          return undefined;
        case 'pointerdown':
          return event.button === 0 ? press(editor) : pressOther(editor, event.button);
        case 'doubleclick':
          openUnderPointer(editor);
          return undefined;
        case 'keydown':
        case 'keyup':
          measure(editor);
          return undefined;
        case 'cancel':
          editor.session.setState({ measuring: false });
          return undefined;
        case 'pointerup':
          return undefined;
        default:
          return event satisfies never;
      }
    },
    leave: () => editor.session.setState({ hovered: null, measuring: false }),
  };
}

function hover(editor: Editor): void {
  const { session, scene, state, pointer } = editor;
  const grip = overRuler(editor) ? undefined : gripAt(editor, pointer.screen, pointer.type);
  const guide = grip === undefined ? guideUnder(editor) : undefined;
  const hovered = grip === undefined && guide === undefined && pointer.type !== 'touch' ? pick(editor) : null;
  const cursor =
    grip !== undefined
      ? gripCursor(grip, scene.selectionBox(state.selection))
      : guide === undefined
        ? 'default'
        : guideCursor(guide.axis);
  if (hovered !== state.hovered || cursor !== state.cursor) session.setState({ hovered, cursor });
}

/** Alt, as long as it is held, shows how far the selection is from what the pointer is on. */
function measure({ session, state, pointer }: Editor): void {
  const measuring = pointer.alt && state.selection.length > 0 && state.editingText === null;
  if (measuring !== state.measuring) session.setState({ measuring });
}

const overRuler = ({ state, pointer }: Editor): boolean => state.aids.rulers && rulerAt(pointer.screen) !== null;

/** What a press begins to move: a guide, or a new one out of a ruler. */
function guideUnder(editor: Editor): { readonly axis: Axis; readonly from: GuideRef | null } | undefined {
  const { state, pointer } = editor;
  if (!state.aids.rulers || state.readOnly) return undefined;
  const ruler = rulerAt(pointer.screen);
  if (ruler !== null) return { axis: ruler, from: null };
  const guide = guideAt(editor, pointer.page, (pointer.type === 'touch' ? 10 : 3) / state.camera.zoom);
  return guide && { axis: guide.axis, from: { owner: guide.owner, key: guide.key } };
}

function press(editor: Editor): ToolState {
  const { state, pointer, document } = editor;
  editor.finishText();
  const grip = overRuler(editor) ? undefined : gripAt(editor, pointer.screen, pointer.type);
  if (grip !== undefined) return pointingHandle(editor, grip);
  const guide = guideUnder(editor);
  if (guide !== undefined) return draggingGuide(editor, guide.axis, guide.from);
  const id = pick(editor);
  const selected = id !== null && state.selection.includes(id);
  if (id !== null && !selected && isBackdrop(editor, id) && !pointer.mod && !onTitle(editor))
    return pointingCanvas(editor, id);
  if (id === null && inSelectionBox(editor) && !pointer.shift) return pointingNode(editor, null);
  if (id === null || !document.isAlive(id)) return pointingCanvas(editor, null);
  return pointingNode(editor, id);
}

/** Over a title the pointer is above its frame, not in it. */
function onTitle({ scene, pointer, state }: Editor): boolean {
  return scene.hitTest(pointer.page, { page: state.page, deep: true, scope: null, slack: 0 }) === null;
}

/** The secondary button opens a menu about what it is on. */
function pressOther(editor: Editor, button: number): undefined {
  if (button !== 2) return undefined;
  editor.finishText();
  const id = pick(editor);
  if (id === null) editor.select([]);
  else if (!editor.state.selection.includes(id)) editor.select([id]);
  return undefined;
}
