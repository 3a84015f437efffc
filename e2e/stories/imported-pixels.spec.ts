/**
 * An imported SVG file looks as the browser shows it. `SVG_FOLDER=<folder> npm run e2e -- imported` tries other files as well, and says how much
 * of each differs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';
import { expect, story } from '../support/story.ts';
import { SVG_DRAWINGS } from '../support/svg-drawings.ts';

const MOST_DIFFERENT = 0.01;

const folder = process.env['SVG_FOLDER'];
const drawings = Object.entries({
  ...SVG_DRAWINGS,
  ...(folder !== undefined && Object.fromEntries(svgFiles(folder))),
});

function svgFiles(from: string): (readonly [string, string])[] {
  return readdirSync(from)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => [name, readFileSync(join(from, name), 'utf8')] as const);
}

/** Shares of pixels: those that differ between the import and the browser's own picture, smoothing of edges aside; those drawn. Runs in the page. */
async function difference(
  joinery: Joinery,
  text: string,
): Promise<{ different: number; drawn: number; smoothed: number }> {
  const { editor } = joinery;
  const { nodes, width, height } = await editor.ports.files.parseSvg(text);
  const frame = joinery.create('frame', {
    position: { x: 0, y: 0 },
    width,
    height,
    fills: [{ type: 'solid', color: '#ffffff', opacity: 1, visible: true }],
  });
  editor.edit('Import', (tx) => {
    const create = (parent: string, all: typeof nodes): void => {
      for (const node of all) create(tx.create(node.type, parent, node.properties), node.children);
    };
    create(frame, nodes);
  });
  const scale = 640 / Math.max(width, height);
  const png = await editor.ports.files.rasterise([frame], { scale });
  const pixels = async (picture: CanvasImageSource & { width: number; height: number }): Promise<Uint8ClampedArray> => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no context');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (picture instanceof HTMLImageElement) context.drawImage(picture, 0, 0, width * scale, height * scale);
    else context.drawImage(picture, 0, 0);
    return await Promise.resolve(context.getImageData(0, 0, canvas.width, canvas.height).data);
  };
  const ours = await pixels(await createImageBitmap(new Blob([new Uint8Array(png)], { type: 'image/png' })));
  // With a size of its own: without one a browser makes it as large as it likes.
  const sized = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (!sized.documentElement.hasAttribute('viewBox'))
    sized.documentElement.setAttribute('viewBox', `0 0 ${width} ${height}`);
  sized.documentElement.setAttribute('width', String(width * scale));
  sized.documentElement.setAttribute('height', String(height * scale));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(sized))}`;
  await image.decode();
  const meant = await pixels(image);
  const across = Math.round(width * scale);
  const between = (at: number): boolean =>
    [0, 1, 2].every((channel) => {
      const around = [-1, 0, 1].flatMap((down) =>
        [-4, 0, 4].map((right) => meant[at + right + 4 * across * down + channel] ?? 255),
      );
      const value = ours[at + channel] ?? 0;
      return value >= Math.min(...around) - 8 && value <= Math.max(...around) + 8;
    });
  let [different, drawn, smoothed] = [0, 0, 0];
  for (let at = 0; at < meant.length; at += 4) {
    const off = [0, 1, 2].some((channel) => Math.abs((ours[at + channel] ?? 0) - (meant[at + channel] ?? 0)) > 8);
    if (off) smoothed += 1;
    if (off && !between(at)) different += 1;
    if ([0, 1, 2].some((channel) => (meant[at + channel] ?? 0) < 240)) drawn += 1;
  }
  joinery.trash(frame);
  const all = meant.length / 4;
  return { different: different / all, drawn: drawn / all, smoothed: smoothed / all };
}

story('V15 an imported SVG file looks as the browser shows it', async ({ ada }) => {
  for (const [name, text] of drawings) {
    const { different, drawn, smoothed } = await ada.asks(difference, text);
    const [off, edges, seen] = [different, smoothed, drawn].map((share) => (100 * share).toFixed(2));
    if (folder !== undefined)
      process.stdout.write(`${name}: ${off} % (with edges ${edges} %) of which ${seen} % is drawn\n`);
    expect.soft(different, name).toBeLessThan(MOST_DIFFERENT);
    expect.soft(drawn, name).toBeGreaterThan(0.02);
  }
});
