/** Cut, copy and paste: nodes as JSON, SVG from other programs, plain text as a text node. */
import { boxCenter, MAX_TEXT_CHARACTERS, type NewNode, type NodeId, type Vector } from '@joinery/shared';
import { visibleBox } from './camera.ts';
import { adoptPictures, copyToJson, type PasteOptions, pasteJson } from './clipboard.ts';
import type { Editor } from './editor.ts';
import { importSvg } from './exporting.ts';
import { defaultLook } from './new-node.ts';
import { displayName } from './node-names.ts';
import { placePicture } from './pictures.ts';
import { fitTextBox } from './text-box.ts';

export async function copy(editor: Editor, ids: readonly NodeId[]): Promise<void> {
  const text = ids.map((id) => displayName(editor.document, id)).join('\n');
  await editor.ports.clipboard.write({ json: copyToJson(editor, ids), text });
}

export async function copyAsSvg(editor: Editor, ids: readonly NodeId[]): Promise<void> {
  const svg = await editor.ports.files.toSvg(ids);
  await editor.ports.clipboard.write({ svg, text: svg });
  editor.notify('info', 'Copied as SVG');
}

export async function paste(editor: Editor, options: PasteOptions): Promise<void> {
  const { json, svg, text, picture } = await editor.ports.clipboard.read();
  if (json !== undefined) await adoptPictures(editor, json);
  if (json !== undefined && pasteJson(editor, json, options)) return;
  if (picture !== undefined) {
    await placePicture(editor, picture, { name: 'Picture', ...(options.at && { at: options.at }) });
    return;
  }
  const markup =
    svg ?? (text !== undefined && /^\s*(<\?xml[^>]*>|<!--|<!doctype svg|<svg[\s>])/i.test(text) ? text : undefined);
  if (markup !== undefined)
    await importSvg(editor, markup, { name: 'Pasted SVG', ...(options.at && { at: options.at }) });
  else if (text !== undefined && text.trim() !== '') pasteText(editor, text, options.at);
  else editor.notify('info', 'There is nothing on the clipboard that can be pasted');
}

function pasteText(editor: Editor, text: string, at: Vector | undefined): void {
  const { document, state } = editor;
  const middle = at ?? boxCenter(visibleBox(state.camera, state.viewport));
  const characters = text.replaceAll('\r\n', '\n');
  if (characters.length > MAX_TEXT_CHARACTERS)
    throw new Error(`A text holds at most ${MAX_TEXT_CHARACTERS} characters`);
  const properties: NewNode = { ...defaultLook('text'), characters };
  let made: NodeId | undefined;
  editor.edit('Paste', (tx) => {
    const id = tx.create('text', state.page, { ...properties, position: middle });
    fitTextBox(tx, id, editor);
    tx.setPosition(id, {
      x: Math.round(middle.x - document.get(id, 'width') / 2),
      y: Math.round(middle.y - document.get(id, 'height') / 2),
    });
    made = id;
  });
  if (made !== undefined) editor.select([made]);
}
