import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gif, png } from '../../testing/pictures.ts';
import { Served } from '../../testing/served.ts';
import type { FileInfo } from './files.ts';

let served: Served;
afterEach(() => served.stop());

const errorOf = async (response: Response): Promise<[number, string]> => {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  expect(error.message).not.toBe('');
  return [response.status, error.code];
};

describe('files', () => {
  beforeEach(async () => {
    served = await Served.start();
  });

  const list = async (query = ''): Promise<string[]> => {
    const { files } = (await (await served.request('GET', `/api/files${query}`)).json()) as { files: FileInfo[] };
    return files.map(({ name }) => name);
  };

  test('a new file has one empty page, a name, and an id that cannot be guessed', async () => {
    const file = await served.newFile('Poster');
    expect(file).toMatchObject({ name: 'Poster', editedBy: 'Adä', trashedAt: null, hasThumbnail: false, people: 0 });
    expect(file.id).toMatch(/^[0-9A-Za-z]{16}$/);
    const response = await served.request('GET', `/api/files/${file.id}/document`);
    expect(response.headers.get('content-type')).toContain('application/json');
    const json = await response.text();
    expect(JSON.parse(json)).toMatchObject({ format: 'joinery-document-1', pages: [{ name: 'Page 1', children: [] }] });
    expect(json).not.toContain(' :');
  });

  test('a file without a name is called Untitled', async () => {
    const response = await served.request('POST', '/api/files');
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ name: 'Untitled', editedBy: null });
  });

  test('a file is renamed, trashed, restored, trashed and deleted', async () => {
    const { id } = await served.newFile('Poster');
    await served.request('PATCH', `/api/files/${id}`, { name: '  Flyer ' });
    expect(await list()).toEqual(['Flyer']);
    expect(await errorOf(await served.request('DELETE', `/api/files/${id}`))).toEqual([409, 'not-trashed']);
    await served.request('POST', `/api/files/${id}/trash`);
    expect([await list(), await list('?trashed=1')]).toEqual([[], ['Flyer']]);
    await served.request('POST', `/api/files/${id}/restore`);
    expect(await list()).toEqual(['Flyer']);
    await served.request('POST', `/api/files/${id}/trash`);
    expect((await served.request('DELETE', `/api/files/${id}`)).status).toBe(204);
    expect([await list(), await list('?trashed=1')]).toEqual([[], []]);
  });

  test('a copy begins as the file is now', async () => {
    const { id } = await served.newFile('Poster');
    const copy = (await (await served.request('POST', `/api/files/${id}/duplicate`)).json()) as FileInfo;
    expect(copy.name).toBe('Copy of Poster');
    const [a, b] = await Promise.all(
      [id, copy.id].map(async (file) => await (await served.request('GET', `/api/files/${file}/document`)).text()),
    );
    expect(b).toBe(a);
  });

  test('a picture is kept, and only pictures of a sensible size are', async () => {
    const { id } = await served.newFile();
    const picture = png(320, 200);
    const path = `/api/files/${id}/thumbnail`;
    expect(await errorOf(await served.request('GET', path))).toEqual([404, 'no-thumbnail']);
    expect((await served.request('PUT', path, picture)).status).toBe(204);
    const response = await served.request('GET', path);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(picture));
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(await errorOf(await served.request('PUT', path, Buffer.from('hello')))).toEqual([415, 'not-a-picture']);
    expect(await errorOf(await served.request('PUT', path, gif()))).toEqual([415, 'not-a-png']);
    expect(await errorOf(await served.request('PUT', path, png(3000, 3000)))).toEqual([413, 'too-many-pixels']);
    expect(await errorOf(await served.request('PUT', path, Buffer.alloc(300_000)))).toEqual([413, 'too-large']);
  });

  test.each([
    ['GET', '/api/files/nowhere', undefined, 404, 'no-such-file'],
    ['GET', '/api/files/nowhere/document', undefined, 404, 'no-such-file'],
    ['POST', '/api/files/nowhere/duplicate', undefined, 404, 'no-such-file'],
    ['POST', '/api/files/nowhere/trash', undefined, 404, 'no-such-file'],
    ['PATCH', '/api/files/nowhere', { name: 'x' }, 404, 'no-such-file'],
    ['DELETE', '/api/files/nowhere', undefined, 404, 'no-such-file'],
    ['POST', '/api/files', { name: '' }, 400, 'invalid'],
    ['POST', '/api/files', { name: 'x'.repeat(201) }, 400, 'invalid'],
    ['POST', '/api/files', { nmae: 'x' }, 400, 'invalid'],
    ['POST', '/api/files', Buffer.from('{'), 400, 'not-json'],
    ['POST', '/api/files', { name: 'x'.repeat(70_000) }, 413, 'too-large'],
    ['GET', '/api/files?trashed=2', undefined, 400, 'invalid'],
    ['GET', '/api/nothing', undefined, 404, 'not-found'],
    ['POST', '/', undefined, 405, 'method-not-allowed'],
  ])('%s %s with %j is refused', async (method, path, body, status, code) => {
    expect(await errorOf(await served.request(method, path, body))).toEqual([status, code]);
  });

  test('another site’s page may not change anything', async () => {
    const response = await served.request('POST', '/api/files', {}, { origin: 'https://evil.example' });
    expect(await errorOf(response)).toEqual([403, 'wrong-origin']);
    expect((await served.request('POST', '/api/files', {}, { origin: served.url })).status).toBe(201);
  });

  test('a store in trouble is answered with words, and logged', async () => {
    served.store.files = () => Promise.reject(new Error('the disk is on fire'));
    const response = await served.request('GET', '/api/files');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('fire');
    expect(served.lines).toContainEqual({ level: 'error', message: 'a request failed' });
  });

  test('health tells of files, rooms and connections', async () => {
    await served.newFile();
    const response = await served.request('GET', '/healthz');
    expect(await response.json()).toEqual({
      status: 'ok',
      files: 1,
      rooms: 0,
      connections: 0,
      checks: { compared: 0, repaired: 0, reread: 0, misread: 0 },
    });
  });

  test('R6 there are only so many files', async () => {
    await served.stop();
    served = await Served.start({ maxFiles: 1 });
    await served.newFile();
    expect(await errorOf(await served.request('POST', '/api/files'))).toEqual([507, 'too-many-files']);
  });
});

