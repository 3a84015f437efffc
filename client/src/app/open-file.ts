/** Puts an open file together: the document with others, the editor over it, the canvas under the person's hands. */
import type { NodeId } from '@joinery/shared';
import { mountCanvas } from '../canvas/mount-canvas.ts';
import { browserMeasureText } from '../canvas/measure-text.ts';
import { type Collaboration, openCollaboration } from '../collaboration/collaboration.ts';
import { startFollowing } from '../collaboration/following.ts';
import { shareView } from '../collaboration/share-view.ts';
import { screenToPage } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';
import { picturesIn } from '../editor/pictures.ts';
import type { FilesPort } from '../editor/ports.ts';
import type { MeasureText } from '../editor/text-layout.ts';
import { bindInput } from '../input/bind-input.ts';
import type { Me } from '../me.ts';
import { BrowserClipboard } from '../platform/browser-clipboard.ts';
import { download } from '../platform/download.ts';
import { onDroppedFiles } from '../platform/dropped-files.ts';
import { FilePictures } from '../platform/pictures/file-pictures.ts';
import { createJoinery } from '../scripting/window-joinery.ts';
import { createEditor } from '../tools/create-editor.ts';
import { later } from '../ui/later.ts';
import { keepThumbnail } from './keep-thumbnail.ts';

export interface OpenFile {
  readonly editor: Editor;
  readonly collaboration: Collaboration;
  /** Fills an element with the canvas and takes its input. @returns a function that ends it */
  mount(container: HTMLElement): () => void;
  close(): void;
}

/** @throws CannotOpen when the relay says that there is no such file */
export async function openFile(fileId: string, me: Me, onError: (error: unknown) => void): Promise<OpenFile> {
  const collaboration = await openCollaboration({ fileId, me, onError });
  const measureText = browserMeasureText();
  const clipboard = new BrowserClipboard();
  const pictures = new FilePictures(fileId);
  const editor: Editor = createEditor({
    document: collaboration.document,
    now: () => performance.now(),
    measureText,
    clipboard,
    files: browserFiles(measureText, () => editor),
    pictures,
  });
  const stopClipboard = clipboard.listen(document, (command) => editor.run(command));
  const stopThumbnail = keepThumbnail(fileId, editor, collaboration);
  return {
    editor,
    collaboration,
    mount: (container) => mountFile(container, fileId, editor, collaboration),
    close: () => {
      stopClipboard();
      stopThumbnail();
      editor.dispose();
      pictures.dispose();
      collaboration.close();
    },
  };
}

function mountFile(container: HTMLElement, fileId: string, editor: Editor, collaboration: Collaboration): () => void {
  const canvas = mountCanvas(container, editor, collaboration);
  const toPage = (client: { x: number; y: number }): { x: number; y: number } => {
    const { left, top } = container.getBoundingClientRect();
    return screenToPage(editor.state.camera, { x: client.x - left, y: client.y - top });
  };
  const ends = [
    bindInput(container, editor),
    shareView(container, editor, collaboration),
    startFollowing({
      editor,
      people: collaboration.people,
      now: () => performance.now(),
      nextFrame: (run) => {
        const frame = requestAnimationFrame(run);
        return () => cancelAnimationFrame(frame);
      },
      still: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    }),
    onDroppedFiles(
      container,
      ({ name, at, ...content }) => {
        if (editor.state.readOnly) editor.notify('error', 'You may only look at this file');
        else if ('picture' in content) editor.run('place-picture', { name, picture: content.picture, at: toPage(at) });
        else editor.run('import-svg', { name, text: content.text, at: toPage(at) });
      },
      (reason) => editor.notify('error', reason),
    ),
  ];
  window.joinery = createJoinery({ fileId, editor, collaboration, canvasBox: () => container.getBoundingClientRect() });
  return () => {
    delete window.joinery;
    for (const end of ends) end();
    canvas.dispose();
  };
}

const toPng = later(() => import('../canvas/render-to-png.ts'));
const svgExport = later(() => import('../svg/export/export-svg.ts'));
const svgImport = later(() => import('../svg/import/import-svg.ts'));
const xml = later(() => import('../svg/xml/dom-xml.ts'));

const browserFiles = (measureText: MeasureText, editor: () => Editor): FilesPort => ({
  save: download,
  rasterise: async (ids: readonly NodeId[], options) => {
    const { renderToPng } = await toPng();
    return renderToPng(editor(), ids, options);
  },
  toSvg: async (ids) => {
    const { exportSvg } = await svgExport();
    const { document: reader, scene, textLayouts, ports } = editor();
    const hashes = picturesIn(reader, ids);
    const urls = new Map(
      await Promise.all(hashes.map(async (hash) => [hash, await ports.pictures.dataUrl(hash)] as const)),
    );
    return exportSvg(reader, ids, {
      paintBox: (id) => scene.paintBox(id),
      layout: (id) => textLayouts.of(reader, id),
      pictureUrl: (hash) => urls.get(hash),
    });
  },
  parseSvg: async (text) => {
    const [{ importSvg }, { xmlParseOver }] = await Promise.all([svgImport(), xml()]);
    return importSvg(text, xmlParseOver(new DOMParser()), measureText);
  },
});
