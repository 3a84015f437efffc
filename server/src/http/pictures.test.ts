/** Uploaded pictures (R6): what is taken, and how it is served. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gif, jpeg, png, webp } from '../../testing/pictures.ts';
import { Served } from '../../testing/served.ts';

let served: Served;
let path: string;
const start = async (config: Parameters<typeof Served.start>[0] = {}): Promise<void> => {
  served = await Served.start(config);
  path = `/api/files/${(await served.newFile()).id}/pictures`;
};
beforeEach(() => start());
afterEach(() => served.stop());

const errorOf = async (response: Response): Promise<[number, string]> => {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
};

const upload = (bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  served.request('POST', path, bytes, headers);

test.each([
  ['PNG', png(3, 2), 'image/png'],
  ['JPEG', jpeg(3, 2), 'image/jpeg'],
  ['GIF', gif(3, 2), 'image/gif'],
  ['WebP', webp(3, 2), 'image/webp'],
])('R6 a %s is kept under the hash of its bytes, and served as what it is, in a sandbox', async (_, bytes, type) => {
  const response = await upload(bytes, { 'content-type': 'text/html' });
  expect(response.status).toBe(201);
  const made = (await response.json()) as { hash: string };
  expect(made).toMatchObject({ type, width: 3, height: 2, bytes: bytes.length });
  expect(made.hash).toMatch(/^[\w-]{43}$/);
  const answer = await served.request('GET', `${path}/${made.hash}`);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(bytes));
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(answer.headers.get('cache-control')).toContain('private');
});

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['HTML', '<!doctype html><script>alert(1)</script>'],
  ['a PDF', '%PDF-1.7'],
  ['nothing', ''],
  ['half a PNG', '\u0089PNG\r\n\u001a\n'],
  ['a JPEG without a size', `\u00ff\u00d8\u00ff${'\u0000'.repeat(5000)}`],
  ['a RIFF that is no WebP', 'RIFF\0\0\0\0WAVEfmt '],
])('R6 %s is refused, whatever it is called', async (_, text) => {
  const response = await upload(Buffer.from(text, 'latin1'), { 'content-type': 'image/png' });
  expect(await errorOf(response)).toEqual([415, 'not-a-picture']);
});

test('R6 a picture that is also a page is served as a picture', async () => {
  const { hash } = (await (await upload(gif(1, 1, '<script>alert(1)</script>'))).json()) as { hash: string };
  const { headers } = await served.request('GET', `${path}/${hash}`);
  expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual(['image/gif', 'nosniff']);
  expect(headers.get('content-security-policy')).toContain('sandbox');
});

test('R6 pictures are limited in bytes, in pixels and in all that a file has; the same one counts once', async () => {
  await served.stop();
  await start({ maxPictureBytes: 2000, maxPicturePixels: 100, maxPicturesBytes: 1200 });
  expect(await errorOf(await upload(gif(1, 1, 'x'.repeat(3000))))).toEqual([413, 'too-large']);
  expect(await errorOf(await upload(png(11, 10)))).toEqual([413, 'too-many-pixels']);
  expect(await errorOf(await upload(png(4_000_000_000, 4_000_000_000)))).toEqual([413, 'too-many-pixels']);
  const big = gif(1, 1, 'x'.repeat(1000));
  expect((await upload(big)).status).toBe(201);
  expect((await upload(big)).status).toBe(201);
  expect(await errorOf(await upload(gif(1, 1, 'y'.repeat(1000))))).toEqual([507, 'too-many-pictures']);
});

test('R6 a made-up picture of the greatest size is looked at for no longer than a moment', async () => {
  await served.stop();
  await start();
  const slow = Buffer.alloc(19_000_000, 1);
  slow.set(jpeg().subarray(0, 3));
  const before = process.cpuUsage();
  expect(await errorOf(await upload(slow))).toEqual([415, 'not-a-picture']);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
});

test('R7 pictures are for those who may see their file, and go with it', async () => {
  const { hash } = (await (await upload(png())).json()) as { hash: string };
  const other = await served.newFile();
  expect((await served.request('GET', `/api/files/${other.id}/pictures/${hash}`)).status).toBe(404);
  const file = path.split('/')[3] ?? '';
  const copy = (await (await served.request('POST', `/api/files/${file}/duplicate`)).json()) as { id: string };
  await served.request('POST', `/api/files/${file}/trash`);
  await served.request('DELETE', `/api/files/${file}`);
  expect((await served.request('GET', `${path}/${hash}`)).status).toBe(404);
  expect((await served.request('GET', `/api/files/${copy.id}/pictures/${hash}`)).status).toBe(200);
});
