import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FilePictures } from './file-pictures.ts';

let now: number;
let fetched: string[];
let online: boolean;
let pictures: FilePictures;
let closed: number;

const bitmap = (): ImageBitmap => ({ width: 10, height: 10, close: () => (closed += 1) });

beforeEach(() => {
  [now, fetched, online, closed] = [0, [], true, 0];
  pictures = new FilePictures('file1', {
    fetch: (url) => {
      fetched.push(url);
      return online ? Promise.resolve(new Blob(['x'], { type: 'image/png' })) : Promise.reject(new Error('offline'));
    },
    decode: () => Promise.resolve(bitmap()),
    now: () => now,
    maxBytes: 1000,
  });
});

describe('pictures of a file', () => {
  it('are fetched once when they are first shown, and who shows them is told when they come', async () => {
    const told: unknown[] = [];
    pictures.subscribe((ids) => told.push([...ids]));
    expect([pictures.of('a', '1'), pictures.of('a', '2'), pictures.of('a', '1')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await vi.waitFor(() => expect(told).toEqual([['1', '2']]));
    expect(pictures.of('a', '3')).toMatchObject({ width: 10 });
    expect(fetched).toEqual(['/api/files/file1/pictures/a']);
  });

  it('that cannot be had are asked for again, but not at once', async () => {
    online = false;
    await pictures.ready(['a']);
    pictures.of('a', '1');
    expect(fetched).toHaveLength(1);
    [online, now] = [true, 5000];
    pictures.of('a', '1');
    await vi.waitFor(() => expect(pictures.of('a', '1')).toBeDefined());
    expect(fetched).toHaveLength(2);
  });

  it('are kept within a limit: what was shown longest ago goes first, and comes back', async () => {
    await pictures.ready(['a', 'b']);
    pictures.of('a', '1');
    await pictures.ready(['c']);
    expect([pictures.of('c', '1'), pictures.of('a', '1')].every((image) => image !== undefined)).toBe(true);
    expect(closed).toBe(1);
    expect(pictures.of('b', '1')).toBeUndefined();
    await vi.waitFor(() => expect(pictures.of('b', '1')).toBeDefined());
  });

  it('become data for files that stand alone', async () => {
    expect(await pictures.dataUrl('a')).toBe('data:image/png;base64,eA==');
  });
});
