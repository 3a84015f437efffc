/** Every tool by its id. */
import type { Tool } from '../editor/editor.ts';
import type { ToolId } from '../editor/session.ts';
import { HAND_TOOL } from './hand/hand-tool.ts';
import { LINE_TOOL } from './line/line-tool.ts';
import { idle } from './select/idle.ts';
import { shapeTool } from './shape/shape-tool.ts';
import { TEXT_TOOL } from './text/text-tool.ts';

export const TOOLS: Readonly<Record<ToolId, Tool>> = {
  select: { id: 'select', home: idle },
  hand: HAND_TOOL,
  frame: shapeTool('frame'),
  rectangle: shapeTool('rectangle'),
  ellipse: shapeTool('ellipse'),
  line: LINE_TOOL,
  text: TEXT_TOOL,
};
