import type { NodeId } from '@joinery/shared';
import { copyLook, hasCopiedLook, pasteLook } from '../copied-look.ts';
import { deleteNodes, lastDeletedByOthers, restoreDeleted } from '../deleting.ts';
import { duplicate } from '../duplicate.ts';
import type { Command } from '../editor.ts';
import { copy, copyAsSvg, paste } from '../pasting.ts';
import { selectAll, selectBeside, selectChildren, selectInverse, selectParents } from '../selecting.ts';
import { anySelected } from './conditions.ts';

/** `paste` reads `at` (page px) and `inPlace`. */
export const EDIT_COMMANDS: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'edit',
    keys: ['$mod+KeyZ'],
    enabled: ({ history }) => history.canUndo,
    run: (editor) => editor.undo(),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'edit',
    keys: ['$mod+Shift+KeyZ', '$mod+KeyY'],
    enabled: ({ history }) => history.canRedo,
    run: (editor) => editor.redo(),
  },
  {
    id: 'cut',
    label: 'Cut',
    group: 'edit',
    keys: ['$mod+KeyX'],
    enabled: anySelected,
    run: async (editor) => {
      const { selection } = editor.state;
      await copy(editor, selection);
      deleteNodes(
        editor,
        selection.filter((id) => editor.document.isAlive(id)),
        'Cut',
      );
    },
  },
  {
    id: 'copy',
    label: 'Copy',
    group: 'edit',
    keys: ['$mod+KeyC'],
    enabled: anySelected,
    run: (editor) => copy(editor, editor.state.selection),
  },
  {
    id: 'paste',
    label: 'Paste',
    group: 'edit',
    keys: ['$mod+KeyV'],
    run: (editor, { at, inPlace }) => paste(editor, { ...(at && { at }), ...(inPlace && { inPlace }) }),
  },
  {
    id: 'paste-over',
    label: 'Paste in place',
    group: 'edit',
    keys: ['$mod+Shift+KeyV'],
    run: (editor) => paste(editor, { inPlace: true }),
  },
  {
    id: 'copy-properties',
    label: 'Copy properties',
    group: 'edit',
    keys: ['$mod+Alt+KeyC'],
    enabled: ({ state }) => state.selection.length === 1,
    run: (editor) => copyLook(editor, editor.state.selection[0] as NodeId),
  },
  {
    id: 'paste-properties',
    label: 'Paste properties',
    group: 'edit',
    keys: ['$mod+Alt+KeyV'],
    enabled: (editor) => anySelected(editor) && hasCopiedLook(editor),
    run: (editor) => pasteLook(editor, editor.state.selection),
  },
  {
    id: 'copy-as-svg',
    label: 'Copy as SVG',
    group: 'edit',
    keys: [],
    enabled: anySelected,
    run: (editor) => copyAsSvg(editor, editor.state.selection),
  },
  {
    id: 'duplicate',
    label: 'Duplicate',
    group: 'edit',
    keys: ['$mod+KeyD'],
    enabled: anySelected,
    run: (editor) => duplicate(editor, editor.state.selection),
  },
  {
    id: 'delete',
    label: 'Delete',
    group: 'edit',
    keys: ['Backspace', 'Delete'],
    enabled: anySelected,
    run: (editor) => deleteNodes(editor, editor.state.selection),
  },
  {
    id: 'restore-deleted',
    label: 'Restore deleted by others',
    group: 'edit',
    keys: [],
    enabled: (editor) => lastDeletedByOthers(editor).length > 0,
    run: (editor) => restoreDeleted(editor, lastDeletedByOthers(editor)),
  },
  { id: 'select-all', label: 'Select all', group: 'edit', keys: ['$mod+KeyA'], run: selectAll },
  { id: 'select-inverse', label: 'Select inverse', group: 'edit', keys: ['$mod+Shift+KeyA'], run: selectInverse },
  {
    id: 'select-none',
    label: 'Select none',
    group: 'edit',
    keys: ['Escape'],
    run: (editor) => {
      if (editor.state.tool !== 'select') editor.setTool('select');
      else editor.select([]);
    },
  },
  {
    id: 'select-parent',
    label: 'Select parent',
    group: 'edit',
    keys: ['Shift+Enter', '\\'],
    enabled: anySelected,
    run: selectParents,
  },
  {
    id: 'select-children',
    label: 'Select children or edit text',
    group: 'edit',
    keys: ['Enter'],
    enabled: anySelected,
    run: selectChildren,
  },
  {
    id: 'select-next',
    label: 'Select next',
    group: 'edit',
    keys: ['Tab'],
    enabled: anySelected,
    run: (editor) => selectBeside(editor, 1),
  },
  {
    id: 'select-previous',
    label: 'Select previous',
    group: 'edit',
    keys: ['Shift+Tab'],
    enabled: anySelected,
    run: (editor) => selectBeside(editor, -1),
  },
];
