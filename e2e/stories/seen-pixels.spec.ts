/** What is on the screen is what the document is: tiles, what is painted directly while zooming, and exported pictures agree. */
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';
import { drawEffects } from '../support/every-effect.ts';
import { drawPictures } from '../support/every-picture.ts';
import { drawEverything } from '../support/every-kind.ts';
import { expect, story } from '../support/story.ts';

/** The first zoom shows tiles at 100 %; the others are no whole numbers, so that tiles' edges fall anywhere. */
const ZOOMS = [1, 0.37, 1.71];

/** Of all pixels, those beyond the smoothing of edges. */
const MOST_DIFFERENT = 0.001;

/** The share of the canvas's pixels that differ from a picture of the page, exported at the same zoom. Frames are asked for first. */
async function share(joinery: Joinery, frames: number): Promise<number> {
  for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
  const { editor } = joinery;
  const canvas = document.querySelector('canvas');
  const { width = 0, height = 0 } = canvas ?? {};
  const seen = canvas?.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const { x, y, zoom } = joinery.camera();
  const scale = zoom * devicePixelRatio;
  const bytes = await editor.ports.files.rasterise([joinery.page()], { scale });
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
  const drawn = document.createElement('canvas');
  [drawn.width, drawn.height] = [width, height];
  const context = drawn.getContext('2d');
  if (context === null) throw new Error('no context');
  const boxes = editor.document.children(joinery.page()).map((id) => editor.scene.paintBox(id));
  const left = Math.floor(Math.min(...boxes.map((each) => each.left)) * scale) + Math.round(-x * scale);
  const top = Math.floor(Math.min(...boxes.map((each) => each.top)) * scale) + Math.round(-y * scale);
  context.fillStyle = '#f4f1ea';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, left, top);
  const meant = context.getImageData(0, 0, width, height).data;
  // Browsers smooth edges a little differently where they are cut: a pixel is right when it lies between its neighbours in the picture.
  const between = (at: number): boolean =>
    [0, 1, 2].every((channel) => {
      const around = [-1, 0, 1].flatMap((down) =>
        [-4, 0, 4].map((across) => meant[at + across + 4 * width * down + channel] ?? 0),
      );
      const value = seen[at + channel] ?? 0;
      return value >= Math.min(...around) - 8 && value <= Math.max(...around) + 8;
    });
  let different = 0;
  for (let at = 0; at < meant.length; at += 4) {
    const off = [0, 1, 2].some((channel) => Math.abs((seen[at + channel] ?? 0) - (meant[at + channel] ?? 0)) > 8);
    if (off && !between(at)) different += 1;
  }
  return different / (width * height);
}

story('V14 tiles, direct painting and export show the same, at any zoom and after any edit', async ({ ada }) => {
  const shapes = [
    ...(await ada.asks(drawEverything)),
    ...(await ada.asks(drawEffects)),
    ...(await ada.asks(drawPictures)),
  ];
  for (const zoom of ZOOMS) {
    await ada.asks((joinery, to) => joinery.setCamera({ x: -37, y: -21, zoom: to }), zoom);
    // What is painted directly, in the first frame of zooming; then the tiles.
    expect(await ada.asks(share, 2)).toBeLessThan(MOST_DIFFERENT);
    await ada.sees(share, 20).toBeLessThan(MOST_DIFFERENT);
    await ada.asks((joinery) => joinery.setCamera({ ...joinery.camera(), x: 213.4, y: 160.7 }));
    await ada.sees(share, 2).toBeLessThan(MOST_DIFFERENT);
  }
  await ada.asks((joinery, ids) => {
    for (const [at, id] of ids.entries())
      joinery.set(id, { position: { x: 60 * at, y: 40 * (at % 9) }, rotation: 7 * at });
  }, shapes);
  await ada.sees(share, 2).toBeLessThan(MOST_DIFFERENT);
});

story(
  'V14 among thousands of shapes, too, no tile is stale after an edit and none stays stretched',
  async ({ ada }) => {
    const ids = await ada.asks((joinery) => {
      const { editor } = joinery;
      const page = joinery.page();
      joinery.set(page, { fills: [{ type: 'solid', color: '#f4f1ea', opacity: 1, visible: true }] });
      const made: string[] = [];
      editor.edit('Many', (tx) => {
        for (let i = 0; i < 3600; i++) {
          const position = { x: (i % 60) * 21, y: Math.floor(i / 60) * 17 };
          const color = `#${((i * 2654435761) >>> 8).toString(16).padStart(6, '0').slice(0, 6)}`;
          const fills = [{ type: 'solid' as const, color, opacity: 1, visible: true }];
          made.push(
            tx.create(i % 3 === 0 ? 'ellipse' : 'rectangle', page, {
              position,
              width: 17,
              height: 12,
              fills,
              rotation: i % 11,
            }),
          );
        }
      });
      return made;
    });
    for (const zoom of [1, 0.63]) {
      await ada.asks((joinery, to) => joinery.setCamera({ x: -10, y: -10, zoom: to }), zoom);
      await ada.sees(share, 2).toBeLessThan(MOST_DIFFERENT);
    }
    await ada.asks((joinery, all) => {
      for (const id of all.filter((_, at) => at % 37 === 0)) joinery.set(id, { width: 60, height: 50 });
      joinery.trash(all[1800] ?? '');
    }, ids);
    await ada.sees(share, 2).toBeLessThan(MOST_DIFFERENT);
    // Back to a zoom whose tiles were painted before the edits.
    await ada.asks((joinery) => joinery.setCamera({ x: -10, y: -10, zoom: 0.63 }));
    await ada.sees(share, 2).toBeLessThan(MOST_DIFFERENT);
  },
);
