/** Every command by name. Menus, keys, palette, scripts and tests name commands by these. */

type Side = 'left' | 'right' | 'top' | 'bottom' | 'horizontal-center' | 'vertical-center';
type Direction = 'left' | 'right' | 'up' | 'down';

export type EditCommandId =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'paste-over'
  | 'copy-properties'
  | 'paste-properties'
  | 'duplicate'
  | 'delete'
  | 'restore-deleted'
  | 'select-all'
  | 'select-inverse'
  | 'select-none'
  | 'select-parent'
  | 'select-children'
  | 'select-next'
  | 'select-previous'
  | 'copy-as-svg';

export type ArrangeCommandId =
  | 'bring-forward'
  | 'send-backward'
  | 'bring-to-front'
  | 'send-to-back'
  | `align-${Side}`
  | 'distribute-horizontal'
  | 'distribute-vertical'
  | `nudge-${Direction}`
  | `nudge-${Direction}-large`;

export type ObjectCommandId =
  | 'group'
  | 'use-as-mask'
  | 'ungroup'
  | 'frame-selection'
  | 'toggle-visible'
  | 'toggle-locked'
  | 'rename'
  | 'set-opacity'
  | 'move-layers';

export type ViewCommandId =
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-100'
  | 'zoom-fit'
  | 'zoom-selection'
  | 'toggle-panels'
  | 'show-keys'
  | 'show-palette'
  | 'show-conflicts'
  | 'show-deleted'
  | 'show-activity'
  | 'show-sync'
  | 'toggle-authors'
  | 'toggle-ages'
  | 'toggle-outlines'
  | 'toggle-pixel-grid'
  | 'toggle-rulers'
  | 'toggle-minimap'
  | 'toggle-layout-grids'
  | 'toggle-spotlight'
  | 'stop-following'
  | 'cursor-chat'
  | 'theme-light'
  | 'theme-dark'
  | 'theme-system';

export type PageCommandId =
  | 'next-page'
  | 'previous-page'
  | 'page-add'
  | 'page-delete'
  | 'page-duplicate'
  | 'page-rename'
  | 'page-move';

export type ToolCommandId =
  | 'tool-select'
  | 'tool-hand'
  | 'tool-frame'
  | 'tool-rectangle'
  | 'tool-ellipse'
  | 'tool-line'
  | 'tool-text';

export type FileCommandId =
  | 'place-picture'
  | 'import-svg'
  | 'export-svg'
  | 'export-png'
  | 'export-page-svg'
  | 'export-page-png';

export type TextCommandId = 'text-bold' | 'text-italic' | 'text-underline';

export type CommandId =
  | EditCommandId
  | ArrangeCommandId
  | ObjectCommandId
  | ViewCommandId
  | PageCommandId
  | ToolCommandId
  | FileCommandId
  | TextCommandId;
