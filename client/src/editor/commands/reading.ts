/** What somebody who may only look at a file can still do: everything that changes their own screen, and copying out of it. */
import type { CommandId } from './command-id.ts';

const READING: ReadonlySet<CommandId> = new Set([
  'tool-select',
  'tool-hand',
  'copy',
  'copy-as-svg',
  'select-all',
  'select-inverse',
  'select-none',
  'select-parent',
  'select-children',
  'select-next',
  'select-previous',
  'next-page',
  'previous-page',
  'export-svg',
  'export-png',
  'export-page-svg',
  'export-page-png',
]);

/** Whether a command leaves the document alone. */
export const onlyReads = ({ id, group }: { readonly id: CommandId; readonly group: string }): boolean =>
  group === 'view' || READING.has(id);