describe('the client', () => {
  const script = 'console.log("joinery");'.repeat(100);
  beforeEach(async () => {
    served = await Served.start(
      {},
      {
        'index.html': '<!doctype html>',
        'assets/main-abc.js': script,
        'assets/main-abc.js.br': brotliCompressSync(script),
        'assets/main-abc.js.gz': gzipSync(script),
        '.vite/manifest.json': '{}',
      },
    );
  });

  test.each(['/', '/file/abc', '/anything/else'])('%s is the application, asked for anew each time', async (path) => {
    const response = await served.request('GET', path);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test('what carries a hash in its name is kept for ever', async () => {
    const response = await served.request('GET', '/assets/main-abc.js');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(await response.text()).toBe(script);
  });

  test('its text comes as it is to whoever takes nothing else', async () => {
    const response = await served.request('GET', '/assets/main-abc.js', undefined, { 'accept-encoding': 'identity' });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe(script);
  });

  test.each(['gzip', 'br'])('text that the build compressed comes with %s', async (encoding) => {
    const response = await served.request('GET', '/assets/main-abc.js', undefined, { 'accept-encoding': encoding });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(await response.text()).toBe(script);
  });

  test('what the browser has is not sent again', async () => {
    const etag = (await served.request('GET', '/')).headers.get('etag') ?? '';
    expect((await served.request('GET', '/', undefined, { 'if-none-match': etag })).status).toBe(304);
  });

  test.each(['/missing.js', '/.vite/manifest.json', '/../package.json', '/%2e%2e/package.json'])(
    '%s is not there',
    async (path) => {
      expect((await served.request('GET', path)).status).toBe(404);
    },
  );

  test('no inline script runs and nothing comes from elsewhere', async () => {
    for (const path of ['/', '/api/files', '/api/files/nowhere', '/missing.js']) {
      const { headers } = await served.request('GET', path);
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  test('a relay without a client says so', async () => {
    await served.stop();
    served = await Served.start();
    const response = await served.request('GET', '/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm start');
  });
});
