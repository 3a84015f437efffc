/**
 * `/api/files/:id/pictures`: pictures that a file shows, by the hash of their bytes, so that one is kept once and never changes. They are
 * served as what their bytes are, in a sandbox, and to those alone who may see the file.
 */
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { ApiError, noSuchFile } from './api-error.ts';
import type { Files } from './files.ts';
import type { Guard } from './guard.ts';
import { type PictureInfo, readPicture } from './picture.ts';
import { readBody } from './request-body.ts';

export interface PictureRoutesOptions {
  readonly store: Pick<Store, 'savePicture' | 'picture' | 'pictureBytes'>;
  readonly files: Files;
  readonly guard: Guard;
  readonly config: Pick<Config, 'maxPictureBytes' | 'maxPicturePixels' | 'maxPicturesBytes'>;
}

export function pictureRoutes({ store, files, guard, config }: PictureRoutesOptions): Hono {
  const routes = new Hono();

  routes.post('/:id/pictures', async (context) => {
    const id = context.req.param('id');
    await guard.allow(context, id, 'editor');
    await files.get(id);
    const bytes = await readBody(context, config.maxPictureBytes);
    const picture = checkedPicture(bytes, config.maxPicturePixels);
    const hash = createHash('sha256').update(bytes).digest('base64url');
    const { type, width, height } = picture;
    if ((await store.picture(id, hash)) === undefined) {
      if ((await store.pictureBytes(id)) + bytes.length > config.maxPicturesBytes)
        throw new ApiError(
          507,
          'too-many-pictures',
          `The pictures of a file take at most ${config.maxPicturesBytes} bytes.`,
        );
      await store.savePicture(id, { hash, type, bytes });
    }
    return context.json({ hash, type, width, height, bytes: bytes.length }, 201);
  });
  routes.get('/:id/pictures/:hash', async (context) => {
    const { id, hash } = context.req.param();
    await guard.allow(context, id, 'viewer');
    const picture = await store.picture(id, hash);
    if (picture === undefined) throw noSuchFile();
    return servePicture(context, picture, 'private, max-age=31536000, immutable');
  });
  return routes;
}

/** @throws ApiError 415 for what is no picture, 413 for one with too many pixels */
export function checkedPicture(bytes: Uint8Array, maxPixels: number): PictureInfo {
  const picture = readPicture(bytes);
  if (picture === undefined)
    throw new ApiError(415, 'not-a-picture', 'This is no PNG, JPEG, GIF or WebP that can be read.');
  if (picture.width * picture.height > maxPixels)
    throw new ApiError(413, 'too-many-pixels', `A picture has at most ${maxPixels} pixels.`);
  return picture;
}

/** Even opened by itself it can run nothing, load nothing, and belongs to no site. */
export function servePicture(
  context: Context,
  { type, bytes }: { readonly type: string; readonly bytes: Uint8Array },
  cacheControl: string,
): Response {
  return context.body(Uint8Array.from(bytes), 200, {
    'content-type': type,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'content-disposition': 'inline; filename="picture"',
    'cache-control': cacheControl,
  });
}
