/** Nodes or a page as a picture file, painted by the same painters as the canvas. */
import { type Box, box, boxHeight, boxWidth, type DocumentReader, type NodeId, unionAll } from '@joinery/shared';
import { picturesIn } from '../editor/pictures.ts';
import type { PicturesPort, RasteriseOptions } from '../editor/ports.ts';
import type { Scene } from '../editor/scene.ts';
import { inPaintOrder, subtree } from '../editor/selection.ts';
import type { TextLayouts } from '../editor/text-layouts.ts';
import { LIGHT_COLORS } from './colors.ts';
import { pageFills, paintPageFills } from './page-background.ts';
import { PaintCaches } from './paint-caches.ts';
import { paintNodes } from './paint-page.ts';
import { type Context2D, hiddenCanvas } from './painters/context.ts';
import { fontString } from './painters/font.ts';
import { PaintTarget } from './painters/paint-target.ts';
import { toDeviceBox, type View } from './view.ts';

/** What pictures are painted from; an editor will do. */
export interface PictureSource {
  readonly document: DocumentReader;
  readonly scene: Scene;
  readonly textLayouts: TextLayouts;
  readonly ports: { readonly pictures: PicturesPort };
}

/** What browsers give a canvas at most. */
const MAX_PICTURE_SIDE_PX = 16_384;
const MAX_PICTURE_PX = 268_435_456;

const THUMBNAIL = { width: 480, height: 300, padding: 16, maxScale: 1, maxBytes: 256 * 1024 };

/**
 * Nodes with all they hold, or one page, as PNG; as large as what they paint, in whole pixels.
 * @throws (rejects) with a sentence for the person when there is nothing to show or the picture would be too large
 */
export async function renderToPng(
  source: PictureSource,
  ids: readonly NodeId[],
  { scale, background }: RasteriseOptions,
): Promise<Uint8Array> {
  const around = pictureBox(source, ids);
  if (around === undefined) throw new Error('There is nothing visible to export');
  const placed = toDeviceBox({ scale, x: 0, y: 0, pixelRatio: 1 }, around);
  const [width, height] = [boxWidth(placed), boxHeight(placed)];
  assertFits(width, height);
  await Promise.all([loadFonts(source, ids), loadPictures(source, ids)]);
  const { canvas, context } = hiddenCanvas(Math.max(1, width), Math.max(1, height));
  if (background !== undefined) paintPageFills(context, [{ color: background, opacity: 1 }], box(0, 0, width, height));
  paintPicture(source, ids, {
    context,
    view: { scale, x: -placed.left, y: -placed.top, pixelRatio: 1 },
    width,
    height,
  });
  return encode(canvas);
}

/** A page fitted into 480 × 300 px, for lists of files; at most 256 KiB. Undefined when the page shows nothing. */
export async function renderThumbnail(source: PictureSource, page: NodeId): Promise<Uint8Array | undefined> {
  const around = pictureBox(source, [page]);
  if (around === undefined) return undefined;
  await Promise.all([loadFonts(source, [page]), loadPictures(source, [page])]);
  for (let size = 1; ; size /= 2) {
    const bytes = await paintThumbnail(source, page, { around, size });
    if (bytes.length <= THUMBNAIL.maxBytes || size < 0.25) return bytes;
  }
}

function paintThumbnail(
  source: PictureSource,
  page: NodeId,
  { around, size }: { around: Box; size: number },
): Promise<Uint8Array> {
  const [width, height] = [THUMBNAIL.width * size, THUMBNAIL.height * size];
  const padding = THUMBNAIL.padding * size;
  const scale = Math.min(
    THUMBNAIL.maxScale * size,
    (width - 2 * padding) / Math.max(boxWidth(around), 1),
    (height - 2 * padding) / Math.max(boxHeight(around), 1),
  );
  const x = Math.round(width / 2 - ((around.left + around.right) / 2) * scale);
  const y = Math.round(height / 2 - ((around.top + around.bottom) / 2) * scale);
  const { canvas, context } = hiddenCanvas(Math.max(1, width), Math.max(1, height));
  paintPageFills(context, [{ color: LIGHT_COLORS.canvas, opacity: 1 }], box(0, 0, width, height));
  paintPicture(source, [page], { context, view: { scale, x, y, pixelRatio: 1 }, width, height });
  return encode(canvas);
}

