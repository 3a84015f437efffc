/** The table of everything a person can do, in the order in which menus and palette list it. */
import type { Command } from '../editor.ts';

export const COMMANDS: readonly Command[] = [];
