/** `/api/files`: what comes in is checked here, what goes out is JSON. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { ApiError } from './api-error.ts';
import { type Files, UNNAMED } from './files.ts';
import { NAME_HEADER, personName } from './person-name.ts';

const MAX_FILE_NAME_CHARACTERS = 200;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const Name = z.string().trim().min(1).max(MAX_FILE_NAME_CHARACTERS);
const NewFile = z.strictObject({ name: Name.optional() });
const Rename = z.strictObject({ name: Name });
const ListQuery = z.object({ trashed: z.enum(['0', '1']).default('0') });

type Limits = Pick<Config, 'maxBodyBytes' | 'maxThumbnailBytes'>;

export function fileRoutes(files: Files, { maxBodyBytes, maxThumbnailBytes }: Limits): Hono {
  const routes = new Hono();
  const jsonBody = async (context: Context): Promise<unknown> => parsed(await readBody(context, maxBodyBytes));
  const editor = (context: Context): string | null => personName(context.req.header(NAME_HEADER));

  routes.get('/', async (context) => {
    const { trashed } = checked(ListQuery, context.req.query());
    return context.json({ files: await files.list(trashed === '1') });
  });
  routes.post('/', async (context) => {
    const { name = UNNAMED } = checked(NewFile, await jsonBody(context));
    return context.json(await files.create(name, editor(context)), 201);
  });
  routes.get('/:id', async (context) => context.json(await files.get(context.req.param('id'))));
  routes.patch('/:id', async (context) => {
    const { name } = checked(Rename, await jsonBody(context));
    return context.json(await files.rename(context.req.param('id'), name));
  });
  routes.delete('/:id', async (context) => {
    await files.delete(context.req.param('id'));
    return context.body(null, 204);
  });
  routes.post('/:id/duplicate', async (context) =>
    context.json(await files.duplicate(context.req.param('id'), editor(context)), 201),
  );
  routes.post('/:id/trash', async (context) => context.json(await files.trash(context.req.param('id'))));
  routes.post('/:id/restore', async (context) => context.json(await files.restore(context.req.param('id'))));
  routes.get('/:id/document', async (context) => {
    const text = await files.documentJson(context.req.param('id'));
    return context.body(text, 200, { 'content-type': 'application/json; charset=utf-8' });
  });
  routes.get('/:id/thumbnail', async (context) => {
    const png = await files.thumbnail(context.req.param('id'));
    return context.body(Uint8Array.from(png), 200, { 'content-type': 'image/png', 'cache-control': 'no-cache' });
  });
  routes.put('/:id/thumbnail', async (context) => {
    const png = await readBody(context, maxThumbnailBytes);
    if (!PNG_SIGNATURE.every((byte, index) => png[index] === byte)) {
      throw new ApiError(400, 'not-a-png', 'A thumbnail must be a PNG.');
    }
    await files.saveThumbnail(context.req.param('id'), png);
    return context.body(null, 204);
  });
  return routes;
}

/** @throws ApiError 413 as soon as it is longer than `most` bytes, whatever its header says */
async function readBody(context: Context, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (Number(context.req.header('content-length') ?? 0) <= most) {
    for await (const part of (context.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > most) break;
      parts.push(part);
    }
    if (length <= most) return Buffer.concat(parts);
  }
  throw new ApiError(413, 'too-large', `The request's body must be at most ${most} bytes.`);
}

/** An absent body counts as an empty object. */
function parsed(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString('utf8');
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 'not-json', 'The body is not JSON.');
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ApiError(400, 'invalid', z.prettifyError(result.error));
}
