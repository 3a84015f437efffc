/** Pictures on the page: a rectangle that is filled with one. */
import { boxCenter, type DocumentReader, type NodeId, type PicturePaint, type Vector } from '@joinery/shared';
import { visibleBox } from './camera.ts';
import type { Editor } from './editor.ts';
import type { KeptPicture } from './ports.ts';
import { subtree } from './selection.ts';

/** A paint that covers its box with a picture. */
export const picturePaint = ({ hash, width, height }: KeptPicture): PicturePaint => ({
  type: 'picture',
  opacity: 1,
  visible: true,
  picture: hash,
  width,
  height,
  mode: 'fill',
  scale: 1,
  crop: [0, 0, 1, 1],
});

export interface PicturePlacement {
  /** Of the file, without its extension. */
  readonly name: string;
  /** Middle of the picture on the page; the middle of the view when absent. */
  readonly at?: Vector;
}

/**
 * Uploads a picture and puts it on the page at its own size, selected.
 * @throws (rejects) with a sentence for the person when the relay cannot be reached or does not take it
 */
export async function placePicture(editor: Editor, picture: Blob, { name, at }: PicturePlacement): Promise<void> {
  const kept = await editor.ports.pictures.upload(picture);
  const { state } = editor;
  const middle = at ?? boxCenter(visibleBox(state.camera, state.viewport));
  const { width, height } = kept;
  const position = { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2) };
  let made: NodeId | undefined;
  editor.edit('Place picture', (tx) => {
    const fills = [picturePaint(kept)];
    made = tx.create('rectangle', state.page, { name: name.slice(0, 200), width, height, position, fills });
  });
  if (made !== undefined) editor.select([made]);
}

/** The hashes of all pictures that nodes and what they hold are painted with. */
export function picturesIn(reader: DocumentReader, ids: readonly NodeId[]): string[] {
  const found = new Set<string>();
  for (const id of ids.flatMap((root) => [...subtree(reader, root)])) {
    for (const property of ['fills', 'strokes'] as const)
      for (const paint of reader.get(id, property)) if (paint.type === 'picture') found.add(paint.picture);
  }
  return [...found];
}
