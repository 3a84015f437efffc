import type { Vector } from '@joinery/shared';
import { align, type Alignment, canAlign, distribute } from '../align.ts';
import type { Command } from '../editor.ts';
import { restack, type Stacking } from '../layers.ts';
import { nudge } from '../nudge.ts';
import type { ArrangeCommandId } from './command-id.ts';
import { anySelected, someSelected } from './conditions.ts';

/** Steps of the arrow keys, in px. */
const SMALL = 1;
const LARGE = 10;

type Named = Pick<Command, 'label' | 'keys'> & { readonly id: ArrangeCommandId };

const stacking = (named: Named, way: Stacking): Command => ({
  ...named,
  group: 'arrange',
  enabled: anySelected,
  run: (editor) => restack(editor, editor.state.selection, way),
});

const alignment = (side: Alignment, label: string, key: string): Command => ({
  id: `align-${side}`,
  label,
  group: 'arrange',
  keys: [key],
  enabled: canAlign,
  run: (editor) => align(editor, editor.state.selection, side),
});

const distribution = (axis: 'horizontal' | 'vertical', label: string, key: string): Command => ({
  id: `distribute-${axis}`,
  label,
  group: 'arrange',
  keys: [key],
  enabled: someSelected(3),
  run: (editor) => distribute(editor, editor.state.selection, axis),
});

function nudges(direction: 'left' | 'right' | 'up' | 'down', key: string, { x, y }: Vector): Command[] {
  const step = (id: ArrangeCommandId, press: string, by: number): Command => ({
    id,
    label: `Move ${direction} by ${by}`,
    group: 'arrange',
    keys: [press],
    enabled: anySelected,
    run: (editor) => nudge(editor, { x: x * by, y: y * by }),
    hidden: true,
  });
  return [step(`nudge-${direction}`, key, SMALL), step(`nudge-${direction}-large`, `Shift+${key}`, LARGE)];
}

export const ARRANGE_COMMANDS: readonly Command[] = [
  stacking({ id: 'bring-to-front', label: 'Bring to front', keys: [']'] }, 'front'),
  stacking({ id: 'bring-forward', label: 'Bring forward', keys: ['$mod+]', '$mod+BracketRight'] }, 'forward'),
  stacking({ id: 'send-backward', label: 'Send backward', keys: ['$mod+[', '$mod+BracketLeft'] }, 'backward'),
  stacking({ id: 'send-to-back', label: 'Send to back', keys: ['['] }, 'back'),
  alignment('left', 'Align left', 'Alt+KeyA'),
  alignment('horizontal-center', 'Align horizontal centres', 'Alt+KeyH'),
  alignment('right', 'Align right', 'Alt+KeyD'),
  alignment('top', 'Align top', 'Alt+KeyW'),
  alignment('vertical-center', 'Align vertical centres', 'Alt+KeyV'),
  alignment('bottom', 'Align bottom', 'Alt+KeyS'),
  distribution('horizontal', 'Distribute horizontally', 'Alt+Shift+KeyH'),
  distribution('vertical', 'Distribute vertically', 'Alt+Shift+KeyV'),
  ...nudges('left', 'ArrowLeft', { x: -1, y: 0 }),
  ...nudges('right', 'ArrowRight', { x: 1, y: 0 }),
  ...nudges('up', 'ArrowUp', { x: 0, y: -1 }),
  ...nudges('down', 'ArrowDown', { x: 0, y: 1 }),
];
