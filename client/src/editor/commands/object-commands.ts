import type { Command, Editor } from '../editor.ts';
import { canUnwrap, moveLayers, unwrap, maskOthers, wrap } from '../layers.ts';
import { burstGesture } from '../nudge.ts';
import { setForNodes, setForSelection } from '../selection-values.ts';
import { anySelected, targets } from './conditions.ts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

/** `toggle-visible` and `toggle-locked` read `ids`; `rename` reads `ids` and `name`; `move-layers` reads `ids`, `parent`, `before`. */
export const OBJECT_COMMANDS: readonly Command[] = [
  {
    id: 'group',
    label: 'Group',
    group: 'object',
    keys: ['$mod+KeyG'],
    enabled: anySelected,
    run: (editor) => void wrap(editor, editor.state.selection, 'group'),
  },
  {
    id: 'ungroup',
    label: 'Ungroup',
    group: 'object',
    keys: ['$mod+Shift+KeyG', '$mod+Backspace'],
    enabled: (editor) => editor.state.selection.some((id) => canUnwrap(editor, id)),
    run: (editor) => unwrap(editor, editor.state.selection),
  },
  {
    id: 'frame-selection',
    label: 'Frame selection',
    group: 'object',
    keys: ['$mod+Alt+KeyG'],
    enabled: anySelected,
    run: (editor) => void wrap(editor, editor.state.selection, 'frame'),
  },
  {
    id: 'use-as-mask',
    label: 'Use as mask',
    group: 'object',
    keys: ['$mod+Alt+KeyM'],
    enabled: anySelected,
    run: (editor) => maskOthers(editor, editor.state.selection),
  },
  {
    id: 'toggle-visible',
    label: 'Show or hide',
    group: 'object',
    keys: ['$mod+Shift+KeyH'],
    run: (editor, args) => toggle(editor, targets(editor, args), 'visible'),
  },
  {
    id: 'toggle-locked',
    label: 'Lock or unlock',
    group: 'object',
    keys: ['$mod+Shift+KeyL'],
    run: (editor, args) => toggle(editor, targets(editor, args), 'locked'),
  },
  { id: 'rename', label: 'Rename', group: 'object', keys: ['$mod+KeyR', 'F2'], run: rename },
  {
    id: 'set-opacity',
    label: 'Set opacity',
    group: 'object',
    keys: DIGITS,
    enabled: anySelected,
    run: (editor, { value, text }) => {
      if (value !== undefined) setForSelection(editor, 'opacity', Math.min(1, Math.max(0, value)));
      else if (text !== undefined) typeOpacity(editor, text);
    },
    hidden: true,
  },
  {
    id: 'move-layers',
    label: 'Move layers',
    group: 'object',
    keys: [],
    run: (editor, { ids, parent, before = null }) => {
      if (ids !== undefined && parent !== undefined) moveLayers(editor, ids, { parent, before });
    },
    hidden: true,
  },
];

/** All become what most people mean: hidden when any is visible, locked when any is not. */
function toggle(editor: Editor, ids: readonly string[], property: 'visible' | 'locked'): void {
  const { document } = editor;
  const value =
    property === 'visible'
      ? !ids.some((id) => document.get(id, 'visible'))
      : ids.some((id) => !document.get(id, 'locked'));
  setForNodes(editor, ids, (tx, id) => tx.set(id, property, value), { label: LABELS[property][value ? 'on' : 'off'] });
}

const LABELS = { visible: { on: 'Show', off: 'Hide' }, locked: { on: 'Lock', off: 'Unlock' } } as const;

/** With a name: gives it. Without: opens the name in the layers panel for typing. */
function rename(editor: Editor, args: Parameters<Command['run']>[1]): void {
  const [id] = targets(editor, args);
  if (id === undefined) return;
  const { name } = args;
  editor.session.setState({ renaming: name === undefined ? id : null });
  if (name !== undefined) editor.edit('Rename', (tx) => tx.set(id, 'name', name.trim().slice(0, 200) || null));
}

/** Digit keys: 4 is 40 %, 4 and soon 5 is 45 %, 0 is 100 %, 0 and soon 0 is 0 %. */
function typeOpacity(editor: Editor, digit: string): void {
  const gesture = burstGesture(editor, 'Set opacity');
  const first = firstDigits.get(gesture);
  const percent = first === undefined ? Number(digit) * 10 || 100 : Number(first + digit);
  if (first === undefined) firstDigits.set(gesture, digit);
  setForSelection(editor, 'opacity', percent / 100, gesture);
  editor.endGesture(gesture);
}

const firstDigits = new WeakMap<object, string>();
