import type { Command, Editor } from '../editor.ts';
import { addPage, canDeletePage, deletePage, duplicatePage, movePage, pageBeside } from '../pages.ts';

const beside = (by: 1 | -1): Pick<Command, 'enabled' | 'run'> => ({
  enabled: (editor: Editor) => pageBeside(editor, by) !== undefined,
  run: (editor) => {
    const page = pageBeside(editor, by);
    if (page !== undefined) editor.setPage(page);
  },
});

/** `page` names the page; the current one when absent. `page-add` and `page-rename` read `name`, `page-move` reads `before`. */
export const PAGE_COMMANDS: readonly Command[] = [
  { id: 'next-page', label: 'Next page', group: 'page', keys: ['PageDown'], ...beside(1) },
  { id: 'previous-page', label: 'Previous page', group: 'page', keys: ['PageUp'], ...beside(-1) },
  { id: 'page-add', label: 'Add page', group: 'page', keys: [], run: (editor, { name }) => void addPage(editor, name) },
  {
    id: 'page-rename',
    label: 'Rename page',
    group: 'page',
    keys: [],
    run: (editor, { page = editor.state.page, name }) => {
      editor.session.setState({ renaming: name === undefined ? page : null });
      if (name?.trim()) editor.edit('Rename page', (tx) => tx.set(page, 'name', name.trim().slice(0, 200)));
    },
  },
  {
    id: 'page-duplicate',
    label: 'Duplicate page',
    group: 'page',
    keys: [],
    run: (editor, { page = editor.state.page }) => duplicatePage(editor, page),
  },
  {
    id: 'page-move',
    label: 'Move page',
    group: 'page',
    keys: [],
    run: (editor, { page = editor.state.page, before = null }) => movePage(editor, page, before),
    hidden: true,
  },
  {
    id: 'page-delete',
    label: 'Delete page',
    group: 'page',
    keys: [],
    enabled: canDeletePage,
    run: (editor, { page = editor.state.page }) => deletePage(editor, page),
  },
];
