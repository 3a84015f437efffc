/** The table of everything a person can do, in the order in which menus and palette list it. */
import type { Command } from '../editor.ts';
import { AID_COMMANDS } from './aid-commands.ts';
import { ARRANGE_COMMANDS } from './arrange-commands.ts';
import { EDIT_COMMANDS } from './edit-commands.ts';
import { FILE_COMMANDS } from './file-commands.ts';
import { OBJECT_COMMANDS } from './object-commands.ts';
import { PAGE_COMMANDS } from './page-commands.ts';
import { TEXT_COMMANDS } from './text-commands.ts';
import { TOOL_COMMANDS } from './tool-commands.ts';
import { VIEW_COMMANDS } from './view-commands.ts';

export const COMMANDS: readonly Command[] = [
  ...TOOL_COMMANDS,
  ...EDIT_COMMANDS,
  ...OBJECT_COMMANDS,
  ...ARRANGE_COMMANDS,
  ...TEXT_COMMANDS,
  ...VIEW_COMMANDS,
  ...AID_COMMANDS,
  ...PAGE_COMMANDS,
  ...FILE_COMMANDS,
];
