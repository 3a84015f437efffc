import { type Document, type NewNode, type NodeId, type NodeType, ROOT, solid } from '@joinery/shared';
import { replica } from '@joinery/shared/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createScene } from '../editor/scene.ts';
import { TextLayouts } from '../editor/text-layouts.ts';
import { NO_PICTURES } from '../editor/ports.ts';
import { type PictureSource, renderThumbnail, renderToPng } from './render-to-png.ts';
import { FakePath2D, recordingContext, type Recording } from './testing/recording-context.ts';

let document: Document;
let source: PictureSource;
let page: NodeId;
let pictures: { width: number; height: number; recording: Recording }[];
/** Bytes of a picture, by its width. */
let weigh: (width: number) => number;

class FakeCanvas {
  readonly recording = recordingContext();
  width = 0;
  height = 0;

  constructor() {
    pictures.push(this);
  }

  getContext(): unknown {
    return this.recording.context;
  }

  toBlob(done: (blob: Blob) => void): void {
    done(new Blob([new Uint8Array(weigh(this.width))]));
  }
}

vi.stubGlobal('Path2D', FakePath2D);
const loadedFonts = vi.fn<(font: string, text: string) => Promise<void>>(() => Promise.resolve());
vi.stubGlobal('document', { fonts: { load: loadedFonts }, createElement: () => new FakeCanvas() });

beforeEach(() => {
  document = replica('me');
  document.transact((tx) => (page = tx.create('page', ROOT)));
  const textLayouts = new TextLayouts((text, { fontSize }) => text.length * fontSize * 0.5);
  source = { document, scene: createScene(document, textLayouts), textLayouts, ports: { pictures: NO_PICTURES } };
  pictures = [];
  weigh = () => 100;
});

const make = (type: NodeType, properties: NewNode, parent = page): NodeId => {
  let made = '';
  document.transact((tx) => (made = tx.create(type, parent, { fills: [solid('#ff0000')], ...properties })));
  return made;
};

describe('a picture', () => {
  test('is as large as what the nodes paint, times the scale', async () => {
    const id = make('rectangle', { position: { x: 10, y: 20 }, width: 100, height: 50 });
    await renderToPng(source, [id], { scale: 2 });
    expect(pictures).toMatchObject([{ width: 200, height: 100 }]);
    expect(pictures[0]?.recording.of('fillRect')[0]?.transform).toEqual([2, 0, 0, 2, 0, 0]);
  });

  test('of a node shows what is in it, and neither what is behind nor the clip of what it lies in', async () => {
    const frame = make('frame', { position: { x: 0, y: 0 }, width: 50, height: 50, fills: [solid('#00ff00')] });
    const group = make('group', { position: { x: 0, y: 0 } }, frame);
    make('rectangle', { position: { x: 20, y: 0 }, width: 100, height: 10 }, group);
    await renderToPng(source, [group], { scale: 1 });
    expect(pictures).toMatchObject([{ width: 100, height: 10 }]);
    const painted = pictures[0]?.recording;
    expect(painted?.of('clip')).toEqual([]);
    expect(painted?.of('fillRect').map(({ fillStyle }) => fillStyle)).toEqual(['#ff0000']);
  });

  test('of several nodes shows them back to front, whatever order they are named in', async () => {
    const back = make('rectangle', { position: { x: 0, y: 0 }, fills: [solid('#000001')] });
    const front = make('rectangle', { position: { x: 0, y: 0 }, fills: [solid('#000002')] });
    await renderToPng(source, [front, back], { scale: 1, background: '#ffffff' });
    const colors = pictures[0]?.recording.of('fillRect').map(({ fillStyle }) => fillStyle);
    expect(colors).toEqual(['#ffffff', '#000001', '#000002']);
  });

  test('waits for fonts that were never in view', async () => {
    const id = make('text', { position: { x: 0, y: 0 }, characters: 'Ab baA', fontWeight: 700 });
    await renderToPng(source, [id], { scale: 1 });
    expect(loadedFonts).toHaveBeenCalledWith(expect.stringContaining('700'), 'Ab a');
  });

  test('that no canvas could hold is refused with a sentence', async () => {
    const id = make('rectangle', { position: { x: 0, y: 0 }, width: 20_000, height: 10 });
    await expect(renderToPng(source, [id], { scale: 1 })).rejects.toThrow('20000 × 10 px; at most 16384 px a side');
    const square = make('rectangle', { position: { x: 0, y: 0 }, width: 8200, height: 8200 });
    await expect(renderToPng(source, [square], { scale: 2 })).rejects.toThrow('Choose a smaller scale');
    expect(pictures).toEqual([]);
  });

  test('of nothing visible is refused with a sentence', async () => {
    const hidden = make('rectangle', { position: { x: 0, y: 0 }, visible: false });
    const empty = make('group', { position: { x: 0, y: 0 } });
    await expect(renderToPng(source, [hidden, empty], { scale: 1 })).rejects.toThrow('nothing visible');
  });
});

describe('a thumbnail', () => {
  test('fits a page into 480 × 300 px, centred', async () => {
    make('rectangle', { position: { x: 0, y: 0 }, width: 896, height: 100 });
    await renderThumbnail(source, page);
    expect(pictures).toMatchObject([{ width: 480, height: 300 }]);
    expect(pictures[0]?.recording.of('fillRect').at(-1)?.transform).toEqual([0.5, 0, 0, 0.5, 16, 125]);
  });

  test('is painted smaller when it would weigh more than 256 KiB', async () => {
    make('rectangle', { position: { x: 0, y: 0 } });
    weigh = (width) => (width > 300 ? 300 * 1024 : 1000);
    expect(await renderThumbnail(source, page)).toHaveLength(1000);
    expect(pictures.map(({ width }) => width)).toEqual([480, 240]);
  });

  test('of an empty page is none', async () => {
    expect(await renderThumbnail(source, page)).toBeUndefined();
  });
});
