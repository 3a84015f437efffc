import type { Command } from '../editor.ts';
import { exportPng, exportSvg, importSvg } from '../exporting.ts';
import { placePicture } from '../pictures.ts';
import { anySelected } from './conditions.ts';

/** `place-picture` reads `picture`, `name` and `at`; `import-svg` reads `text`, `name` and `at` (page px); exports as PNG read `scale`. */
export const FILE_COMMANDS: readonly Command[] = [
  {
    id: 'place-picture',
    label: 'Place picture',
    group: 'file',
    keys: [],
    run: async (editor, { picture, name = 'Picture', at }) => {
      if (picture === undefined) throw new Error('Place picture was given no picture');
      await placePicture(editor, picture, { name: name.replace(/\.\w+$/, ''), ...(at && { at }) });
    },
    hidden: true,
  },
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
