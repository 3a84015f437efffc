/** Every key there is, by group: the commands' own, and habits of the hand that are no commands. */
import type { Command } from '../../editor/editor.ts';
import { COMMAND_GROUPS } from '../menus/command-groups.ts';

export interface Shortcut {
  readonly label: string;
  /** In tinykeys syntax; any of them will do. */
  readonly keys: readonly string[];
}

export interface ShortcutGroup {
  readonly label: string;
  readonly shortcuts: readonly Shortcut[];
}

/** What hands and keys do while they draw. The words in `keys` that are no keys are shown as they are. */
const GESTURES: ShortcutGroup = {
  label: 'While drawing and dragging',
  shortcuts: [
    { label: 'Pan', keys: ['Space+drag', 'Wheel'] },
    { label: 'Zoom at the pointer', keys: ['$mod+Wheel'] },
    { label: 'Keep the ratio, or the direction', keys: ['Shift+drag'] },
    { label: 'From the middle', keys: ['Alt+drag a handle'] },
    { label: 'Distance from the selection', keys: ['Alt'] },
    { label: 'Duplicate', keys: ['Alt+drag'] },
    { label: 'Select what is inside', keys: ['$mod+click', 'double click'] },
    { label: 'Turn by 15°', keys: ['Shift+rotate'] },
    { label: 'Ten times as far, in number fields too', keys: ['Shift+ArrowUp'] },
    { label: 'Take back what is under way', keys: ['Escape'] },
  ],
};

/** @param search words that must all be found in the label */
export function shortcutGroups(commands: Iterable<Command>, search: string): readonly ShortcutGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = ({ label }: { readonly label: string }): boolean =>
    words.every((word) => label.toLowerCase().includes(word));
  const all = [...commands];
  const groups = COMMAND_GROUPS.map(({ group, label }) => ({
    label,
    shortcuts: all.filter((command) => command.group === group && command.keys.length > 0 && found(command)),
  }));
  return [...groups, { ...GESTURES, shortcuts: GESTURES.shortcuts.filter(found) }].filter(
    ({ shortcuts }) => shortcuts.length > 0,
  );
}
