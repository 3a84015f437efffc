/** Every tool by its id. */
import type { Tool, ToolState } from '../editor/editor.ts';
import type { ToolId } from '../editor/session.ts';

const idle = (id: ToolId): Tool => ({
  id,
  home: (): ToolState => ({ name: `${id}.idle`, cursor: 'default', handle: () => undefined }),
});

export const TOOLS: Readonly<Record<ToolId, Tool>> = {
  select: idle('select'),
  hand: idle('hand'),
  frame: idle('frame'),
  rectangle: idle('rectangle'),
  ellipse: idle('ellipse'),
  line: idle('line'),
  text: idle('text'),
};
