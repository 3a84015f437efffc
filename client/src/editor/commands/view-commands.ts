import { type Box, unionAll, type Vector } from '@joinery/shared';
import { centred, fit, zoomAt, zoomStepIn, zoomStepOut } from '../camera.ts';
import type { Command, Editor } from '../editor.ts';
import type { Dialog, Heat, SidePanel, Theme } from '../session.ts';
import type { ViewCommandId } from './command-id.ts';
import { anySelected } from './conditions.ts';

/** Fitting never shows things larger than this. */
const MAX_FIT_ZOOM = 8;

const theme = (value: Theme, label: string): Command => ({
  id: `theme-${value}`,
  label,
  group: 'view',
  keys: [],
  checked: ({ state }) => state.theme === value,
  run: ({ session }) => session.setState({ theme: value }),
});

const dialog = (named: Pick<Command, 'label' | 'keys'> & { readonly id: ViewCommandId }, which: Dialog): Command => ({
  ...named,
  group: 'view',
  run: ({ session, state }) => session.setState({ dialog: state.dialog === which ? null : which }),
});

const sidePanel = (id: ViewCommandId, label: string, which: SidePanel): Command => ({
  id,
  label,
  group: 'view',
  keys: [],
  checked: ({ state }) => state.sidePanel === which,
  run: ({ session, state }) => session.setState({ sidePanel: state.sidePanel === which ? null : which }),
});

const heat = (id: ViewCommandId, label: string, which: Heat): Command => ({
  id,
  label,
  group: 'view',
  keys: [],
  checked: ({ state }) => state.heat === which,
  run: ({ session, state }) => session.setState({ heat: state.heat === which ? null : which }),
});

export const VIEW_COMMANDS: readonly Command[] = [
  {
    id: 'zoom-in',
    label: 'Zoom in',
    group: 'view',
    keys: ['$mod+=', '+', '=', '$mod++'],
    run: (editor, { at }) => zoom(editor, zoomStepIn(editor.state.camera.zoom), at),
  },
  {
    id: 'zoom-out',
    label: 'Zoom out',
    group: 'view',
    keys: ['$mod+-', '-'],
    run: (editor, { at }) => zoom(editor, zoomStepOut(editor.state.camera.zoom), at),
  },
  {
    id: 'zoom-100',
    label: 'Zoom to 100 %',
    group: 'view',
    keys: ['Shift+Digit0', '$mod+Digit0'],
    run: (editor, { at }) => zoom(editor, 1, at),
  },
  {
    id: 'zoom-fit',
    label: 'Zoom to fit',
    group: 'view',
    keys: ['Shift+Digit1', '$mod+Digit1'],
    run: (editor) =>
      zoomTo(
        editor,
        editor.document.children(editor.state.page).map((id) => editor.scene.paintBox(id)),
      ),
  },
  {
    id: 'zoom-selection',
    label: 'Zoom to selection',
    group: 'view',
    keys: ['Shift+Digit2', '$mod+Digit2'],
    enabled: anySelected,
    run: (editor) =>
      zoomTo(
        editor,
        editor.state.selection.map((id) => editor.scene.paintBox(id)),
      ),
  },
  {
    id: 'toggle-panels',
    label: 'Show or hide panels',
    group: 'view',
    keys: ['$mod+\\', '$mod+.', '$mod+Backslash', '|'],
    run: ({ session, state }) => session.setState({ panelsVisible: !state.panelsVisible }),
  },
  dialog({ id: 'show-keys', label: 'Keyboard shortcuts', keys: ['?', 'Control+Shift+?'] }, 'keys'),
  dialog({ id: 'show-palette', label: 'Command palette', keys: ['$mod+KeyK', '$mod+/', '$mod+KeyP'] }, 'palette'),
  sidePanel('show-conflicts', 'Conflicts', 'conflicts'),
  sidePanel('show-deleted', 'Recently deleted', 'deleted'),
  sidePanel('show-activity', 'Activity', 'activity'),
  sidePanel('show-sync', 'Sync inspector', 'sync'),
  {
    id: 'toggle-outlines',
    label: 'Outlines',
    group: 'view',
    keys: ['Shift+KeyO'],
    checked: ({ state }) => state.outlines,
    run: ({ session, state }) => session.setState({ outlines: !state.outlines }),
  },
  heat('toggle-authors', 'Colour by last author', 'author'),
  heat('toggle-ages', 'Colour by age of the last change', 'age'),
  {
    id: 'toggle-spotlight',
    label: 'Spotlight me',
    group: 'view',
    keys: [],
    checked: ({ state }) => state.spotlight,
    run: ({ session, state }) => session.setState({ spotlight: !state.spotlight }),
  },
  {
    id: 'stop-following',
    label: 'Stop following',
    group: 'view',
    keys: [],
    enabled: ({ state }) => state.following !== null,
    run: ({ session }) => session.setState({ following: null }),
  },
  {
    id: 'cursor-chat',
    label: 'Cursor chat',
    group: 'view',
    keys: ['/'],
    run: ({ session }) => session.setState({ chat: '' }),
  },
  theme('light', 'Light theme'),
  theme('dark', 'Dark theme'),
  theme('system', 'Theme of the system'),
];

/** @param at screen point to zoom at; the middle of the view when absent */
function zoom(editor: Editor, to: number, at?: Vector): void {
  const { camera, viewport } = editor.state;
  editor.setCamera(zoomAt(camera, at ?? { x: viewport.width / 2, y: viewport.height / 2 }, to));
}

function zoomTo(editor: Editor, boxes: readonly Box[]): void {
  const { viewport } = editor.state;
  const target = unionAll(boxes);
  if (target === undefined) editor.setCamera(centred({ left: 0, top: 0, right: 0, bottom: 0 }, viewport, 1));
  else editor.setCamera(fit(target, viewport, MAX_FIT_ZOOM));
}
