import type { PropertyValues } from '@joinery/shared';
import type { Command, Editor } from '../editor.ts';
import { setForSelection } from '../selection-values.ts';
import { textSelected } from './conditions.ts';

type Toggled = 'fontWeight' | 'fontStyle' | 'textDecoration';

/** On for all, unless it is on for all already. */
function toggle<P extends Toggled>(
  editor: Editor,
  property: P,
  isOn: (value: PropertyValues[P]) => boolean,
  [on, off]: readonly [PropertyValues[P], PropertyValues[P]],
): void {
  const texts = editor.state.selection.filter((id) => editor.document.get(id, 'type') === 'text');
  setForSelection(editor, property, texts.every((id) => isOn(editor.document.get(id, property))) ? off : on);
}

export const TEXT_COMMANDS: readonly Command[] = [
  {
    id: 'text-bold',
    label: 'Bold',
    group: 'text',
    keys: ['$mod+KeyB'],
    enabled: textSelected,
    run: (editor) => toggle(editor, 'fontWeight', (weight) => weight >= 600, [700, 400]),
  },
  {
    id: 'text-italic',
    label: 'Italic',
    group: 'text',
    keys: ['$mod+KeyI'],
    enabled: textSelected,
    run: (editor) => toggle(editor, 'fontStyle', (style) => style === 'italic', ['italic', 'normal']),
  },
  {
    id: 'text-underline',
    label: 'Underline',
    group: 'text',
    keys: ['$mod+KeyU'],
    enabled: textSelected,
    run: (editor) =>
      toggle(editor, 'textDecoration', (decoration) => decoration === 'underline', ['underline', 'none']),
  },
];
