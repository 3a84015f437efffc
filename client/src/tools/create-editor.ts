/** An editor with all tools and commands: what `main.tsx`, scripts and tests make. */
import { COMMANDS } from '../editor/commands/commands.ts';
import { Editor } from '../editor/editor.ts';
import type { EditorPorts } from '../editor/ports.ts';
import { TOOLS } from './tools.ts';

export const createEditor = (ports: EditorPorts): Editor => new Editor(ports, { commands: COMMANDS, tools: TOOLS });
