/** What helps to draw and is no part of the picture, shown or hidden. */
import type { Command } from '../editor.ts';
import type { Aid } from '../session.ts';
import type { ViewCommandId } from './command-id.ts';

const toggle = (which: Aid, named: Pick<Command, 'label' | 'keys'> & { readonly id: ViewCommandId }): Command => ({
  ...named,
  group: 'view',
  checked: ({ state }) => state.aids[which],
  run: ({ session, state }) => session.setState({ aids: { ...state.aids, [which]: !state.aids[which] } }),
});

export const AID_COMMANDS: readonly Command[] = [
  toggle('pixelGrid', { id: 'toggle-pixel-grid', label: 'Pixel grid', keys: ['Shift+Quote', '$mod+Quote'] }),
  toggle('layoutGrids', { id: 'toggle-layout-grids', label: 'Layout grids', keys: ['Shift+KeyG'] }),
  toggle('minimap', { id: 'toggle-minimap', label: 'Minimap', keys: ['Shift+KeyM'] }),
  toggle('rulers', { id: 'toggle-rulers', label: 'Rulers and guides', keys: ['Shift+KeyR'] }),
];
