import type { Command } from '../editor.ts';
import { exportPng, exportSvg, importSvg } from '../exporting.ts';
import { anySelected } from './conditions.ts';

/** `import-svg` reads `text`, `name` and `at` (page px); exports as PNG read `scale`. */
export const FILE_COMMANDS: readonly Command[] = [
  {
    id: 'import-svg',
    label: 'Import SVG',
    group: 'file',
    keys: [],
    run: async (editor, { text, name = 'SVG', at }) => {
      if (text === undefined) throw new Error('Import SVG was given no text to read');
      await importSvg(editor, text, { name: name.replace(/\.svg$/i, ''), ...(at && { at }) });
    },
    hidden: true,
  },
  {
    id: 'export-svg',
    label: 'Export selection as SVG',
    group: 'file',
    keys: ['$mod+Shift+KeyE'],
    enabled: anySelected,
    run: (editor) => exportSvg(editor, editor.state.selection),
  },
  {
    id: 'export-png',
    label: 'Export selection as PNG',
    group: 'file',
    keys: [],
    enabled: anySelected,
    run: (editor, { scale }) => exportPng(editor, editor.state.selection, scale),
  },
  {
    id: 'export-page-svg',
    label: 'Export page as SVG',
    group: 'file',
    keys: [],
    run: (editor) => exportSvg(editor, [editor.state.page]),
  },
  {
    id: 'export-page-png',
    label: 'Export page as PNG',
    group: 'file',
    keys: [],
    run: (editor, { scale }) => exportPng(editor, [editor.state.page], scale),
  },
];