/** Everything visible that the nodes paint, in page coordinates. */
function pictureBox(source: PictureSource, ids: readonly NodeId[]): Box | undefined {
  return unionAll(ids.flatMap((id) => paintedBoxes(source, id)));
}

function paintedBoxes(source: PictureSource, id: NodeId): Box[] {
  const { document, scene } = source;
  if (!document.get(id, 'visible')) return [];
  const inside = (): Box[] => document.children(id).flatMap((child) => paintedBoxes(source, child));
  switch (document.get(id, 'type')) {
    case 'page':
    case 'group':
      return inside();
    case 'frame':
      return document.get(id, 'clip') ? [scene.paintBox(id)] : [scene.paintBox(id), ...inside()];
    case 'text':
      // Not what letters might reach: a picture of a text is as large as its box.
      return [document.get(id, 'effects').length === 0 ? scene.pageBox(id) : scene.paintBox(id)];
    default:
      return [scene.paintBox(id)];
  }
}

interface Picture {
  readonly context: Context2D;
  readonly view: View;
  readonly width: number;
  readonly height: number;
}

function paintPicture(
  { document: reader, scene, textLayouts, ports }: PictureSource,
  ids: readonly NodeId[],
  picture: Picture,
): void {
  const { context, view, width, height } = picture;
  const region = box(0, 0, width, height);
  const { paths, texts, layers, pictures } = new PaintCaches(textLayouts, undefined, ports.pictures);
  const painting = {
    reader,
    scene,
    target: new PaintTarget({ context, view, region, layers }),
    paths,
    texts,
    pictures,
    editingText: null,
  };
  for (const id of inPaintOrder(reader, ids)) {
    const page = reader.get(id, 'type') === 'page';
    if (page) paintPageFills(context, pageFills(reader, id), region);
    const painted = [...subtree(reader, id)].filter((node) => !['group', 'page'].includes(reader.get(node, 'type')));
    paintNodes(painting, painted, page ? id : (reader.parent(id) ?? id));
  }
}

/** Text that was never in view may need fonts that were never fetched. */
async function loadFonts({ document: reader }: PictureSource, ids: readonly NodeId[]): Promise<void> {
  const letters = new Map<string, Set<string>>();
  for (const id of ids.flatMap((root) => [...subtree(reader, root)])) {
    if (reader.get(id, 'type') !== 'text') continue;
    const font = fontString({
      fontFamily: reader.get(id, 'fontFamily'),
      fontSize: 16,
      fontWeight: reader.get(id, 'fontWeight'),
      fontStyle: reader.get(id, 'fontStyle'),
    });
    const known = letters.get(font) ?? new Set();
    for (const letter of reader.get(id, 'characters')) known.add(letter);
    letters.set(font, known);
  }
  // A font that cannot be fetched is replaced by the next in the list; that is no reason to give no picture.
  await Promise.allSettled([...letters].map(([font, text]) => document.fonts.load(font, [...text].join(''))));
}

/** What was never in view was never fetched. */
const loadPictures = ({ document, ports }: PictureSource, ids: readonly NodeId[]): Promise<void> =>
  ports.pictures.ready(picturesIn(document, ids));

function assertFits(width: number, height: number): void {
  if (width <= MAX_PICTURE_SIDE_PX && height <= MAX_PICTURE_SIDE_PX && width * height <= MAX_PICTURE_PX) return;
  throw new RangeError(
    `The picture would be ${width} × ${height} px; at most ${MAX_PICTURE_SIDE_PX} px a side and ${Math.round(MAX_PICTURE_PX / 1e6)} million in all. Choose a smaller scale`,
  );
}

async function encode(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new Error('The browser could not make a PNG of the picture');
  return new Uint8Array(await blob.arrayBuffer());
}
