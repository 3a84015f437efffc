import { useCallback } from 'react';
import type { CommandId } from '../../editor/commands/command-id.ts';
import { useKeyLabel } from '../../ui/use-key-label.ts';
import { useEditor } from '../workspace.ts';

/** A command's first key, as this keyboard shows it. */
export function useCommandKeys(): (id: CommandId) => string | undefined {
  const editor = useEditor();
  const keyLabel = useKeyLabel();
  return useCallback((id) => keyLabel(editor.commands.get(id)?.keys[0]), [editor, keyLabel]);
}
