import type { Command } from '../editor.ts';
import type { ToolId } from '../session.ts';

const tool = (id: ToolId, label: string, keys: readonly string[]): Command => ({
  id: `tool-${id}`,
  label,
  group: 'tool',
  keys,
  run: (editor) => editor.setTool(id),
});

export const TOOL_COMMANDS: readonly Command[] = [
  tool('select', 'Move', ['KeyV']),
  tool('hand', 'Hand', ['KeyH']),
  tool('frame', 'Frame', ['KeyF', 'KeyA']),
  tool('rectangle', 'Rectangle', ['KeyR']),
  tool('ellipse', 'Ellipse', ['KeyO']),
  tool('line', 'Line', ['KeyL']),
  tool('text', 'Text', ['KeyT']),
];
