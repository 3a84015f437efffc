import type { Command } from '../../editor/editor.ts';

/** The groups of commands in the order of the menu, as people call them. */
export const COMMAND_GROUPS: readonly { readonly group: Command['group']; readonly label: string }[] = [
  { group: 'file', label: 'File' },
  { group: 'edit', label: 'Edit' },
  { group: 'view', label: 'View' },
  { group: 'object', label: 'Object' },
  { group: 'text', label: 'Text' },
  { group: 'arrange', label: 'Arrange' },
  { group: 'page', label: 'Page' },
  { group: 'tool', label: 'Tools' },
];
