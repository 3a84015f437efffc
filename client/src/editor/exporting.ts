/** Handing the selection or the page out as files, and taking SVG files in. */
import { boxCenter, isNodeType, type NodeId, type Vector } from '@joinery/shared';
import { visibleBox } from './camera.ts';
import type { Editor } from './editor.ts';
import { displayName } from './node-names.ts';
import { countNodes, createTree, MAX_TREE_NODES } from './node-tree.ts';
import { tidy } from './node-place.ts';
import { inPaintOrder, subtree } from './selection.ts';
import type { SvgImport } from './svg-import.ts';

const PNG_SCALE = 2;

export async function exportSvg(editor: Editor, ids: readonly NodeId[]): Promise<void> {
  const { files } = editor.ports;
  const name = fileName(editor, ids);
  files.save(`${name}.svg`, { type: 'image/svg+xml', data: await files.toSvg(inPaintOrder(editor.document, ids)) });
  sayWhatIsMissing(editor, ids);
}

export async function exportPng(editor: Editor, ids: readonly NodeId[], scale = PNG_SCALE): Promise<void> {
  const { files } = editor.ports;
  const name = fileName(editor, ids);
  files.save(`${name}.png`, {
    type: 'image/png',
    data: await files.rasterise(inPaintOrder(editor.document, ids), { scale }),
  });
  sayWhatIsMissing(editor, ids);
}

/** Kinds that only newer versions know cannot be painted here (D13). */
function sayWhatIsMissing(editor: Editor, ids: readonly NodeId[]): void {
  const { document } = editor;
  const shown = new Set(ids.flatMap((id) => [...subtree(document, id)]));
  const missing = [...shown].filter((id) => !isNodeType(document.get(id, 'type'))).length;
  const layers = missing === 1 ? 'a layer' : `${missing} layers`;
  if (missing > 0) editor.notify('info', `Left out: ${layers} that only a newer version of Joinery can show`);
}

/** Named after the one node, or the page. Without what file systems refuse. */
function fileName({ document, state }: Editor, ids: readonly NodeId[]): string {
  const [only] = ids;
  const name = displayName(document, ids.length === 1 && only !== undefined ? only : state.page);
  return (
    name
      .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, 100) || 'Untitled'
  );
}

export interface SvgPlacement {
  /** Of the file, without its extension. */
  readonly name: string;
  /** Middle of the picture on the page; the middle of the view when absent. */
  readonly at?: Vector;
}

/**
 * Reads an SVG file into a new frame, as one change, selects it, and names what could not be shown.
 * @throws (rejects) when the text is no SVG
 */
export async function importSvg(editor: Editor, text: string, { name, at }: SvgPlacement): Promise<void> {
  const picture = await editor.ports.files.parseSvg(text);
  const count = picture.nodes.reduce((sum, node) => sum + countNodes(node), 0);
  if (count === 0) throw new Error(`${name} holds nothing that can be shown`);
  if (count > MAX_TREE_NODES) throw new Error(`${name} holds more than ${MAX_TREE_NODES} shapes`);
  insertPicture(editor, picture, { name, ...(at && { at }) });
  if (picture.unsupported.length > 0)
    editor.notify('info', `${name}: not fully supported: ${picture.unsupported.join(', ')}`);
}

function insertPicture(editor: Editor, { nodes, width, height }: SvgImport, { name, at }: SvgPlacement): void {
  const { state } = editor;
  const middle = at ?? boxCenter(visibleBox(state.camera, state.viewport));
  const position = tidy({ x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2) });
  let made: NodeId | undefined;
  editor.edit('Import SVG', (tx) => {
    made = createTree(
      tx,
      { type: 'frame', properties: { name: name.slice(0, 200), width, height, position }, children: nodes },
      state.page,
    );
  });
  if (made !== undefined) editor.select([made]);
}
